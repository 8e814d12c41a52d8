import { splitOf } from "./splits.ts";

/**
 * Numbers for runners: the schema has no names. A runner who is called by a whole number keeps it, unless it was given
 * away before; any other gets the lowest free number that the seed puts on the side of the split on which it puts the
 * name. So who splits a built dataset once more by the same seed finds all runners where they were, and a model that
 * learnt from a runner under one name never takes the other for a stranger.
 */
export class UserIds {
  readonly #seed: number;
  readonly #ids = new Map<string, number>();
  readonly #taken = new Set<number>();
  /** All numbers up to it were tried for each side. */
  readonly #tried = { train: 0, validation: 0, test: 0 };

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A runner's number, the same at every call. */
  of(runner: string): number {
    const known = this.#ids.get(runner);
    if (known !== undefined) return known;
    const own = Number(runner);
    const isOwn = /^[1-9]\d*$/.test(runner) && Number.isSafeInteger(own) && !this.#taken.has(own);
    const id = isOwn ? own : this.#free(runner);
    this.#ids.set(runner, id);
    this.#taken.add(id);
    return id;
  }

  #free(runner: string): number {
    const side = splitOf(runner, this.#seed);
    let id = this.#tried[side] + 1;
    while (this.#taken.has(id) || splitOf(String(id), this.#seed) !== side) id++;
    this.#tried[side] = id;
    return id;
  }
}
