import { expect, test, vi } from "vitest";
import { release } from "./release.ts";

/** Memory as browsers have it that can give it back, whatever this Node can. */
function memory(bytes: number) {
  const transfer = vi.fn();
  return { buffer: Object.assign(new ArrayBuffer(bytes), { transfer }), transfer };
}

test("bytes give their memory back, and those that share it leave it to the others", () => {
  const { buffer, transfer } = memory(8);
  release(new Uint8Array(buffer, 1));
  release(new Uint8Array(buffer, 0, 7));
  expect(transfer).not.toHaveBeenCalled();
  release(new Uint8Array(buffer));
  expect(transfer.mock.calls).toEqual([[0]]);
});

test("where memory can't be given back, nothing happens", () => {
  const bytes = Uint8Array.of(1, 2);
  Object.defineProperty(bytes.buffer, "transfer", { value: undefined });
  release(bytes);
  expect([...bytes]).toEqual([1, 2]);
});
