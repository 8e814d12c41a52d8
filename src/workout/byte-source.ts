/** Bytes that are read in parts: a file on disk, one behind an address, or what is in memory already. */
export interface ByteSource {
  /** What errors and lists call it by. */
  name: string;
  /** In bytes. */
  size: number;
  /** The bytes from one place up to another, both within the size. @throws PredictorError where they can't be had. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** Bytes that are in memory as a source. */
export function sourceOf({ name, bytes }: { name: string; bytes: Uint8Array }): ByteSource {
  return { name, size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}
