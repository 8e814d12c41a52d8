import { PredictorError } from "../base/error.ts";
import { isRecord } from "../base/is-record.ts";
import type { FeatureName } from "../features/catalogue.ts";

/** Scaling of a model's features in training: (value − mean) / std, each list in the features' order. */
export interface Scaler {
  mean: number[];
  std: number[];
}

/** The published training scales neither the gender nor the one-hot of the kind of run. */
export const UNSCALED_FEATURES: ReadonlySet<FeatureName> = new Set([
  "gender",
  "is_recovery",
  "is_steady",
  "is_intensive",
]);

/**
 * Reads `scaler_params.json`, an object of {"mean", "std"} by feature name, for the features that a model takes.
 * Gender and the one-hot columns are left as they are where the file has no entry for them.
 * @throws PredictorError `bad-scaler` where the file is something else, a feature is missing, or a number unusable.
 */
export function parseScaler(json: string, features: readonly FeatureName[]): Scaler {
  const entries = parseEntries(json);
  const pairs = features.map((feature) => readPair(entries, feature));
  return { mean: pairs.map(({ mean }) => mean), std: pairs.map(({ std }) => std) };
}

function parseEntries(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new PredictorError("bad-scaler", `The scaler file is no JSON: ${(cause as Error).message}.`, cause);
  }
  if (!isRecord(value)) {
    throw new PredictorError(
      "bad-scaler",
      'The scaler file should hold one object, {"speed": {"mean": …, "std": …}, …}: give the scaler_params.json that the training wrote.',
    );
  }
  return value;
}

function readPair(entries: Record<string, unknown>, feature: FeatureName): { mean: number; std: number } {
  const entry = Object.hasOwn(entries, feature) ? entries[feature] : undefined;
  if (entry === undefined) {
    if (UNSCALED_FEATURES.has(feature)) return { mean: 0, std: 1 };
    throw new PredictorError(
      "bad-scaler",
      `The scaler file has no entry for ${feature}, which the model takes. It has ${Object.keys(entries).join(", ") || "none"}.`,
    );
  }
  const { mean, std } = isRecord(entry) ? entry : {};
  if (typeof mean !== "number" || !Number.isFinite(Math.fround(mean))) {
    throw new PredictorError("bad-scaler", `The scaler's mean of ${feature} is ${show(mean)}, expected a number.`);
  }
  if (typeof std !== "number" || !(Math.fround(std) > 0 && Number.isFinite(Math.fround(std)))) {
    throw new PredictorError(
      "bad-scaler",
      `The scaler's std of ${feature} is ${show(std)}, expected a number above 0: a column that never varied in training can't be scaled.`,
    );
  }
  return { mean, std };
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value).slice(0, 40);
}
