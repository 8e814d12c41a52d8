import { parseWorkouts } from "../workout/formats/parse.ts";
import { warmUpWorkout } from "../workout/warm-up.ts";
import { wireError } from "../workout/wire-error.ts";
import { bytesOf, type ReadableFile } from "./file-bytes.ts";
import type { ReadAnswer, ReadRequest, WireRun } from "./messages.ts";

self.onmessage = async ({ data }: MessageEvent<ReadRequest>) => {
  try {
    await read(data.file);
  } catch (error) {
    post({ kind: "failed", error: wireError(error) });
  }
};

async function read(file: ReadableFile): Promise<void> {
  const startMs = performance.now();
  const parsed = parseWorkouts({ name: file.name, bytes: await bytesOf(file) });
  const runs = parsed.map((run): WireRun => ("error" in run ? { name: run.name, error: wireError(run.error) } : run));
  post({ kind: "runs", runs, parseMs: performance.now() - startMs }, buffersOf(runs));
}

/** The buffers of the series, which are handed over rather than copied; runs of one file may share some. */
function buffersOf(runs: WireRun[]): ArrayBuffer[] {
  const series = runs.flatMap((run) => ("error" in run ? [] : Object.values(run.workout)));
  return [
    ...new Set(series.filter((value) => value instanceof Float64Array).map(({ buffer }) => buffer as ArrayBuffer)),
  ];
}

function post(message: ReadAnswer, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

// So that the first file does not wait for the browser to compile what reads it.
warmUpWorkout();
