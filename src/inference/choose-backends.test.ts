import { expect, test } from "vitest";
import { chooseBackends } from "./choose-backends.ts";

const wasm = { singleMs: 12, batchMs: 200 };

test("the faster serves, for one run and for batches apart", () => {
  const measured = { batch: 16, wasm, webgpu: { singleMs: 40, batchMs: 60 } };
  expect(chooseBackends(measured, 1)).toEqual({ single: "wasm", batch: "webgpu" });
  expect(chooseBackends({ ...measured, webgpu: { singleMs: 5, batchMs: 300 } }, 1)).toEqual({
    single: "webgpu",
    batch: "wasm",
  });
});

test("workers on WASM count together against the one graphics adapter", () => {
  const measured = { batch: 16, wasm, webgpu: { singleMs: 40, batchMs: 60 } };
  expect(chooseBackends(measured, 3).batch).toBe("webgpu");
  expect(chooseBackends(measured, 4).batch).toBe("wasm");
});

test("WebGPU is not used where something stands against it", () => {
  const measured = { batch: 16, wasm, webgpu: { obstacle: "This browser has no WebGPU." } };
  expect(chooseBackends(measured, 1)).toEqual({ single: "wasm", batch: "wasm" });
});
