import { nearestValues } from "../heart-rate-series.ts";
import type { Columns, VALUE_NAMES } from "../points.ts";

type Quantity = (typeof VALUE_NAMES)[number];

/** Sources of the speed, in the order of preference among series of one length. */
const MOTION = ["latitudeDeg", "speedKmh", "distanceM"] as const satisfies Quantity[];

/** The series of a run whose quantities are sampled apart from one another, each value with a time of its own. */
export class SampledApart {
  readonly #series = new Map<Quantity, { timeS: number[]; values: number[] }>();

  /** Takes in a value; one that is missing, or has no time, tells nothing. */
  add(quantity: Quantity, timeS: number, value: number): void {
    if (Number.isNaN(timeS) || Number.isNaN(value)) return;
    let series = this.#series.get(quantity);
    if (series === undefined) {
      series = { timeS: [], values: [] };
      this.#series.set(quantity, series);
    }
    series.timeS.push(timeS);
    series.values.push(value);
  }

  /**
   * The series of one length, whose points stand where most of the motion was sampled; each other quantity is the value
   * sampled nearest to a point, within MAX_APART_S. Empty where nothing was taken in.
   */
  columns(): Columns {
    const base = this.#base();
    if (base === null) return {};
    const { timeS } = base;
    const columns: Columns = { timeS };
    for (const [quantity] of this.#series) {
      const own = this.#rising(quantity);
      columns[quantity] = Float64Array.from(nearestValues(own.timeS, own.values, timeS));
    }
    return columns;
  }

  #base(): { timeS: Float64Array } | null {
    const lengthOf = (quantity: Quantity) => this.#series.get(quantity)?.timeS.length ?? 0;
    const candidates = MOTION.some((quantity) => lengthOf(quantity) > 0) ? MOTION : [...this.#series.keys()];
    const [longest] = [...candidates].sort((a, b) => lengthOf(b) - lengthOf(a));
    return longest === undefined ? null : this.#rising(longest);
  }

  #rising(quantity: Quantity): { timeS: Float64Array; values: Float64Array } {
    const { timeS, values } = this.#series.get(quantity)!;
    const order = timeS.map((_, i) => i).sort((a, b) => timeS[a] - timeS[b]);
    return {
      timeS: Float64Array.from(order, (i) => timeS[i]),
      values: Float64Array.from(order, (i) => values[i]),
    };
  }
}
