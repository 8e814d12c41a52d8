import { nearestValues } from "../heart-rate-series.ts";
import type { Columns, VALUE_NAMES } from "../points.ts";

type Quantity = (typeof VALUE_NAMES)[number];

/** Sources of the speed, in order of preference among series of equal length. */
const MOTION = ["latitudeDeg", "speedKmh", "distanceM"] as const satisfies Quantity[];

/** Joins the series of a run whose quantities are sampled separately, each value with a time of its own. */
export class SampledApart {
  readonly #series = new Map<Quantity, { timeS: number[]; values: number[] }>();

  /** Adds a value; one that is missing or has no time is ignored. */
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
   * The series at common times: those of the most frequently sampled motion. Every other quantity has the value sampled
   * nearest to each time, within MAX_APART_S. Empty without values.
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
