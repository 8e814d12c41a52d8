/** @module-tag slow */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { FORMAT_SAMPLES } from "../../testing/format-samples.ts";
import { fuzz, type Seed } from "../../testing/fuzzing.ts";
import { sharedPath } from "../../testing/shared.ts";
import type { Workout } from "../workout.ts";
import { parseWorkouts } from "./parse.ts";

const samples: Seed[] = Object.entries(FORMAT_SAMPLES).flatMap(([format, files]) =>
  files.flatMap((bytes, i) => [
    { name: `${format} ${i + 1}`, bytes },
    { name: `${format} ${i + 1}, packed`, bytes: gzipSync(bytes) },
  ]),
);

const folder = sharedPath("files");
const exports: Seed[] = (folder === null ? [] : readdirSync(folder))
  .filter((name) => !/\.(md|parquet)$/.test(name))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`${folder}/${name}`)) }));

function read(bytes: Uint8Array): void {
  for (const run of parseWorkouts({ name: "file", bytes })) {
    if ("error" in run) expect(run.error.code, run.error.message).not.toBe("unexpected");
    else prepare(run.workout);
  }
}

/** Checks that a model gets finite numbers, or that the run is refused for a reason. */
function prepare(workout: Workout): void {
  expect(workout.speedKmh).toHaveLength(workout.timeS.length);
  try {
    const { track, features } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
    for (const column of [track.speedKmh, track.altitudeM, ...features.columns]) {
      if (!column.every(Number.isFinite)) throw new Error(`${workout.format} gives features that are no numbers`);
    }
  } catch (error) {
    if (!(error instanceof PredictorError)) throw error;
    expect(["no-time", "no-speed", "too-short", "too-large", "contradiction"]).toContain(error.code);
  }
}

test("damaged copies of small files of every format", () => fuzz(samples, read));

test.skipIf(exports.length === 0)("damaged copies of real exports", () => fuzz(exports, read));
