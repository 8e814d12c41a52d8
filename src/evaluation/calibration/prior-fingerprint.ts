import { crc32 } from "../../base/crc32.ts";
import type { CalibrationPrior } from "../../model/contract.ts";

/** Computes a 32-bit fingerprint of a prior: a belief along its directions means nothing along others. */
export function fingerprintOf({ directions, noise, changeDays }: CalibrationPrior): number {
  const { runBpm, slowBpm, slowS, fastBpm, fastS, stepBpm, startBpm, startS } = noise;
  const numbers = [runBpm, slowBpm, slowS, fastBpm, fastS, stepBpm, startBpm, startS, ...directions.flat()];
  // Links of models without it stay valid.
  if (changeDays !== null) numbers.push(changeDays);
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  for (const [i, value] of numbers.entries()) bytes.setFloat64(8 * i, value);
  return crc32(new Uint8Array(bytes.buffer));
}
