import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { parseOne } from "../../testing/parsing.ts";
import { RECORDED_FORMATS, type RecordedFormat, type RecordedPoint, recordedAs } from "../../testing/recorded-as.ts";
import { sharedPath } from "../../testing/shared.ts";
import { summarise, summariseHeartRate } from "../summary.ts";
import type { Workout } from "../workout.ts";

const folder = sharedPath("files");
/** A test where `../shared` is absent: a test file without a test fails. */
const files =
  folder === null
    ? ["no FIT file"]
    : readdirSync(folder).filter((name) => name.endsWith(".fit") && name !== "truncated.fit");

function figuresOf(workout: Workout) {
  const { track } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
  const { durationS, distanceKm } = summarise(track);
  return { durationS, distanceKm, meanBpm: summariseHeartRate(track.heartRateBpm)?.meanBpm ?? null };
}

/** Points as the device would export them: GPX only has those with a position. */
function pointsOf(workout: Workout, format: RecordedFormat): RecordedPoint[] {
  const points = Array.from(workout.timeS, (timeS, i) => ({
    timeS,
    speedKmh: workout.speedKmh[i],
    distanceM: workout.distanceM[i],
    latitudeDeg: workout.latitudeDeg[i],
    longitudeDeg: workout.longitudeDeg[i],
    altitudeM: workout.altitudeM[i],
    heartRateBpm: workout.heartRateBpm[i],
  }));
  return format === "gpx" ? points.filter(({ latitudeDeg }) => !Number.isNaN(latitudeDeg)) : points;
}

describe.skipIf(folder === null).each(files)("%s", (name) => {
  const recorded = folder === null ? null : parseOne(new Uint8Array(readFileSync(`${folder}/${name}`)));
  const hasPositions = recorded?.latitudeDeg.some((degrees) => !Number.isNaN(degrees));

  test.each(
    RECORDED_FORMATS.filter((format) => format !== "gpx" || hasPositions),
  )("its %s agrees with the FIT file in duration, distance and mean heart rate", (format) => {
    const fit = figuresOf(recorded!);
    const other = figuresOf(parseOne(recordedAs(format, pointsOf(recorded!, format))));
    expect(Math.abs(other.durationS / fit.durationS - 1)).toBeLessThan(0.01);
    // One of them is a walk of twenty metres that begins a step before the first position.
    expect(Math.abs(other.distanceKm - fit.distanceKm)).toBeLessThan(Math.max(0.01 * fit.distanceKm, 0.001));
    if (fit.meanBpm === null || other.meanBpm === null) expect(other.meanBpm).toBe(fit.meanBpm);
    else expect(Math.abs(other.meanBpm / fit.meanBpm - 1)).toBeLessThan(0.01);
  });
});
