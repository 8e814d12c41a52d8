import { mean } from "../base/statistics.ts";
import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";
import type { Track } from "../workout/workout.ts";
import { predictLinear } from "./baselines.ts";
import { compare } from "./metrics.ts";

/** Most earlier runs that a runner's baselines look at: the latest ones. */
export const MOST_EARLIER_RUNS = 20;

/** Means of a runner's earlier runs, each weighing alike. */
export interface RunnerMeans {
  /** Number of runs, 1 to MOST_EARLIER_RUNS. */
  runs: number;
  /** Mean of their mean heart rates. */
  heartRateBpm: number;
  /** Mean of their mean measured − linear. */
  linearOffsetBpm: number;
}

/** The runs gone through so far, by runner; who names no runner has no earlier runs. */
export class EarlierRuns {
  readonly #baselines: Baselines | null;
  readonly #byRunner = new Map<string, { heartRateBpm: number; linearOffsetBpm: number }[]>();

  /** @param baselines whose linear fit the offset is of; without, there is none */
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

  /** Takes in a run once it has been scored; one without a heart rate tells nothing. */
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
