import { expect, test } from "vitest";
import { expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import { timeInZonesS, zonesOf } from "../evaluation/zones.ts";
import { flatCourse, hillyCourse } from "../testing/courses.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { EVEN_PACE } from "./pacing.ts";
import { planInTime } from "./plan.ts";
import { type ExpectedPlan, planFigures } from "./plan-figures.ts";
import { likelySentence, METRIC, planSentence, timeRangeText } from "./plan-words.ts";

const STEPS = 501;
const ZONES = zonesOf(190);

/** Ten kilometres in fifty minutes, over which the heart rate climbs from 100 to 180 bpm; usually up to ten beats off. */
function climbing(course = flatCourse(10_000), usual = true): ExpectedPlan {
  const plan = planInTime(course, EVEN_PACE, 3000);
  const heartRateBpm = Float32Array.from({ length: STEPS }, (_, i) => 100 + (80 * i) / (STEPS - 1));
  const track = trackOf({ speedKmh: new Float32Array(STEPS).fill(12) });
  const expected = expectedHeartRate(predictionOf(track, { heartRateBpm, along: null }), {
    calibration: null,
    intervals: null,
  });
  return { plan, expected: { ...expected, usualBpm: usual ? { lowerBpm: -10, upperBpm: 10 } : null }, stepS: 6 };
}

test("times in zones are those of the line, and their ranges hold the line moved as far as runs usually are", () => {
  const planned = climbing();
  const { zones } = planFigures(planned, ZONES, 150, 1000);
  const { heartRateBpm } = planned.expected;
  expect(zones.map(({ time }) => time.expectedS)).toEqual(
    timeInZonesS(heartRateBpm, 6, ZONES).map((seconds) => expect.closeTo(seconds, 6)),
  );
  const moved = [-10, 0, 10].map((shift) =>
    timeInZonesS(
      heartRateBpm.map((bpm) => bpm + shift),
      6,
      ZONES,
    ),
  );
  for (const [z, { time }] of zones.entries()) {
    for (const times of moved) {
      expect(time.leastS).toBeLessThanOrEqual(times[z] + 1e-6);
      expect(time.mostS).toBeGreaterThanOrEqual(times[z] - 1e-6);
    }
  }
});

test("time above a heart rate, and the place from which it is likelier than not", () => {
  const { above, meanBpm, highestBpm } = planFigures(climbing(), ZONES, 150, 1000);
  // 150 of 100 to 180 bpm is reached after five eighths of the time, and of the way.
  expect(above.time.expectedS).toBeCloseTo((3 / 8) * 3000, -1);
  expect(above.time.leastS).toBeCloseTo((2 / 8) * 3000, -1);
  expect(above.time.mostS).toBeCloseTo((4 / 8) * 3000, -1);
  expect(above.likelyFromM).toBeCloseTo((5 / 8) * 10_000, -2);
  expect(meanBpm).toBeCloseTo(140, 1);
  expect(highestBpm).toBe(180);
  expect(planFigures(climbing(), ZONES, 185, 1000).above.likelyFromM).toBeNull();
  const { time } = planFigures(climbing(flatCourse(10_000), false), ZONES, 150, 1000).above;
  expect(time).toEqual({ expectedS: expect.closeTo(1125, -1), leastS: null, mostS: null });
});

test("splits add up to the plan, the last may be shorter", () => {
  const { splits, durationS, distanceM, climbM } = planFigures(climbing(hillyCourse(9300, 50)), ZONES, 150, 1000);
  expect(splits).toHaveLength(10);
  const total = (of: (split: (typeof splits)[number]) => number) => splits.reduce((sum, split) => sum + of(split), 0);
  expect(total(({ toM, fromM }) => toM - fromM)).toBeCloseTo(distanceM, 6);
  expect(total(({ endS, startS }) => endS - startS)).toBeCloseTo(durationS, 6);
  expect(total((split) => split.climbM)).toBeCloseTo(climbM, 6);
  expect(splits[9].expectedBpm).toBeGreaterThan(splits[0].expectedBpm + 60);
});

test("a place is told from which a heart rate is likely, also where that is the start, and none where it never is", () => {
  const told = (bpm: number) => likelySentence(planFigures(climbing(), ZONES, bpm, 1000), METRIC);
  expect(told(150)).toMatch(/^At 6\.\d\d km it first becomes more likely than not that you are above 150 bpm\.$/);
  expect(told(90)).toBe("From the start it is more likely than not that you are above 90 bpm.");
  expect(told(185)).toBeNull();
});

test("the sentence tells a range of minutes, or that the heart rate is not reached", () => {
  expect(planSentence(planFigures(climbing(), ZONES, 150, 1000), METRIC)).toBe(
    "At 5:00 min/km you would spend 13 to 25 minutes above 150 bpm.",
  );
  expect(planSentence(planFigures(climbing(), ZONES, 200, 1000), METRIC)).toBe(
    "At 5:00 min/km you would not come above 200 bpm: 140 are expected on average, 180 at most.",
  );
  expect(timeRangeText({ expectedS: 600, leastS: 0, mostS: 8000 })).toBe("up to 2:13 hours");
  expect(timeRangeText({ expectedS: 600, leastS: 3600, mostS: 8000 })).toBe("1:00 to 2:13 hours");
  expect(timeRangeText({ expectedS: 600, leastS: 200, mostS: 8000 })).toBe("3 minutes to 2:13 hours");
  expect(timeRangeText({ expectedS: 30, leastS: 0, mostS: 40 })).toBe("less than a minute");
  expect(timeRangeText({ expectedS: 600, leastS: null, mostS: null })).toBe("about 10 minutes");
  expect(timeRangeText({ expectedS: 0, leastS: 0, mostS: 0 })).toBe("none");
  expect(timeRangeText({ expectedS: 0, leastS: null, mostS: null })).toBe("none");
});
