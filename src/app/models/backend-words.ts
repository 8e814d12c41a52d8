import { type BackendMeasurement, chooseBackends } from "../../inference/choose-backends.ts";
import type { Backend, MeasureProgress } from "../../inference/predictor.ts";
import { formatNumber } from "../format/format.ts";

export const backendNames: Record<Backend, string> = { wasm: "processor", webgpu: "graphics" };

/** Label of the page's own choice of a backend. @param measured null until there is a measurement */
export function automaticWords(measured: BackendMeasurement | null, workers: number): string {
  if (measured === null) return `automatic: ${backendNames.wasm}`;
  return `the faster: ${backendNames[chooseBackends(measured, workers).single]}`;
}

/** Progress of measuring the backends. */
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

/** Rows of a table of the times: the backend, one run and the batch. */
export function timeRows({ wasm, webgpu }: BackendMeasurement): { name: string; single: string; batch: string }[] {
  const row = (backend: Backend, { singleMs, batchMs }: BackendMeasurement["wasm"]) => ({
    name: backendNames[backend],
    single: formatMs(singleMs),
    batch: formatMs(batchMs),
  });
  return [row("wasm", wasm), ...("obstacle" in webgpu ? [] : [row("webgpu", webgpu)])];
}

/** Choice that the measurement leads to. */
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
