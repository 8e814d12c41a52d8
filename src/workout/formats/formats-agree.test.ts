/** @module-tag slow */
import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { simulateRuns } from "../../dataset/simulator/simulator.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { parseOne } from "../../testing/parsing.ts";
import { type RecordedFacts, type RecordedPoint, recordedAs } from "../../testing/recorded-as.ts";
import { summarise, summariseHeartRate } from "../summary.ts";
import type { Lap, Workout } from "../workout.ts";

/** Number of simulated runs, of stretches of each, and their length: a thousand short runs in the time of fifty long ones. */
const SIMULATED = 50;
const STRETCHES = 20;
const STRETCH_S = 120;

const METRES_PER_DEGREE = 111_195;
const LAP_ENDS = ["manual", "distance", "time", "position"] as const;

/** A stretch of a run as a watch would record it, due north with a thermometer, with all that the formats can hold. */
function stretchOf({ timeS, speedKmh, altitudeM, heartRateBpm }: Workout, fromS: number, random: Random) {
  const points: RecordedPoint[] = [];
  let metres = 0;
  for (let i = timeS.findIndex((time) => time >= fromS); i < timeS.length && timeS[i] <= fromS + STRETCH_S; i++) {
    const last = points.at(-1);
    const second = timeS[i] - fromS;
    if (last) metres += ((second - last.timeS) * ((last.speedKmh ?? 0) + speedKmh[i])) / 7.2;
    points.push({
      timeS: second,
      speedKmh: speedKmh[i],
      distanceM: metres,
      latitudeDeg: 48 + metres / METRES_PER_DEGREE,
      longitudeDeg: 11,
      altitudeM: altitudeM[i],
      heartRateBpm: heartRateBpm[i],
      temperatureC: 18 + Math.floor(second / 50),
    });
  }
  return { points, facts: { startedAt: anyStart(random), laps: anyLaps(points, random), device: "A watch" } };
}

function anyStart(random: Random) {
  const unixS = Math.floor(random.uniform(1.2e9, 1.9e9));
  return { unixS, utcOffsetS: random.chance(0.7) ? 900 * Math.floor(random.uniform(-44, 56)) : null };
}

function anyLaps(points: readonly RecordedPoint[], random: Random): Lap[] {
  const lastS = points[points.length - 1].timeS;
  const ends = [0.3, 0.5, 0.8].filter(() => random.chance(0.7)).map((share) => Math.round(share * lastS));
  return [...ends, lastS].map((endS, i) => ({
    startS: ends[i - 1] ?? 0,
    endS,
    endedBy: LAP_ENDS[Math.floor(random.uniform(0, LAP_ENDS.length))],
  }));
}

/** The run without the device's own speed and, for GPX, distance, which are then derived from the points. */
function withoutSpeed({ speedKmh, ...point }: RecordedPoint): RecordedPoint {
  return point;
}

function readAs(format: "fit" | "tcx" | "gpx", points: RecordedPoint[], facts: RecordedFacts) {
  const workout = parseOne(recordedAs(format, points, facts));
  const { track } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
  const { durationS, distanceKm } = summarise(track);
  const { startedAt, laps, device, temperatureC } = track;
  const meanBpm = summariseHeartRate(track.heartRateBpm)?.meanBpm ?? null;
  return { durationS, distanceKm, meanBpm, startedAt, laps, device, temperatureC };
}

test("a thousand runs are the same from FIT, from TCX and from the positions of GPX", () => {
  const random = new Random("formats");
  let runs = 0;
  for (const run of simulateRuns({ seed: 15, runs: SIMULATED })) {
    const lastS = run.timeS[run.timeS.length - 1] - STRETCH_S;
    for (let k = 0; k < STRETCHES; k++) {
      const fromS = run.timeS[run.timeS.findIndex((time) => time >= random.uniform(0, lastS))];
      const { points, facts } = stretchOf(run, fromS, random);
      const fit = readAs("fit", points, facts);
      expect(fit).toMatchObject(facts);
      for (const format of ["tcx", "gpx"] as const) {
        const other = readAs(format, points.map(withoutSpeed), facts);
        expect(Math.abs(other.distanceKm - fit.distanceKm)).toBeLessThan(0.01 * fit.distanceKm);
        if (fit.meanBpm === null || other.meanBpm === null) expect(other.meanBpm).toBe(fit.meanBpm);
        else expect(Math.abs(other.meanBpm - fit.meanBpm)).toBeLessThan(0.1);
        const { durationS, startedAt, laps, device, temperatureC } = fit;
        expect(other).toMatchObject({ durationS, startedAt, laps, device });
        expect(other.temperatureC).toEqual(temperatureC);
      }
      runs++;
    }
  }
  expect(runs).toBe(1000);
}, 120_000);
