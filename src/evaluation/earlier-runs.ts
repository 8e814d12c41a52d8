import { mean } from "../base/statistics.ts";
import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";
import type { Track } from "../workout/workout.ts";
import { predictLinear } from "./baselines.ts";
import { compare } from "./metrics.ts";

/** Number of a runner's latest earlier runs that baselines use. */
export const MOST_EARLIER_RUNS = 20;

/** Means of a runner's earlier runs, all with the same weight. */
export interface RunnerMeans {
  /** Number of runs, 1 to MOST_EARLIER_RUNS. */
  runs: number;
  /** Mean of their mean heart rates. */
  heartRateBpm: number;
  /** Mean of their mean measured − linear. */
  linearOffsetBpm: number;
}

/** Collects runs in order, by runner. A run that names no runner has no earlier runs. */
export class EarlierRuns {
  readonly #baselines: Baselines | null;
  readonly #byRunner = new Map<string, { heartRateBpm: number; linearOffsetBpm: number }[]>();

  /** @param baselines linear fit from which the offset is measured; without it the offset is 0 */
  constructor(baselines: Baselines | null) {
    this.#baselines = baselines;
  }

  /** Means of the latest runs of a runner; null where none was added. */
  meansOf(runner: string | null): RunnerMeans | null {
    const runs = (runner !== null && this.#byRunner.get(runner)) || [];
    if (runs.length === 0) return null;
    return {
      runs: runs.length,
      heartRateBpm: mean(runs.map(({ heartRateBpm }) => heartRateBpm)),
      linearOffsetBpm: mean(runs.map(({ linearOffsetBpm }) => linearOffsetBpm)),
    };
  }

  /** Adds a run after it is scored; one without a heart rate is ignored. */
  add({ runner, heartRateBpm }: Pick<Track, "runner" | "heartRateBpm">, features: FeatureTable): void {
    // Against 0 throughout, the mean error is the mean itself.
    const level = compare(new Float32Array(heartRateBpm.length), heartRateBpm, null);
    if (runner === null || !level) return;
    const linear = this.#baselines && compare(predictLinear(features, this.#baselines), heartRateBpm, null);
    const own = this.#byRunner.get(runner) ?? [];
    own.push({ heartRateBpm: -level.bias, linearOffsetBpm: linear ? -linear.bias : 0 });
    this.#byRunner.set(runner, own.slice(-MOST_EARLIER_RUNS));
  }
}
