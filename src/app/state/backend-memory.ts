import { isRecord } from "../../base/is-record.ts";
import type { BackendMeasurement, BackendTimes } from "../../inference/choose-backends.ts";
import type { Backend } from "../../inference/predictor.ts";
import { keptRecord } from "./keeper.ts";

/** A person's choice of what a model runs on. */
export type BackendSetting = "automatic" | Backend;

/** Backends as the browser keeps them from one visit to the next. */
export interface BackendMemory {
  setting: BackendSetting;
  /** Measurements by model name, of bundled models only: files of the same name may differ. */
  measurements: Record<string, BackendMeasurement>;
}

/** The name under which the device keeps what was chosen and measured. */
export const BACKENDS_KEY = "backends";

/** @param runtimeVersion of ONNX Runtime: what was measured of another is forgotten. */
export function recallBackends(text: string | null, runtimeVersion: string): BackendMemory {
  const { setting, measurements, runtime } = keptRecord(text);
  const known = runtime === runtimeVersion && isRecord(measurements) ? Object.entries(measurements) : [];
  return {
    setting: setting === "wasm" || setting === "webgpu" ? setting : "automatic",
    measurements: Object.fromEntries(
      known.filter((entry): entry is [string, BackendMeasurement] => isMeasurement(entry[1])),
    ),
  };
}

export function backendsToKeep(memory: BackendMemory, runtimeVersion: string): string {
  return JSON.stringify({ runtime: runtimeVersion, ...memory });
}

function isMeasurement(value: unknown): value is BackendMeasurement {
  if (!isRecord(value) || !isDuration(value.batch) || !isTimes(value.wasm)) return false;
  return isTimes(value.webgpu) || (isRecord(value.webgpu) && typeof value.webgpu.obstacle === "string");
}

function isTimes(value: unknown): value is BackendTimes {
  return isRecord(value) && isDuration(value.singleMs) && isDuration(value.batchMs);
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}
