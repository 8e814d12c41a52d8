/** As newer browsers have them. */
type Transferable = ArrayBufferLike & { transfer?(length: number): unknown };

/**
 * Gives back the memory of bytes that are never read again, and of whatever else lies in their buffer: a worker that
 * has nothing more to do would keep it, as nothing makes it collect. A browser that can't leaves it to be collected.
 */
export function release(bytes: Uint8Array): void {
  (bytes.buffer as Transferable).transfer?.(0);
}
