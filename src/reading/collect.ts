import { concatenate } from "../base/concatenate.ts";
import { release } from "../base/release.ts";

/** The bytes of an answer as they come. */
export async function* partsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Whoever stops listening has the rest of the answer stopped; one that has failed has nothing to stop.
    await reader.cancel().catch(() => {});
  }
}

/** The bytes of an answer as one; the parts, which `onPart` is told of, are gone then. */
export async function collect(body: ReadableStream<Uint8Array>, onPart: (part: Uint8Array) => void) {
  const parts: Uint8Array[] = [];
  for await (const part of partsOf(body)) {
    parts.push(part);
    onPart(part);
  }
  const bytes = concatenate(Uint8Array, parts);
  for (const part of parts) release(part);
  return bytes;
}
