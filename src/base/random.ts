import { hash32 } from "./hash.ts";

/**
 * Random numbers that a text determines: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, seeded by hashes of
 * the text. Streams of different texts are independent: a run added or left out changes no other.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#a = hash32(`${seed}/a`);
    this.#b = hash32(`${seed}/b`);
    this.#c = hash32(`${seed}/c`);
    // The author's own seeding discards as many before the state is well mixed.
    for (let i = 0; i < 12; i++) this.#next();
  }

  /** Evenly spread from `low` up to, but not including, `high`. */
  uniform(low: number, high: number): number {
    return low + (high - low) * (this.#next() / 2 ** 32);
  }

  /** Draws from the normal distribution, by Box and Muller (1958). */
  normal(mean: number, sd: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform(0, 1)));
    return mean + sd * radius * Math.cos(this.uniform(0, 2 * Math.PI));
  }

  /** Draws from the log-normal distribution with this median; `spread` is the standard deviation of its logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  chance(probability: number): boolean {
    return this.uniform(0, 1) < probability;
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/**
 * A value that wanders around 0 and forgets where it was within `timeConstantS`: an Ornstein–Uhlenbeck process,
 * stepped exactly, whose values have the standard deviation `sd`.
 */
export class Wander {
  readonly #random: Random;
  readonly #keep: number;
  readonly #kick: number;
  #value: number;

  constructor(random: Random, sd: number, timeConstantS: number, stepS: number) {
    this.#random = random;
    this.#keep = Math.exp(-stepS / timeConstantS);
    this.#kick = sd * Math.sqrt(1 - this.#keep ** 2);
    this.#value = random.normal(0, sd);
  }

  next(): number {
    this.#value = this.#value * this.#keep + this.#random.normal(0, this.#kick);
    return this.#value;
  }
}
