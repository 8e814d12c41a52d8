import { expect, test } from "vitest";
import { analyse, type Expectation } from "../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import { anyContract } from "../../testing/contract.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import { errorPartSentences, partSentences } from "./part-words.ts";

/** An hour, in whose last ten minutes the strap was lost; fitted to its first ten. */
const track = trackOf({ heartRateBpm: series(601, (i) => (i <= 500 ? 140 : Number.NaN)) });
const prediction = predictionOf(track);
const excluded = [{ startS: 1200, endS: 1500 }];
const sources = { ...NO_CALIBRATION, warmUpS: 600 };
const analysis = analyse(track, prediction, anyContract(), zonesOf(190), sources, excluded);
const partsOf = (startS: number, endS: number) => partSentences(analysis, { startS, endS });
const errorPartsOf = (startS: number, endS: number) =>
  errorPartSentences(track, analysis.expectation as Expectation, { startS, endS });

const WITHOUT = "Without 20:00–25:00 (5:00 excluded).";

test("figures of a run say what they are without, over how much heart rate was recorded, and that they count its start", () => {
  expect(partsOf(0, 3600)).toEqual([WITHOUT, "Heart rate covers 50:03 of 1:00:00.", "The first 10 minutes included."]);
});

test("figures of a stretch say what of this is of the stretch", () => {
  expect(partsOf(1800, 2400)).toEqual([]);
  expect(partsOf(1140, 1260)).toEqual([WITHOUT]);
  expect(partsOf(2700, 3600)).toEqual(["Heart rate covers 5:03 of 15:00."]);
  expect(partsOf(300, 900)).toEqual(["The first 10 minutes included."]);
});

test("errors never count the minutes that were looked at, and so say nothing of them", () => {
  expect(errorPartsOf(0, 3600)).toEqual([WITHOUT, "Heart rate covers 40:03 of 50:00."]);
  expect(errorPartsOf(300, 900)).toEqual([]);
  expect(errorPartsOf(0, 540)).toEqual([]);
});
