import { sparkline } from "../../dataset/sparkline.ts";
import type { KeptRun } from "../../library/kept-run.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { KeptSource } from "./run-items.ts";
import { SPARKLINE_POINTS } from "./sparkline-path.ts";

/** Heart rates of a run as its row draws them. */
export interface RunSparklines {
  measured: Float32Array;
  expected: Float32Array;
}

const drawn = new WeakMap<Prediction, RunSparklines>();

/** The lines of a run's row; the same as long as its prediction is. */
export function sparklinesOf(prediction: Prediction): RunSparklines {
  const before = drawn.get(prediction);
  if (before !== undefined) return before;
  const lines = {
    measured: sparkline(prediction.track.heartRateBpm, SPARKLINE_POINTS),
    expected: sparkline(prediction.heartRateBpm, SPARKLINE_POINTS),
  };
  drawn.set(prediction, lines);
  return lines;
}

const ofKept = new WeakMap<KeptRun, Float32Array>();

/** The measured line of a run of the library; null until it was read from there. */
export function keptSparkline({ run }: KeptSource): Float32Array | null {
  return ofKept.get(run) ?? null;
}

/** Reads the measured line of a run of the library. @throws PredictorError `not-kept` where it was removed. */
export async function readKeptSparkline({ run, read }: KeptSource): Promise<void> {
  ofKept.set(run, sparkline((await read()).heartRateBpm, SPARKLINE_POINTS));
}
