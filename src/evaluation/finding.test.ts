import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random, Wander } from "../base/random.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import type { Span } from "../workout/workout.ts";
import { findingOf } from "./finding.ts";

const usualBpm = { lowerBpm: -10, upperBpm: 12 };

/** Finding of a run, in steps of 6 s, whose heart rate is the expected 150 plus these differences. */
function findingIn(differences: number[], fromS = 0, excluded: Span[] = [], settlingS = 0) {
  const track = trackOf({ heartRateBpm: differences.map((difference) => 150 + difference) });
  const heartRateBpm = new Float32Array(differences.length).fill(150);
  return findingOf(track, { heartRateBpm, fromS, excluded, usualBpm }, { settlingS });
}

/** Differences over 48 minutes, by minute. */
const over48Min = (differenceAt: (minute: number) => number) => series(481, (i) => differenceAt(i / 10));

test("without a heart rate there is nothing to find", () => {
  expect(findingIn(series(100, () => Number.NaN))).toEqual({
    kind: "no-heart-rate",
    meanDifferenceBpm: Number.NaN,
    meanAbsoluteDifferenceBpm: Number.NaN,
    comparedS: 0,
    withinUsual: null,
    usualBpm,
    concentration: null,
    isOfSettling: false,
  });
});

test("a difference below 2 bpm is as expected, and lies nowhere", () => {
  expect(findingIn(over48Min((minute) => (minute > 40 ? 6 : 0)))).toMatchObject({
    kind: "as-expected",
    concentration: null,
  });
});

test("halves that cancel are mixed, not as expected", () => {
  expect(findingIn(over48Min((minute) => (minute < 24 ? 14 : -14)))).toMatchObject({
    kind: "mixed",
    meanAbsoluteDifferenceBpm: 14,
    concentration: null,
  });
  expect(findingIn(over48Min((minute) => (minute < 24 ? 6 : -6))).kind).toBe("as-expected");
});

test("measured above predicted is higher, below is lower; NaN steps are not compared", () => {
  const halfKnown = over48Min((minute) => (minute < 24 ? Number.NaN : 6));
  expect(findingIn(halfKnown)).toMatchObject({ kind: "higher", meanDifferenceBpm: 6, comparedS: 240.5 * 6 });
  expect(findingIn(over48Min(() => -6))).toMatchObject({ kind: "lower", meanDifferenceBpm: -6 });
});

test("an excluded stretch is neither compared nor named for the difference", () => {
  const faulty = over48Min((minute) => (minute >= 30 && minute <= 40 ? -60 : 6));
  expect(findingIn(faulty)).toMatchObject({ kind: "lower", concentration: { fromS: 1800 } });
  expect(findingIn(faulty, 0, [{ startS: 1800, endS: 2400 }])).toMatchObject({
    kind: "higher",
    meanDifferenceBpm: 6,
    comparedS: 379 * 6,
    concentration: null,
  });
});

test("a mean difference is usual within the model's range, and nothing is said where the model has none", () => {
  expect(findingIn(over48Min(() => 12)).withinUsual).toBe(true);
  expect(findingIn(over48Min(() => 12.5)).withinUsual).toBe(false);
  expect(findingIn(over48Min(() => -11)).withinUsual).toBe(false);
  const track = trackOf({ heartRateBpm: series(20, () => 160) });
  const expected = { heartRateBpm: new Float32Array(20), fromS: 0, excluded: [], usualBpm: null };
  expect(findingOf(track, expected, { settlingS: 0 })).toMatchObject({ withinUsual: null, usualBpm: null });
});

describe("the seconds in which the model settles", () => {
  const settling = (bpm: number, rest: (i: number) => number) => series(81, (i) => (i < 4 ? bpm : rest(i)));

  test("count in the mean, and are named where it rests on them alone", () => {
    const differences = settling(-50, () => 0);
    expect(findingIn(differences, 0, [], 24)).toMatchObject({
      kind: "lower",
      meanDifferenceBpm: -200 / 81,
      concentration: null,
      isOfSettling: true,
    });
    expect(findingIn(differences, 0, [], 0)).toMatchObject({ isOfSettling: false, concentration: { fromS: 0 } });
    expect(
      findingIn(
        settling(-50, () => -3),
        0,
        [],
        24,
      ),
    ).toMatchObject({ kind: "lower", isOfSettling: false });
    expect(
      findingIn(
        settling(-250, (i) => (i % 2 ? 7 : -7)),
        0,
        [],
        24,
      ),
    ).toMatchObject({ isOfSettling: true });
  });

  test("make no stretch that holds most of the difference", () => {
    const late = settling(-60, (i) => (i < 60 ? -1 : -12));
    expect(findingIn(late, 0, [], 0).concentration).toBe(null);
    expect(findingIn(late, 0, [], 24).concentration).toMatchObject({ fromS: 360, toS: 480 });
  });
});

test("the warm-up does not count, whatever its difference", () => {
  const differences = over48Min((minute) => (minute < 10 ? -40 : minute < 30 ? 0 : 16));
  const finding = findingIn(differences, 600);
  expect(finding).toMatchObject({ kind: "higher", comparedS: 380.5 * 6, concentration: { fromS: 1800, toS: 2880 } });
  expect(finding).toEqual(findingIn(over48Min((minute) => (minute < 10 ? Number.NaN : minute < 30 ? 0 : 16))));
  expect(findingIn(differences, 3600)).toMatchObject({ kind: "no-heart-rate", comparedS: 0 });
});

describe("most of the difference", () => {
  test("lies where a step in it begins, to the minute", () => {
    expect(findingIn(over48Min((minute) => (minute < 30 ? 0 : 16)))).toMatchObject({
      kind: "higher",
      concentration: { fromS: 1800, toS: 2880, share: 1 },
    });
    expect(findingIn(over48Min((minute) => (minute < 6 ? -30 : 0)))).toMatchObject({
      kind: "lower",
      concentration: { fromS: 0, toS: 360, share: 1 },
    });
    expect(findingIn(over48Min((minute) => (minute >= 10 && minute < 15 ? 40 : 0)))).toMatchObject({
      concentration: { fromS: 600, toS: 900 },
    });
  });

  test("of a steady drift lies in the second half, three quarters of it", () => {
    const { concentration } = findingIn(over48Min((minute) => minute / 4));
    expect(concentration?.fromS).toBe(24 * 60);
    expect(concentration?.share).toBeCloseTo(0.75, 1);
  });

  test("is found under noise", () => {
    const wander = new Wander(new Random("noisy step"), 4, 60, 6);
    const { concentration } = findingIn(over48Min((minute) => (minute < 30 ? 0 : 14) + wander.next()));
    expect(concentration?.fromS).toBeGreaterThanOrEqual(28 * 60);
    expect(concentration?.fromS).toBeLessThanOrEqual(32 * 60);
    expect(concentration?.toS).toBe(2880);
  });

  test("of a constant difference lies nowhere in particular, noise or not", () => {
    expect(findingIn(over48Min(() => 6)).concentration).toBeNull();
    for (const seed of ["a", "b", "c", "d", "e"]) {
      const wander = new Wander(new Random(seed), 4, 60, 6);
      expect(findingIn(over48Min(() => 8 + wander.next())).concentration).toBeNull();
    }
  });

  test("lies nowhere in particular where only the warm-up is other", () => {
    expect(findingIn(over48Min((minute) => (minute < 3 ? -30 : 6))).concentration).toBeNull();
    expect(findingIn(over48Min((minute) => (minute < 3 ? 0 : 6))).concentration).toBeNull();
  });

  test("is not hidden by a short start that is off the other way", () => {
    expect(findingIn(over48Min((minute) => (minute < 3 ? -30 : minute < 28 ? 0 : 12)))).toMatchObject({
      kind: "higher",
      concentration: { fromS: 28 * 60, toS: 2880, share: 1 },
    });
  });

  test("lies nowhere where the mean is what is left of halves that cancel", () => {
    expect(findingIn(over48Min((minute) => (minute < 24 ? -10 : 16)))).toMatchObject({
      kind: "higher",
      concentration: null,
    });
  });

  test("is not said to lie in the only part whose heart rate is known", () => {
    expect(findingIn(over48Min((minute) => (minute < 36 ? Number.NaN : 6))).concentration).toBeNull();
    expect(
      findingIn(over48Min((minute) => (minute < 12 || minute > 36 ? Number.NaN : minute < 30 ? 0 : 16))).concentration,
    ).toMatchObject({ fromS: 1800, toS: 37 * 60 });
  });

  test("is looked for in a run of a hundred hours, in longer parts", () => {
    const { concentration } = findingIn(series(60_001, (i) => (i < 40_000 ? 0 : 9)));
    expect(concentration).toMatchObject({ fromS: 240_000, toS: 360_000 });
  });

  test("is a stretch of the run that holds 70 to 100 % of it", () => {
    const anyRun = fc.array(
      fc.record({ minutes: fc.integer({ min: 1, max: 15 }), bpm: fc.integer({ min: -40, max: 40 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(anyRun, (parts) => {
        const differences = parts.flatMap(({ minutes, bpm }) => new Array<number>(10 * minutes).fill(bpm));
        const { concentration } = findingIn(differences);
        if (concentration === null) return;
        const { fromS, toS, share } = concentration;
        expect(fromS % 60).toBe(0);
        expect(0 <= fromS && fromS < toS && toS <= (differences.length - 1) * 6).toBe(true);
        expect(share >= 0.7 && share <= 1 + 1e-9).toBe(true);
      }),
    );
  });
});
