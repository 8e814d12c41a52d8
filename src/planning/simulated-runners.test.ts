/** @module-tag slow */

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { mean } from "../base/statistics.ts";
import { effortAt, heartRateAtSpeeds } from "../dataset/simulator/effort.ts";
import { drawRunner } from "../dataset/simulator/runner.ts";
import { simulateRun } from "../dataset/simulator/simulator.ts";
import { expectedHeartRate, learntFrom } from "../evaluation/expected-heart-rate.ts";
import { createRunnableModel, predictRun, predictTrack, type RunnableModel } from "../inference/predict.ts";
import { DEFAULT_MODEL } from "../model/bundled.ts";
import { hillyCourse } from "../testing/courses.ts";
import { slopeAt } from "../workout/course/course.ts";
import { keepUnder } from "./keep-under.ts";
import { EVEN_PACE, type Pacing } from "./pacing.ts";
import { durationOf, placeAt, planInTime, type RunPlan, timeAt, trackOfPlan } from "./plan.ts";

const EVEN_EFFORT: Pacing = { ...EVEN_PACE, way: "even-effort" };
const SEED = 7;
const RUNNERS = 6;
const HISTORY = 6;

let model: RunnableModel;

beforeAll(async () => {
  model = await createRunnableModel(new Uint8Array(readFileSync(`public/models/${DEFAULT_MODEL}.onnx`)), "wasm");
});

/** A plan second by second. */
function bySecond(plan: RunPlan): { speedKmh: Float64Array; grade: Float64Array } {
  const seconds = Array.from({ length: Math.floor(durationOf(plan)) }, (_, t) => t);
  return {
    speedKmh: Float64Array.from(seconds, (t) => (placeAt(plan, t + 1) - placeAt(plan, t)) * 3.6),
    grade: Float64Array.from(seconds, (t) => slopeAt(plan.course, placeAt(plan, t + 0.5))),
  };
}

test("at even effort the true effort stays within 4 % of its mean, but downhill where a runner brakes", () => {
  const plan = planInTime(hillyCourse(12_000, 80), EVEN_EFFORT, 4000);
  const { speedKmh, grade } = bySecond(plan);
  const runner = drawRunner(SEED, 1);
  const efforts = speedKmh.map((kmh, t) => effortAt(runner, kmh, grade[t]));
  const isHeld = (t: number) => t >= 30 && grade[t] > -0.03;
  const held = efforts.filter((_, t) => isHeld(t));
  const wholeEffort = mean(held);
  for (const effort of held) expect(Math.abs(effort / wholeEffort - 1)).toBeLessThan(0.04);
  for (const [t, effort] of efforts.entries()) if (!isHeld(t)) expect(effort).toBeLessThan(1.04 * wholeEffort);
});

test("run by simulated runners, a pace found by the upper end of their bands keeps nine tenths of the time under it", async () => {
  const course = hillyCourse(8000, 50);
  const shares: number[] = [];
  for (let number = 1; number <= RUNNERS; number++) {
    const runner = drawRunner(SEED, number);
    const runs = [];
    for (let run = 1; run <= HISTORY; run++) {
      const kind = (["steady", "hilly", "long", "recovery", "progressive", "intervals"] as const)[run - 1];
      runs.push(await predictRun(simulateRun({ seed: SEED, runner: number, run, kind, faults: false }), model));
    }
    const learnt = learntFrom(runs, model.contract.calibration!, {});
    const bpm = Math.round(runner.restingBpm + 0.8 * (runner.maximumBpm - runner.restingBpm));
    const found = await keepUnder(
      course,
      EVEN_EFFORT,
      { bpm, of: "upper" },
      { lowest: 4, highest: 20 },
      async (plan) => {
        const track = trackOfPlan(plan, model.contract);
        const prediction = await predictTrack(track, model);
        return {
          expected: expectedHeartRate(prediction, model.contract, { history: learnt, warmUpS: 0 }),
          stepS: track.stepS,
        };
      },
    );
    const heldS = found.lostFromM === null ? durationOf(found.plan) : timeAt(found.plan, found.lostFromM);
    const { speedKmh, grade } = bySecond(found.plan);
    for (let day = 1; day <= 3; day++) {
      const random = new Random(`${SEED}/${number}/${day}`);
      const measured = heartRateAtSpeeds(runner, speedKmh, grade, random).slice(60, Math.floor(heldS));
      shares.push(mean(measured.map((beats) => Number(beats <= bpm))));
    }
  }
  expect(mean(shares)).toBeGreaterThanOrEqual(0.9);
});
