import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import { createRunnableModel, predictTrack, type RunnableModel } from "../inference/predict.ts";
import { DEFAULT_MODEL } from "../model/bundled.ts";
import { flatCourse, hillyCourse } from "../testing/courses.ts";
import { type Expect, keepUnder } from "./keep-under.ts";
import { EVEN_PACE, type Pacing } from "./pacing.ts";
import { durationOf, planByParts, trackOfPlan } from "./plan.ts";
import { keptSentence, METRIC } from "./plan-words.ts";
import { typedCourse } from "./typed-course.ts";

const RANGE = { lowest: 5, highest: 20 };
const EVEN_EFFORT: Pacing = { ...EVEN_PACE, way: "even-effort" };

let model: RunnableModel;

beforeAll(async () => {
  model = await createRunnableModel(new Uint8Array(readFileSync(`public/models/${DEFAULT_MODEL}.onnx`)), "wasm");
});

const expectPlan: Expect = async (plan) => {
  const track = trackOfPlan(plan, model.contract);
  return { expected: expectedHeartRate(await predictTrack(track, model), model.contract), stepS: track.stepS };
};

describe.each([
  ["a flat course, by what is expected", flatCourse(10_000), { bpm: 150, of: "expected" }],
  ["hills, by what is expected", hillyCourse(9300, 60), { bpm: 155, of: "expected" }],
  ["hills, by the upper end of the band", hillyCourse(12_000, 40), { bpm: 170, of: "upper" }],
] as const)("%s", (_, course, ceiling) => {
  test("the pace that is found, planned, comes to the heart rate that was asked for and never passes it", async () => {
    const found = await keepUnder(course, EVEN_EFFORT, ceiling, RANGE, expectPlan);
    expect(found.lostFromM).toBeNull();
    expect(found.isNeverReached).toBe(false);
    const again = planByParts(course, EVEN_EFFORT, found.paces);
    expect(durationOf(again)).toBeCloseTo(durationOf(found.plan), 3);
    const { expected, stepS } = await expectPlan(again);
    const series = ceiling.of === "upper" ? expected.interval!.upperBpm : expected.heartRateBpm;
    const held = series.filter((_bpm, i) => i * stepS >= 60);
    expect(Math.max(...held)).toBeLessThanOrEqual(ceiling.bpm);
    expect(Math.max(...held)).toBeGreaterThan(ceiling.bpm - 0.5);
  });
});

test("on the level the last minute is held at the heart rate, and the pace changes by a few per cent a kilometre", async () => {
  const ceiling = { bpm: 150, of: "expected" } as const;
  const { plan, paces } = await keepUnder(flatCourse(10_000), EVEN_EFFORT, ceiling, RANGE, expectPlan);
  const { heartRateBpm } = (await expectPlan(plan)).expected;
  const peakBpm = Math.max(...heartRateBpm.slice(-10));
  expect(peakBpm).toBeGreaterThan(149.5);
  for (let km = 1; km < paces.length; km++) expect(Math.abs(Math.log(paces[km] / paces[km - 1]))).toBeLessThan(0.035);
});

test("a heart rate that no running has is said to be lost from the start on, and one that is never reached is so, too", async () => {
  const course = flatCourse(3000);
  const low = await keepUnder(course, EVEN_EFFORT, { bpm: 95, of: "expected" }, RANGE, expectPlan);
  expect(low.lostFromM).toBeLessThan(1000);
  expect(low.lostToM).toBeNull();
  const high = await keepUnder(course, EVEN_EFFORT, { bpm: 215, of: "expected" }, RANGE, expectPlan);
  expect(high).toMatchObject({ isNeverReached: true, lostFromM: null });
  expect(high.highestBpm).toBeLessThan(215);
});

test("a hill on which no pace keeps under the heart rate is told with its end, behind which it is kept again", async () => {
  const steep = typedCourse("2 km, 1 km 40 %, 3 km");
  const ceiling = { bpm: 130, of: "expected" } as const;
  const kept = await keepUnder(steep, EVEN_PACE, ceiling, RANGE, expectPlan);
  expect(kept.lostFromM).toBeGreaterThan(1900);
  expect(kept.lostToM).toBeGreaterThan(3000);
  expect(kept.lostToM).toBeLessThan(4500);
  expect(kept.highestBpm).toBeLessThanOrEqual(130);
  expect(keptSentence(kept, ceiling, METRIC)).toMatch(/^Between 2\.\d\d km and [34]\.\d\d km no running pace keeps/);
});

test("the upper end of a band that a model does not state is no heart rate to stay under", async () => {
  const without: Expect = async (plan) => {
    const looked = await expectPlan(plan);
    return { ...looked, expected: { ...looked.expected, interval: null } };
  };
  const ceiling = { bpm: 150, of: "upper" } as const;
  await expect(keepUnder(flatCourse(3000), EVEN_PACE, ceiling, RANGE, without)).rejects.toMatchObject({
    code: "bad-model",
  });
});
