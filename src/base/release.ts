/** Buffer of newer browsers, which can be transferred. */
type Transferable = ArrayBufferLike & { transfer?(length: number): unknown };

/**
 * Gives back the memory of bytes that are never read again, as it may be long until it is collected: in a worker that
 * has nothing more to do, nothing asks for it. Bytes that share their buffer, and a browser that can't, leave it to that.
 */
export function release(bytes: Uint8Array): void {
  if (bytes.byteLength === bytes.buffer.byteLength) (bytes.buffer as Transferable).transfer?.(0);
}
