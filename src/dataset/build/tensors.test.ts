import { expect, test } from "vitest";
import { featureSets } from "../../features/catalogue.ts";
import { toRows } from "../../features/compute.ts";
import { prepareRun, type Recipe } from "../../model/prepare.ts";
import { series, workoutOf } from "../../testing/workouts.ts";
import type { Workout } from "../../workout/workout.ts";
import { foldOf } from "./splits.ts";
import { buildTensors, type IntentSource, type TensorFile, type TensorIndex } from "./tensors.ts";

const recipe: Recipe = {
  features: [...featureSets.temporal],
  sampling: { kind: "fixed", seconds: 6 },
  smoothingWindow: 7,
  altitudeReference: "start",
};

/** Runners "3", "2" and "1" train, validate and test under seed 42. */
function run(runner: string | null, minutes: number, speedKmh = 10): Workout {
  const points = minutes * 60 + 1;
  return workoutOf(
    {
      timeS: series(points, (i) => i),
      speedKmh: series(points, (i) => speedKmh + Math.sin(i / 60)),
      altitudeM: series(points, (i) => 100 + 5 * Math.sin(i / 90)),
      heartRateBpm: series(points, (i) => (i < 60 ? Number.NaN : 150)),
    },
    { name: `${runner} for ${minutes} min`, runner, gender: 1 },
  );
}

async function build(
  workouts: Iterable<Workout> | AsyncIterable<Workout>,
  asked: Recipe = recipe,
  intentSource: IntentSource = "none",
) {
  const files: Record<TensorFile, Uint8Array[]> = {
    "features.f32": [],
    "heart_rate.f32": [],
    "runs.json": [],
    "scaler_params.json": [],
  };
  const write = (file: TensorFile, chunk: Uint8Array) => {
    files[file].push(chunk.slice());
  };
  const result = await buildTensors(workouts, asked, 42, write, intentSource);
  const joined = (file: TensorFile) => new Uint8Array(files[file].flatMap((chunk) => [...chunk]));
  const text = (file: TensorFile) => JSON.parse(new TextDecoder().decode(joined(file)));
  return {
    ...result,
    features: new Float32Array(joined("features.f32").buffer),
    heartRateBpm: new Float32Array(joined("heart_rate.f32").buffer),
    index: text("runs.json") as TensorIndex,
    scaler: text("scaler_params.json") as Record<string, { mean: number; std: number }>,
  };
}

test("a run is learned from exactly as it would be predicted", async () => {
  const workouts = [run("3", 10), run("1", 12, 8)];
  const { features, heartRateBpm, index } = await build(workouts);
  workouts.forEach((workout, i) => {
    const prepared = prepareRun(workout, recipe, { gender: null, intent: null });
    const { firstStep, steps } = index.runs[i];
    expect(steps).toBe(prepared.features.length);
    expect(features.slice(firstStep * 14, (firstStep + steps) * 14)).toEqual(toRows(prepared.features));
    expect(heartRateBpm.slice(firstStep, firstStep + steps)).toEqual(prepared.track.heartRateBpm);
  });
  expect(index.runs.map(({ runner, split }) => [runner, split])).toEqual([
    ["3", "train"],
    ["1", "test"],
  ]);
  expect(heartRateBpm[0]).toBeNaN();
});

test("runners that train or validate have a fold, those that test have none", async () => {
  const { index } = await build([run("3", 10), run("2", 10), run("1", 10)]);
  expect(index.runs.map(({ split, fold }) => [split, fold])).toEqual([
    ["train", foldOf("3", 42)],
    ["validation", foldOf("2", 42)],
    ["test", null],
  ]);
});

test("features are scaled by the training runners alone", async () => {
  const { scaler } = await build([run("3", 10, 10), run("1", 10, 20), run("2", 10, 5)]);
  const alone = await build([run("3", 10, 10)]);
  expect(scaler).toEqual(alone.scaler);
  expect(Object.keys(scaler)).toEqual(recipe.features.filter((name) => name !== "gender"));
});

test("a run that teaches nothing is left out and named, and the rest still lie where the index says", async () => {
  const silent = run("3", 10);
  silent.heartRateBpm.fill(Number.NaN);
  const standing = run("3", 10);
  standing.speedKmh.fill(Number.NaN);
  const { runs, skipped, index, heartRateBpm } = await build([silent, run(null, 10), standing, run("3", 10)]);
  expect(skipped.map(({ code }) => code)).toEqual(["no-heart-rate", "no-runner", "no-speed"]);
  expect(runs).toEqual(index.runs);
  expect(runs).toHaveLength(1);
  expect(heartRateBpm).toHaveLength(runs[0].steps);
});

test("runs are read one at a time: each is written before the next is asked for", async () => {
  const order: string[] = [];
  async function* workouts() {
    for (const minutes of [10, 11]) {
      order.push(`read ${minutes}`);
      yield run("3", minutes);
    }
  }
  await buildTensors(workouts(), recipe, 42, (file) => {
    order.push(file);
  });
  expect(order).toEqual([
    "read 10",
    "features.f32",
    "heart_rate.f32",
    "read 11",
    "features.f32",
    "heart_rate.f32",
    "scaler_params.json",
    "runs.json",
  ]);
});

test("typed features are refused: what a run was meant to be is not in its record", async () => {
  const typed = { ...recipe, features: [...featureSets.typed] };
  await expect(buildTensors([run("3", 10)], typed, 42, () => {})).rejects.toMatchObject({ code: "intent-needed" });
});

test("typed by the answer, a run's mean heart rate of 150 makes it steady, and the index says that it leaks", async () => {
  const typed = { ...recipe, features: [...featureSets.typed] };
  const silent = run("3", 10);
  silent.heartRateBpm.fill(Number.NaN);
  const { index, features, skipped } = await build([run("3", 10), silent], typed, "from-answer");
  expect(index.leaks).toBe("intent from the measured heart rate");
  expect([...features.slice(11, 14)]).toEqual([0, 1, 0]);
  expect(skipped.map(({ code }) => code)).toEqual(["no-heart-rate"]);
  expect((await build([run("3", 10)])).index.leaks).toBeNull();
});

test("runs of test runners alone are nothing to learn from", async () => {
  await expect(buildTensors([run("1", 10)], recipe, 42, () => {})).rejects.toMatchObject({ code: "no-runs" });
});
