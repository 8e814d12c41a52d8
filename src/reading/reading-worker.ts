import { parseWorkouts } from "../workout/formats/parse.ts";
import { warmUpWorkout } from "../workout/warm-up.ts";
import { wireError } from "../workout/wire-error.ts";
import { bytesOf, type ReadableFile } from "./file-bytes.ts";
import type { ReadAnswer, ReadRequest } from "./messages.ts";
import { buffersOf, wireRun } from "./wire-run.ts";

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
  const buffers = buffersOf(parsed.flatMap((run) => ("error" in run ? [] : [run.workout])));
  post({ kind: "runs", runs: parsed.map(wireRun), parseMs: performance.now() - startMs }, buffers);
}

function post(message: ReadAnswer, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

// So that the first file does not wait for the browser to compile what reads it.
warmUpWorkout();
