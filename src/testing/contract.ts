import { featureSets } from "../features/catalogue.ts";
import type { ModelContract } from "../model/contract.ts";

/** A valid contract with every part filled in; `changes` make the cases of the tests. */
export function anyContract(changes: Partial<ModelContract> = {}): ModelContract {
  const features = changes.features ?? [...featureSets.temporal];
  return {
    version: 1,
    name: "any model",
    features,
    sampling: { kind: "fixed", seconds: 6 },
    smoothingWindow: 7,
    altitudeReference: "start",
    longestRunS: 7200,
    trainedOn: { description: "Runs made up for a test.", runs: 20, runners: 3, genders: [0, 1], splitSeed: 42 },
    errors: {
      runs: 5,
      runners: 1,
      mae: 11.4,
      rmse: 14.1,
      bias: -0.5,
      constantMae: 14.1,
      linearMae: 12.9,
      coverage: 0.9,
    },
    intervals: {
      level: 0.9,
      rows: [
        { atS: 0, lowerBpm: -40, upperBpm: 30 },
        { atS: 120, lowerBpm: -20, upperBpm: 25.5 },
      ],
      runMean: { lowerBpm: -18, upperBpm: 19 },
    },
    baselines: { constantBpm: 152, linear: { intercept: 130, weights: features.map((_, i) => i / 10) } },
    licence: "MIT",
    ...changes,
  };
}
