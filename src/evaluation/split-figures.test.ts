import { expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { anyContract, anyGrid } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { drawWandering, wanderingCovariance } from "../testing/wandering.ts";
import { series } from "../testing/workouts.ts";
import { analyse } from "./analysis.ts";
import { FITTED_NOISE } from "./calibration/noise.ts";
import { NO_CALIBRATION } from "./expected-heart-rate.ts";
import { splitFigures } from "./split-figures.ts";
import { zonesOf } from "./zones.ts";

const STEPS = 601;

/** Standard deviation of a runner's place, which stands 1 along each of two directions. */
const PLACE_BPM = Math.SQRT2;

/** @param bound of the usual range of a run's mean, in deviations of a second */
function contractOf(bound: number) {
  const plain = anyContract();
  const grids = { ...plain.intervals!.grids, none: { ...anyGrid(), runMean: { lower: -bound, upper: bound } } };
  const calibration = { ...plain.calibration!, noise: FITTED_NOISE };
  return { ...plain, calibration, intervals: { ...plain.intervals!, grids } };
}

/** An hour at 12 km/h of a runner with such differences, of whom 150 bpm are expected. */
function hourOf(differenceBpm: readonly number[], bound: number, warmUpS = 0) {
  const heartRateBpm = differenceBpm.map((bpm) => 150 + bpm);
  const track = trackOf({ speedKmh: new Float32Array(STEPS).fill(12), heartRateBpm });
  return analyse(track, predictionOf(track), contractOf(bound), zonesOf(190), { ...NO_CALIBRATION, warmUpS });
}

/** Bound by which the usual range holds nine of ten means of such hours. */
function trueBound(): number {
  const timeS = series(STEPS, (i) => 6 * i);
  const ofMean = Math.sqrt(PLACE_BPM ** 2 + wanderingCovariance(FITTED_NOISE, timeS).sum() / STEPS ** 2);
  return (1.6449 * ofMean) / hourOf(new Array(STEPS).fill(0), 1).expectation!.usualBpm!.upperBpm;
}

const bound = trueBound();

test("a whole run's usual range is the run's own; the shorter a split, the wider it is, but less than that of seconds", () => {
  const analysis = hourOf(new Array(STEPS).fill(0), bound);
  const { usualBpm, deviationBpm } = analysis.expectation!;
  const upperOf = (by: "hour" | "mile" | "km", split: number) => splitFigures(analysis, by)[split].usualBpm!.upperBpm;
  expect(upperOf("hour", 0)).toBeCloseTo(usualBpm!.upperBpm, 4);
  expect(upperOf("mile", 5)).toBeGreaterThan(upperOf("hour", 0));
  expect(upperOf("km", 8)).toBeGreaterThan(upperOf("mile", 5));
  expect(upperOf("km", 8)).toBeLessThan(1.6449 * deviationBpm![400]);
});

test("a split within a warm-up, of which nothing is compared, has none", () => {
  const calibrated = splitFigures(hourOf(new Array(STEPS).fill(0), bound, 720), "km");
  expect(calibrated.map(({ usualBpm }) => usualBpm === null)).toEqual(series(12, (i) => i < 2));
});

test("it holds nine of ten kilometres of runners who differ and wander as the model states", () => {
  const random = new Random("usual splits");
  let within = 0;
  let told = 0;
  for (let run = 0; run < 300; run++) {
    const placeBpm = random.normal(0, PLACE_BPM);
    const differences = drawWandering(random, FITTED_NOISE, STEPS, 6).map((bpm) => placeBpm + bpm);
    for (const { differenceBpm, usualBpm } of splitFigures(hourOf(differences, bound), "km")) {
      told++;
      if (differenceBpm >= usualBpm!.lowerBpm && differenceBpm <= usualBpm!.upperBpm) within++;
    }
  }
  expect(told).toBe(3600);
  expect(within / told).toBeGreaterThan(0.88);
  expect(within / told).toBeLessThan(0.92);
});
