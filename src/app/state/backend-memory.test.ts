import fc from "fast-check";
import { expect, test } from "vitest";
import { type BackendMemory, backendsToKeep, recallBackends } from "./backend-memory.ts";

const memory: BackendMemory = {
  setting: "webgpu",
  measurements: {
    fast: { batch: 16, wasm: { singleMs: 12, batchMs: 200 }, webgpu: { singleMs: 8, batchMs: 150 } },
    plain: { batch: 16, wasm: { singleMs: 12, batchMs: 200 }, webgpu: { obstacle: "This browser has no WebGPU." } },
  },
};
const nothing: BackendMemory = { setting: "automatic", measurements: {} };

test("what was kept comes back; what was measured of another ONNX Runtime does not, a person's choice does", () => {
  const text = backendsToKeep(memory, "1.30.0");
  expect(recallBackends(text, "1.30.0")).toEqual(memory);
  expect(recallBackends(text, "1.31.0")).toEqual({ setting: "webgpu", measurements: {} });
});

test("whatever else lies there is nothing", () => {
  for (const text of [null, "", "{", "[]", "null", "7", '{"setting":"fast","runtime":"1","measurements":[3]}']) {
    expect(recallBackends(text, "1")).toEqual(nothing);
  }
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(recallBackends(text, "1").measurements).toEqual({});
    }),
  );
});

test("a measurement that is none is left out, the others stay", () => {
  const { fast } = memory.measurements;
  const broken = { ...fast, wasm: { singleMs: "12", batchMs: 0 } };
  const text = JSON.stringify({ runtime: "1", measurements: { broken, fast } });
  expect(recallBackends(text, "1").measurements).toEqual({ fast });
});
