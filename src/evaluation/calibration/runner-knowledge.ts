import { mean, median, quantile } from "../../base/statistics.ts";
import { knownQuantities } from "../../model/contract.ts";
import type { RunBests } from "../../workout/best-efforts.ts";
import type { RunnerHeartRates } from "../../workout/workout.ts";
import type { Knowledge } from "./knowledge.ts";

/** The parts of a run that tell what its runner knows of themselves. */
export interface TellingRun {
  bests: RunBests;
  runnerHeartRates: RunnerHeartRates;
}

/** Shares of the runs' highest values that count as the runner's: sensors and satellites err upwards now and then. */
const HIGHEST_HEART_RATE = 0.98;
const BEST_EFFORT = 0.95;

/**
 * Estimates what a runner knows of themselves, for want of asking, from runs of theirs: maximum heart rate and best effort
 * from what they ran, resting and threshold heart rate from what the files state.
 */
export function knowledgeFrom(runs: readonly TellingRun[]): Knowledge {
  const all = (of: (run: TellingRun) => number | null) => runs.map(of).filter((value) => value !== null);
  const estimates = {
    maximumBpm: quantile(
      all(({ bests }) => bests.heartRateBpm),
      HIGHEST_HEART_RATE,
    ),
    restingBpm: median(all(({ runnerHeartRates }) => runnerHeartRates.restingBpm)),
    thresholdBpm: median(all(({ runnerHeartRates }) => runnerHeartRates.thresholdBpm)),
    bestKmh: quantile(
      all(({ bests }) => bests.speedKmh),
      BEST_EFFORT,
    ),
  };
  return Object.fromEntries(
    knownQuantities.flatMap((name) => (Number.isNaN(estimates[name]) ? [] : [[name, estimates[name]]])),
  );
}

/** Estimates what a runner knows from their runs but one, by its place among them. */
export function knowledgeWithout(runs: readonly TellingRun[], place: number): Knowledge {
  return knowledgeFrom(runs.filter((_, k) => k !== place));
}

/** Estimates it from the runs but one for each of these places, and takes the means. */
export function meanKnowledgeWithout(runs: readonly TellingRun[], places: readonly number[]): Knowledge {
  const each = places.map((place) => knowledgeWithout(runs, place));
  return Object.fromEntries(
    knownQuantities.flatMap((name) => {
      const values = each.flatMap((known) => known[name] ?? []);
      return values.length === 0 ? [] : [[name, mean(values)]];
    }),
  );
}
