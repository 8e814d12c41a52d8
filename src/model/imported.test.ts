import { expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { validateContract } from "./contract-validation.ts";
import { importedContract, summarise } from "./imported.ts";

function checkpointOf(featureNames: string[] | null, inputSize = featureNames?.length ?? 14): Checkpoint {
  const network = randomNetwork({ inputSize, hiddenSize: 2, layers: 1, directions: 1 }, 1);
  return { ...network, epoch: 7, valMae: null, featureNames };
}

test("a checkpoint says which of the published sets it learnt from, where it says so at all", () => {
  expect(summarise(checkpointOf([...featureSets.typed])).features).toBe("typed");
  expect(summarise(checkpointOf([...featureSets.temporal])).features).toBe("temporal");
  expect(summarise(checkpointOf(null))).toMatchObject({ features: null, hiddenSize: 2, layers: 1, epoch: 7 });
});

test.each<[string, Checkpoint, RegExp]>([
  ["other features", checkpointOf(["speed", "cadence"]), /learnt from speed, cadence, which is neither/],
  ["the same in another order", checkpointOf(featureSets.temporal.toReversed()), /neither the temporal nor the typed/],
  ["another number of features, unnamed", checkpointOf(null, 11), /takes 11 features a step.* have 14/],
])("a checkpoint that learnt from %s fits neither set, and is refused with that", (_, checkpoint, message) => {
  expect(() => summarise(checkpoint)).toThrow(
    expect.objectContaining({ code: "bad-checkpoint", message: expect.stringMatching(message) }),
  );
});

test("an imported model's contract is one that is read, and claims no errors that nobody measured", () => {
  const contract = importedContract({
    name: "best_model",
    network: { inputSize: 14, hiddenSize: 64, layers: 2, directions: 1 },
    ...{ features: "typed", licence: "unknown", scalerNote: "S." },
  });
  expect(validateContract(contract)).toEqual(contract);
  expect(contract.network).toBe("LSTM, 2 layers of 64 units");
  expect(contract).toMatchObject({ errors: null, trainedOn: { description: expect.stringMatching(/S\.$/) } });
});
