/** As newer browsers have them. */
type Transferable = ArrayBufferLike & { transfer?(length: number): unknown };

/**
 * Gives back the memory of bytes that are never read again: a worker that has nothing more to do would keep it, as
 * nothing makes it collect. Bytes that share their buffer, and a browser that can't, leave it to be collected.
 */
export function release(bytes: Uint8Array): void {
  if (bytes.byteLength === bytes.buffer.byteLength) (bytes.buffer as Transferable).transfer?.(0);
}
