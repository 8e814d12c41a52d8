import { sparkline } from "../../dataset/sparkline.ts";
import type { Prediction } from "../../model/prediction.ts";
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
