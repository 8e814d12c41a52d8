import { PredictorError } from "../base/error.ts";
import { type FeatureSetName, featureSets } from "../features/catalogue.ts";
import { type Checkpoint, readCheckpoint } from "../model/checkpoint.ts";
import type { ModelContract } from "../model/contract.ts";
import { type CheckpointSummary, importedContract, summarise } from "../model/imported.ts";
import { writeOnnx } from "../model/onnx-writer.ts";
import { prepareRun, type Recipe } from "../model/prepare.ts";
import { parseScaler, type Scaler } from "../model/scaler.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import type { NamedBytes } from "../workout/workout.ts";
import { ScalerFit } from "./build/scaler.ts";
import type { HubRow } from "./hub-row.ts";
import { readHubRows } from "./parquet/parquet.ts";
import { isParquet } from "./parquet/parquet-magic.ts";

/** A PyTorch checkpoint, and what an import needs beside it. */
export interface ImportRequest {
  /** Content of a file that `torch.save` wrote. */
  checkpoint: Uint8Array;
  /** `scaler_params.json`, or a Parquet split that the scaler is estimated from; told apart by content. */
  scaler: NamedBytes;
  features: FeatureSetName;
  /** Name of the model. */
  name: string;
  licence: string;
}

/** A checkpoint that only waits to be written, under the contract given here or a fuller one. */
interface ImportableModel {
  checkpoint: Checkpoint;
  contract: ModelContract;
  /** Origin of an estimated scaler; empty where it is the training's own. */
  scalerNote: string;
  /** The model as ONNX. @throws PredictorError as writeOnnx. */
  write(contract: ModelContract): Uint8Array;
}

/** Summarises a checkpoint, before a scaler is asked for. @throws PredictorError `bad-checkpoint`. */
export function inspectCheckpoint(bytes: Uint8Array): CheckpointSummary {
  return summarise(readCheckpoint(bytes));
}

/**
 * Reads a checkpoint and its scaler. A scaler estimated from a split is named as such in the contract.
 * @throws PredictorError `bad-checkpoint`, `bad-scaler`, `malformed-parquet`, or `no-runs` where a split has none.
 */
export async function importModel(request: ImportRequest): Promise<ImportableModel> {
  const { scaler: file, features, name, licence } = request;
  const checkpoint = readCheckpoint(request.checkpoint);
  const estimated = isParquet(file.bytes);
  const scalerNote = estimated ? `Scaler estimated from ${file.name}: the training's own was not given.` : "";
  const contract = importedContract({ name, network: checkpoint.config, features, licence, scalerNote });
  const scaler = estimated
    ? estimateScaler(await readHubRows(file.bytes), contract)
    : parseScaler(new TextDecoder().decode(file.bytes), featureSets[features]);
  return { checkpoint, contract, scalerNote, write: (under) => writeOnnx(checkpoint, scaler, under) };
}

/**
 * The scaler that training on these runs would have come to. Runs that can't be used are left out.
 * @throws PredictorError `no-runs` where none can be.
 */
function estimateScaler(rows: readonly HubRow[], recipe: Recipe): Scaler {
  const fit = new ScalerFit(recipe.features);
  let runs = 0;
  for (const row of rows) {
    const table = featuresOf(row, recipe);
    if (table === null) continue;
    fit.add(table);
    runs++;
  }
  if (runs === 0) {
    throw new PredictorError(
      "no-runs",
      `None of the ${rows.length} runs in the Parquet file can be used to estimate a scaler: choose another split.`,
    );
  }
  return parseScaler(JSON.stringify(fit.parameters()), recipe.features);
}

function featuresOf(row: HubRow, recipe: Recipe) {
  try {
    // Any intent: the typed columns, which alone depend on it, are not scaled.
    return prepareRun(workoutOfHubRow(row, ""), recipe, { gender: null, intent: "steady" }).features;
  } catch (thrown) {
    if (thrown instanceof PredictorError) return null;
    throw thrown;
  }
}
