import type { ByteSource } from "../base/byte-source.ts";
import { PredictorError } from "../base/error.ts";

/** Bytes that are read in parts, by whoever may change their mind. */
export interface AbortableSource extends ByteSource {
  /** @throws PredictorError where they can't be had; `cancelled` where the signal says so. */
  read(from: number, to: number, signal?: AbortSignal): Promise<Uint8Array>;
}

/** @throws PredictorError `cancelled`. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw cancelled();
}

export function cancelled(): PredictorError {
  return new PredictorError("cancelled", "Stopped before it was read.");
}
