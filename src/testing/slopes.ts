import { computeFeatures, toRows } from "../features/compute.ts";
import type { Runtime } from "../inference/runtime.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { smooth } from "../workout/smooth.ts";
import { trackOf } from "./tracks.ts";

/** From a fair descent to a steep climb, in metres a metre. */
export const SLOPES = [-0.08, -0.05, -0.02, 0, 0.02, 0.05, 0.08, 0.11, 0.15];

/** What a model of the bundled recipe expects of steady runs at the end of so many minutes, BPM. */
export async function expectedAfter(
  runtime: Runtime,
  minutes: number,
  runs: readonly { speedKmh: number; slope: number }[],
): Promise<number[]> {
  const rows = runs.map(({ speedKmh, slope }) => steadyRun(minutes, speedKmh, slope));
  const outputs = await runtime.runBatch(rows, bundledRecipe.features.length);
  return outputs.map(({ heartRateBpm }) => heartRateBpm.at(-1)!);
}

/** The input of a run at one speed on one slope, [step, feature]. */
function steadyRun(minutes: number, speedKmh: number, slope: number): Float32Array {
  const stepS = 6;
  const length = Math.round((minutes * 60) / stepS);
  const track = trackOf({
    speedKmh: new Float32Array(length).fill(speedKmh),
    altitudeM: Float32Array.from({ length }, (_, i) => (i * stepS * slope * speedKmh) / 3.6),
  });
  const { features, altitudeReference, smoothingWindow } = bundledRecipe;
  return toRows(computeFeatures(smooth(track, smoothingWindow), features, altitudeReference));
}
