/** Rate of scoring, and the time that the rest will take. */
export interface Rate {
  runsPerS: number;
  secondsLeft: number;
}

/** The rate is that of the latest seconds: at first workers start, and later runs may be longer than earlier ones. */
const WINDOW_MS = 8000;
const SHORTEST_MS = 500;

/** Counts runs as they are done. */
export class Pace {
  readonly #marks: { atMs: number; done: number }[];

  constructor(atMs: number) {
    this.#marks = [{ atMs, done: 0 }];
  }

  /** Enters how many are done by now, of how many; null as long as that says nothing. */
  rateAt(atMs: number, done: number, total: number): Rate | null {
    this.#marks.push({ atMs, done });
    while (this.#marks.length > 2 && this.#marks[1].atMs <= atMs - WINDOW_MS) this.#marks.shift();
    const [first] = this.#marks;
    const runs = done - first.done;
    if (runs === 0 || atMs - first.atMs < SHORTEST_MS) return null;
    const runsPerS = (1000 * runs) / (atMs - first.atMs);
    return { runsPerS, secondsLeft: (total - done) / runsPerS };
  }
}
