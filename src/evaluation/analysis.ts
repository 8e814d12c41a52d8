import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import type { QualityFlag } from "../workout/quality/quality-flags.ts";
import type { Repair, Span, Track } from "../workout/workout.ts";
import { type Deviation, deviationsOf } from "./deviations.ts";
import { type CalibrationSources, type ExpectedHeartRate, expectedHeartRate } from "./expected-heart-rate.ts";
import { type Finding, findingOf } from "./finding.ts";
import { measuredFrom } from "./metrics.ts";
import { type ExpectedFigures, expectedFigures, measuredFigures, type StretchFigures } from "./stretch-figures.ts";
import type { Zone } from "./zones.ts";

/** All results for one run, ready to be drawn; the figures are of the whole run. */
export interface Analysis extends StretchFigures {
  track: Track;
  durationS: number;
  /** Measured heart rate without the excluded stretches. */
  comparedBpm: Float32Array;
  zones: readonly Zone[];
  /** The model's expectation; null until it has predicted. */
  expectation: Expectation | null;
}

export interface Expectation extends ExpectedHeartRate, ExpectedFigures {
  finding: Finding;
  /** Stretches outside of the interval. Excluded ones are included, so that each can be put back. */
  deviations: Deviation[];
  /** Seconds in which the model settles, see model/settling.ts. */
  settlingS: number;
  repairs: Repair[];
  flags: QualityFlag[];
}

/**
 * Computes all results for a run.
 * @param prediction null before the run is predicted, as when a link opens it
 * @param contract contract of the predicting model; null for none
 * @param excluded stretches whose heart rate is used in no figure and no calibration
 */
export function analyse(
  track: Track,
  prediction: Prediction | null,
  contract: ModelContract | null,
  zones: readonly Zone[],
  sources: CalibrationSources,
  excluded: readonly Span[] = [],
): Analysis {
  const comparedBpm = measuredFrom(track.heartRateBpm, track.stepS, 0, excluded);
  const durationS = (track.speedKmh.length - 1) * track.stepS;
  const run = { track, comparedBpm, zones, durationS };
  return {
    ...run,
    ...measuredFigures(run, { startS: 0, endS: durationS }),
    expectation: prediction && contract && expectationOf(run, { ...prediction, excluded }, contract, sources),
  };
}

function expectationOf(
  run: Pick<Analysis, "track" | "comparedBpm" | "zones" | "durationS">,
  prediction: Prediction & { excluded: readonly Span[] },
  contract: ModelContract,
  sources: CalibrationSources,
): Expectation {
  const { track, repairs, flags } = prediction;
  const expected = expectedHeartRate(prediction, contract, sources);
  return {
    ...expected,
    ...expectedFigures(run, expected, { startS: 0, endS: run.durationS }),
    finding: findingOf(track, expected, contract),
    deviations: deviationsOf(track, { ...expected, excluded: [] }, contract),
    settlingS: contract.settlingS,
    repairs,
    flags,
  };
}
