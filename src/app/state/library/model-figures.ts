import { hash32 } from "../../../base/hash.ts";
import { meanDeviation } from "../../../evaluation/calibration/mean-deviation.ts";
import { listedFigures } from "../../../evaluation/listed-figures.ts";
import { measuredFrom } from "../../../evaluation/metrics.ts";
import type { ModelFigures } from "../../../library/library.ts";
import type { ModelContract } from "../../../model/contract.ts";
import type { Prediction } from "../../../model/prediction.ts";
import { knownS } from "../../../workout/summary.ts";
import type { Span } from "../../../workout/workout.ts";

const fingerprints = new WeakMap<ModelContract, string>();

/** Fingerprint of a model: what the library holds its figures under. A model that is trained or described anew has another. */
export function modelFingerprint(contract: ModelContract): string {
  const known = fingerprints.get(contract);
  if (known !== undefined) return known;
  const fingerprint = `${contract.name} ${hash32(JSON.stringify(contract)).toString(16)}`;
  fingerprints.set(contract, fingerprint);
  return fingerprint;
}

/** What a model says of a run that it predicted, without calibration. */
export function modelFigures(
  prediction: Prediction,
  excluded: readonly Span[],
  { calibration }: Pick<ModelContract, "calibration">,
): ModelFigures {
  const { stepS, heartRateBpm } = prediction.track;
  const { differenceBpm } = listedFigures(prediction, excluded);
  if (Number.isNaN(differenceBpm)) return { differenceBpm: null, standardErrorBpm: null, comparedS: 0 };
  const measuredBpm = measuredFrom(heartRateBpm, stepS, 0, excluded);
  return {
    differenceBpm,
    standardErrorBpm: calibration && meanDeviation(measuredBpm, stepS, calibration.noise),
    comparedS: knownS(measuredBpm, stepS),
  };
}
