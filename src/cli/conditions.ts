import { type ExpectedHeartRate, expectedHeartRate, type PredictedRun } from "../evaluation/expected-heart-rate.ts";
import type { ScoredPrediction } from "../evaluation/run-errors.ts";
import type { ModelContract } from "../model/contract.ts";
import type { Track } from "../workout/workout.ts";

/** The parts of a model's contract that its predictions use. */
type CalibratedModel = Pick<ModelContract, "calibration" | "intervals">;

/** A run of a runner, as the model predicted it. */
type RunOfRunner = PredictedRun & { track: Pick<Track, "runner"> };

/** A way of predicting, under the name that a scorecard gives it. */
export interface Condition {
  name: string;
  /** Data of runner and run that it uses, in words. */
  sees: string;
  /** Whether a scorecard shows where its error lies as well. */
  isDetailed: boolean;
  /** Share of the seconds that its intervals are meant to hold; null where it has none. */
  level: number | null;
  /**
   * What it makes of a run that the model has predicted; null where it can say nothing of this one. It is asked of the
   * runs in their order, so that it may remember those of a runner.
   */
  predict(run: RunOfRunner): ScoredPrediction | null;
}

const SPEED_AND_ALTITUDE = "speed and altitude of the run, and the runner's gender where the file states it";

/** Data that a condition uses besides speed and altitude: the runner's latest earlier runs, the run's first minutes. */
export interface Looks {
  historyRuns: number;
  warmUpMinutes: number;
  /** Minutes that are left out of the figures though nobody looked at them, to be compared with what did. */
  unscoredMinutes?: number;
  isDetailed?: boolean;
}

/**
 * The model under what is looked at. With a history, runs with fewer earlier ones are left out, and so are those of
 * whom nobody knows the runner.
 */
export function condition(contract: CalibratedModel, looks: Looks): Condition {
  const memory = new Memory(looks.historyRuns);
  return {
    name: nameOf(looks),
    sees: seesOf(looks),
    isDetailed: looks.isDetailed ?? false,
    level: contract.intervals?.level ?? null,
    predict(run) {
      const history = memory.of(run);
      memory.add(run);
      return history && predictBy(looks, run, history, contract);
    },
  };
}

/** A run's prediction by what is looked at, of the history as much as is asked for. */
export function predictBy(
  { warmUpMinutes, unscoredMinutes = 0 }: Looks,
  run: PredictedRun,
  history: readonly PredictedRun[],
  contract: CalibratedModel,
): ExpectedHeartRate {
  const expected = expectedHeartRate(run, contract, { history, warmUpS: 60 * warmUpMinutes });
  // A run that was first measured later has nothing to look at, but is scored on the same minutes as the others.
  return { ...expected, fromS: Math.max(expected.fromS, 60 * warmUpMinutes, 60 * unscoredMinutes) };
}

/** The conditions of a scorecard: the model alone, then with more and more of the runner's own heart rate. */
export const SCORECARD_LOOKS: readonly Looks[] = [
  { historyRuns: 0, warmUpMinutes: 0, isDetailed: true },
  { historyRuns: 1, warmUpMinutes: 0 },
  { historyRuns: 5, warmUpMinutes: 0 },
  { historyRuns: 20, warmUpMinutes: 0, isDetailed: true },
  { historyRuns: 50, warmUpMinutes: 0 },
  { historyRuns: 0, warmUpMinutes: 0, unscoredMinutes: 10 },
  { historyRuns: 0, warmUpMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 0, unscoredMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 10, isDetailed: true },
];

export function nameOf({ historyRuns, warmUpMinutes, unscoredMinutes }: Looks): string {
  const parts = [
    ...(historyRuns > 0 ? [`${historyRuns} earlier ${historyRuns === 1 ? "run" : "runs"}`] : []),
    ...(warmUpMinutes > 0 ? [`first ${warmUpMinutes} min`] : []),
  ];
  const name = parts.length > 0 ? parts.join(" and ") : "population";
  return unscoredMinutes ? `${name}, from minute ${unscoredMinutes}` : name;
}

function seesOf({ historyRuns, warmUpMinutes, unscoredMinutes }: Looks): string {
  const besides = [
    ...(historyRuns === 1 ? ["the runner's latest run before it, with its heart rate"] : []),
    ...(historyRuns > 1 ? [`the runner's latest ${historyRuns} runs before it, with their heart rate`] : []),
    ...(warmUpMinutes > 0 ? [`the run's own heart rate over its first ${warmUpMinutes} minutes`] : []),
  ];
  const sees = besides.length > 0 ? `these and ${besides.join(" and ")}` : SPEED_AND_ALTITUDE;
  const scoredFrom = warmUpMinutes || unscoredMinutes;
  return scoredFrom ? `${sees}; scored from minute ${scoredFrom} on` : sees;
}

/** The latest runs of each runner, as many as are looked at. */
class Memory {
  readonly #runs: number;
  readonly #byRunner = new Map<string, RunOfRunner[]>();

  constructor(runs: number) {
    this.#runs = runs;
  }

  /** The runner's latest runs before this one; null where there are too few. */
  of({ track }: RunOfRunner): readonly RunOfRunner[] | null {
    if (this.#runs === 0) return [];
    const own = (track.runner !== null && this.#byRunner.get(track.runner)) || [];
    return own.length < this.#runs ? null : own;
  }

  /** Runs without a heart rate teach nothing. */
  add(prediction: RunOfRunner): void {
    const { runner, heartRateBpm } = prediction.track;
    if (this.#runs === 0 || runner === null || heartRateBpm.every(Number.isNaN)) return;
    this.#byRunner.set(runner, [...(this.#byRunner.get(runner) ?? []), prediction].slice(-this.#runs));
  }
}
