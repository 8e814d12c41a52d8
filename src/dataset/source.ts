import type { ByteSource } from "../base/byte-source.ts";
import { cancelled } from "../base/error.ts";

/** Bytes that are read in parts, by whoever may change their mind. */
export interface AbortableSource extends ByteSource {
  /** @throws PredictorError where they can't be had; `cancelled` where the signal says so. */
  read(from: number, to: number, signal?: AbortSignal): Promise<Uint8Array>;
}

/** @throws PredictorError `cancelled`. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw cancelled("it was read");
}
