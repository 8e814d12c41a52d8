import { type BackendMeasurement, chooseBackends } from "../../inference/choose-backends.ts";
import type { Backend, MeasureProgress } from "../../inference/predictor.ts";
import { formatNumber } from "../format/format.ts";

export const backendNames: Record<Backend, string> = { wasm: "processor", webgpu: "graphics" };

/** What a model runs on where the choice is left to the page. @param measured null as long as nothing was */
export function automaticWords(measured: BackendMeasurement | null, workers: number): string {
  if (measured === null) return `automatic: ${backendNames.wasm}`;
  return `the faster: ${backendNames[chooseBackends(measured, workers).single]}`;
}

/** What is done while the backends are measured. */
export function measuringWords(progress: MeasureProgress): string {
  switch (progress.phase) {
    case "loading":
      return "Fetching";
    case "trial-run":
      return "Trying it out";
    case "measuring":
      return `Timing the ${backendNames[progress.backend]}`;
  }
}

/** What was measured, as rows of a table: the backend, one run and the batch. */
export function timeRows({ wasm, webgpu }: BackendMeasurement): { name: string; single: string; batch: string }[] {
  const row = (backend: Backend, { singleMs, batchMs }: BackendMeasurement["wasm"]) => ({
    name: backendNames[backend],
    single: formatMs(singleMs),
    batch: formatMs(batchMs),
  });
  return [row("wasm", wasm), ...("obstacle" in webgpu ? [] : [row("webgpu", webgpu)])];
}

/** What the measurement leads to where the choice is left to it. */
export function verdictWords(measurement: BackendMeasurement, workers: number): string {
  if ("obstacle" in measurement.webgpu) return measurement.webgpu.obstacle;
  const { single, batch } = chooseBackends(measurement, workers);
  if (single === batch) return `Faster: ${backendNames[single]}${batch === "wasm" ? sideBySide(workers) : ""}.`;
  const many = `${backendNames[batch]} for batches${batch === "wasm" ? sideBySide(workers) : ""}`;
  return `Faster: ${backendNames[single]} for one run, ${many}.`;
}

/** Batches share the processor's cores, and have one graphics adapter. */
function sideBySide(workers: number): string {
  return workers > 1 ? ` (batches on ${workers} cores)` : "";
}

function formatMs(ms: number): string {
  return `${formatNumber(ms, ms < 10 ? 1 : 0)} ms`;
}
