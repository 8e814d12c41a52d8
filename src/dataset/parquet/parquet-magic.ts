export const MAGIC = "PAR1";

/** Whether bytes begin as a Parquet file does. */
export function isParquet(bytes: Uint8Array): boolean {
  return fourLetters(bytes, 0) === MAGIC;
}

export function fourLetters(bytes: Uint8Array, from: number): string {
  return String.fromCharCode(...bytes.subarray(Math.max(0, from), from + 4));
}
