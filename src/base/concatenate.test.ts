import { expect, test } from "vitest";
import { concatenate } from "./concatenate.ts";

test("parts come one after another, empty ones and none at all too", () => {
  expect(concatenate(Float32Array, [[1, 2], [], Float32Array.of(3)])).toEqual(Float32Array.of(1, 2, 3));
  expect(concatenate(Uint8Array, [])).toEqual(new Uint8Array());
});
