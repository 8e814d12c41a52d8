/** @module-tag slow */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { mean } from "../base/statistics.ts";
import { splitOf } from "../dataset/build/splits.ts";
import { expectedHeartRate, learntFrom } from "../evaluation/expected-heart-rate.ts";
import { createRunnableModel, predictRun, predictTrack } from "../inference/predict.ts";
import { DEFAULT_MODEL } from "../model/bundled.ts";
import type { Prediction } from "../model/prediction.ts";
import { sharedPath } from "../testing/shared.ts";
import { courseOfTrack } from "../workout/course/run-course.ts";
import { distanceAlong, timeAtKm } from "../workout/distance-along.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import { summarise } from "../workout/summary.ts";
import type { Track, Workout } from "../workout/workout.ts";
import { EVEN_PACE } from "./pacing.ts";
import { partsOf, planByParts, trackOfPlan } from "./plan.ts";

const folder = sharedPath("runs");

/** Earlier runs that a plan is fitted by, and runs a runner that are looked at behind them, one after another. */
const HISTORY = 20;
const LOOKED_AT = 14;

/** Share of the time that is run at all, of a run whose splits are clear; and its length. */
const MOVING = 0.95;
const LENGTH_S = { least: 1500, most: 6000 };

/** Dated runs of the runners whom the model never saw, each runner's in order. */
function* heldOutRunners(seed: number): Generator<Workout[]> {
  for (const file of readdirSync(folder!).filter((name) => name.endsWith(".gz"))) {
    const lines = gunzipSync(readFileSync(join(folder!, file)))
      .toString()
      .split("\n", HISTORY + LOOKED_AT);
    // Dated runs stand first in a file.
    const dated = lines.filter((line) => line !== "" && JSON.parse(line).day !== null);
    if (dated.length <= HISTORY || splitOf(JSON.parse(dated[0]).runner, seed) !== "test") continue;
    const bytes = new TextEncoder().encode(`${dated.join("\n")}\n`);
    yield parseWorkouts({ name: file, bytes }).flatMap((run) => ("error" in run ? [] : [run.workout]));
  }
}

/** Seconds a kilometre of each part of the run's course, as it was run. */
function pacesOf(track: Track, lengthM: number): number[] {
  const along = distanceAlong(track);
  const parts = partsOf({ lengthM });
  const at = (part: number) => (part === parts ? (track.speedKmh.length - 1) * track.stepS : timeAtKm(along, part));
  return Array.from({ length: parts }, (_, part) => {
    const partKm = part === parts - 1 ? lengthM / 1000 - part : 1;
    return (at(part + 1) - at(part)) / partKm;
  });
}

function isClear(track: Track): boolean {
  const { durationS, movingS } = summarise(track);
  const measured = track.heartRateBpm.filter((bpm) => !Number.isNaN(bpm)).length / track.heartRateBpm.length;
  return durationS >= LENGTH_S.least && durationS <= LENGTH_S.most && movingS / durationS >= MOVING && measured > 0.9;
}

test.skipIf(folder === null)(
  "planned with the pace that was then run and the runs before it, real runs lie within the band as often as the card says",
  { timeout: 300_000 },
  async () => {
    const model = await createRunnableModel(
      new Uint8Array(readFileSync(`public/models/${DEFAULT_MODEL}.onnx`)),
      "wasm",
    );
    const { contract } = model;
    const stated = contract.errors!.calibrated.find(
      ({ historyRuns, warmUpMinutes, known }) => historyRuns === HISTORY && warmUpMinutes === 0 && known.length === 0,
    )!;
    const coverages: number[] = [];
    for (const workouts of heldOutRunners(contract.trainedOn.splitSeed!)) {
      const predictions: Prediction[] = [];
      for (const workout of workouts) predictions.push(await predictRun(workout, model));
      for (const [at, run] of predictions.entries()) {
        if (at < HISTORY || !isClear(run.track)) continue;
        const course = courseOfTrack(run.track);
        const plan = planByParts(course, EVEN_PACE, pacesOf(run.track, course.lengthM));
        const prediction = await predictTrack(trackOfPlan(plan, contract), model);
        const learnt = learntFrom(predictions.slice(at - HISTORY, at), contract.calibration!, run.track);
        const { interval } = expectedHeartRate(prediction, contract, { history: learnt, warmUpS: 0 });
        const { lowerBpm, upperBpm } = interval!;
        const compared = run.track.heartRateBpm
          .subarray(0, lowerBpm.length)
          .map((bpm, i) => (Number.isNaN(bpm) ? Number.NaN : Number(bpm >= lowerBpm[i] && bpm <= upperBpm[i])));
        coverages.push(mean(compared.filter((held) => !Number.isNaN(held))));
      }
    }
    expect(coverages.length).toBeGreaterThan(20);
    expect(Math.abs(mean(coverages) - stated.coverage!)).toBeLessThan(0.05);
  },
);
