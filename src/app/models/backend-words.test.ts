import { expect, test } from "vitest";
import { automaticWords, measuringWords, timeRows, verdictWords } from "./backend-words.ts";

const wasm = { singleMs: 12.34, batchMs: 200 };
const graphics = { singleMs: 40, batchMs: 60 };

test("both times stand side by side", () => {
  expect(timeRows({ batch: 16, wasm, webgpu: { singleMs: 8.25, batchMs: 60 } })).toEqual([
    { name: "processor", single: "12 ms", batch: "200 ms" },
    { name: "graphics", single: "8.3 ms", batch: "60 ms" },
  ]);
});

test("the verdict names the faster for one run and for batches, or what keeps WebGPU from being used", () => {
  const measured = { batch: 16, wasm, webgpu: graphics };
  expect(verdictWords(measured, 1)).toBe("Faster: processor for one run, graphics for batches.");
  expect(verdictWords(measured, 8)).toBe("Faster: processor (batches on 8 cores).");
  const none = { batch: 16, wasm, webgpu: { obstacle: "This browser has no WebGPU." } };
  expect(verdictWords(none, 8)).toBe("This browser has no WebGPU.");
});

test("left to the page, a model runs on the processor, and only what was timed is called the faster", () => {
  expect(automaticWords(null, 8)).toBe("automatic: processor");
  expect(automaticWords({ batch: 16, wasm, webgpu: { singleMs: 8, batchMs: 60 } }, 8)).toBe("the faster: graphics");
  expect(automaticWords({ batch: 16, wasm, webgpu: graphics }, 8)).toBe("the faster: processor");
});

test("what is under way is said", () => {
  expect(measuringWords({ phase: "loading", loadedBytes: 2.1e6, totalBytes: 4.1e6 })).toBe("Fetching");
  expect(measuringWords({ phase: "measuring", backend: "webgpu" })).toBe("Timing the graphics");
});
