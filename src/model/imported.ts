import { PredictorError } from "../base/error.ts";
import { type FeatureSetName, featureSets } from "../features/catalogue.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { ModelContract } from "./contract.ts";
import { type NetworkConfig, networkWords } from "./network.ts";
import { DEFAULT_SETTLING_S } from "./settling.ts";

/** Summary of a checkpoint, shown before it is imported. */
export interface CheckpointSummary extends NetworkConfig {
  /** null where the file does not say. */
  epoch: number | null;
  /** The set that it says it learnt from; null where it does not say. */
  features: FeatureSetName | null;
}

/**
 * A checkpoint in a few words, and which of the published feature sets it is to be fed.
 * @throws PredictorError `bad-checkpoint` where it learnt from neither.
 */
export function summarise({ config, epoch, featureNames }: Checkpoint): CheckpointSummary {
  const setNames = Object.keys(featureSets) as FeatureSetName[];
  if (featureNames === null && setNames.every((name) => featureSets[name].length !== config.inputSize)) {
    const { temporal } = featureSets;
    throw unfit(
      `its network takes ${config.inputSize} features a step, and the published sets, temporal and typed, have ${temporal.length}`,
    );
  }
  const features = setNames.find((name) => featureSets[name].join() === featureNames?.join()) ?? null;
  if (featureNames !== null && features === null) {
    throw unfit(
      `it learnt from ${featureNames.join(", ").slice(0, 400)}, which is neither the temporal nor the typed set`,
    );
  }
  return { ...config, epoch, features };
}

function unfit(reason: string): PredictorError {
  return new PredictorError("bad-checkpoint", `This checkpoint can't be used: ${reason}. Choose another checkpoint.`);
}

/** Name, network, inputs and origin of an imported model. */
export interface ImportedModel {
  name: string;
  network: NetworkConfig;
  features: FeatureSetName;
  licence: string;
  /** Origin of the scaler in a sentence; empty where it is the training's own. */
  scalerNote: string;
}

/** The contract of a checkpoint in the published layout: 500 points a run, lightly smoothed, altitude as recorded. */
export function importedContract({ name, network, features, licence, scalerNote }: ImportedModel): ModelContract {
  return {
    version: 1,
    name,
    network: networkWords(network),
    features: [...featureSets[features]],
    sampling: { kind: "points", count: 500 },
    smoothingWindow: 7,
    altitudeReference: "sea-level",
    longestRunS: 4 * 3600,
    trainedRanges: null,
    settlingS: DEFAULT_SETTLING_S,
    trainedOn: {
      description: described("Unknown: the checkpoint does not say.", scalerNote),
      runs: 0,
      runners: 0,
      genders: [0, 1],
      splitSeed: null,
    },
    errors: null,
    intervals: null,
    calibration: null,
    baselines: null,
    licence,
  };
}

/** Describes the training data and the scaler's origin in one text. */
export function described(trainedOn: string, scalerNote: string): string {
  return scalerNote === "" ? trainedOn : `${trainedOn} ${scalerNote}`;
}
