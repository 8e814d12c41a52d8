import { type WholeNumber, wholeNumber } from "../../base/whole-number.ts";
import { isSimulatedRunner } from "../simulator/simulated-runners.ts";
import { splitOf } from "./splits.ts";

const LARGEST_ID = 2n ** 63n - 1n;

/**
 * Numbers for runners: the schema has no names. A runner who is called by a whole number keeps it, unless it was given
 * away before or the schema's 64 bits don't hold it, and so does a simulated one; any other gets the lowest free number that the seed puts on the
 * side of the split on which it puts the name. So who splits a built dataset once more by the same seed finds all
 * runners where they were, and a model that learnt from a runner under one name never takes the other for a stranger.
 */
export class UserIds {
  readonly #seed: number;
  readonly #ids = new Map<string, WholeNumber>();
  readonly #taken = new Set<WholeNumber>();
  /** All numbers up to it were tried for each side. */
  readonly #tried = { train: 0, validation: 0, test: 0 };

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A runner's number, the same at every call. */
  of(runner: string): WholeNumber {
    const known = this.#ids.get(runner);
    if (known !== undefined) return known;
    const own = calledBy(runner);
    const id = own !== null && !this.#taken.has(own) ? own : this.#free(runner);
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

/** The number that a runner is called by; null where the name is none, or too large. */
function calledBy(runner: string): WholeNumber | null {
  if (isSimulatedRunner(runner)) return Number(runner);
  if (!/^[1-9]\d{0,18}$/.test(runner)) return null;
  const number = BigInt(runner);
  return number > LARGEST_ID ? null : wholeNumber(number);
}
