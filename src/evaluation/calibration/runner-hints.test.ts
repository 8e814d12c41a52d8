import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import { NO_FACTS } from "../../workout/recording-facts.ts";
import type { Track } from "../../workout/workout.ts";
import { hintsOfRun, type RunHints, runnerHints } from "./runner-hints.ts";

/** An hour whose heart rate rises evenly from 120 to 180 bpm and falls back to 170. */
const climb = series(601, (i) => (i < 500 ? 120 + (60 * i) / 500 : 180 - (i - 500) / 10));

const highestOf = (heartRateBpm: ArrayLike<number>, rest: Partial<Track> = {}, cadenceSpm?: ArrayLike<number>) =>
  hintsOfRun(trackOf(cadenceSpm ? { heartRateBpm, cadenceSpm } : { heartRateBpm }, rest), []).highestBpm;

const changed = (from: number, to: number, bpm: (i: number) => number) =>
  climb.map((value, i) => (i >= from && i < to ? bpm(i) : value));

describe("the highest believable heart rate of a run", () => {
  test("is the highest median of five neighbours", () => {
    expect(highestOf(climb)).toBe(180);
    expect(highestOf([150, 160, 170, 180, 190])).toBe(170);
  });

  test("is none of spikes, however high", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 119 }), { maxLength: 40 }), fc.nat(39), (places, bpm) => {
        const spiky = climb.map((value, i) => (i % 5 === 2 && places.includes((i - 2) / 5) ? 181 + bpm : value));
        expect(highestOf(spiky)).toBeLessThanOrEqual(181);
      }),
    );
  });

  test("is none of a plateau that a jump led to, but one of a rise that the heart can make", () => {
    expect(highestOf(changed(100, 130, () => 215))).toBe(180);
    expect(highestOf(changed(300, 330, (i) => 156 + Math.min(40, 4 * (i - 300))))).toBe(196);
    // Back from a drop-out, the sensor is believed again after five minutes at most.
    expect(highestOf(changed(300, 310, () => 70))).toBe(180);
  });

  test("is none of steps that the sensor counted for beats", () => {
    const spm = series(601, (i) => 186 + 4 * Math.sin(i / 3));
    const locked = changed(200, 260, (i) => 186 + 4 * Math.sin(i / 3));
    // A slow way there, which is no jump.
    const led = locked.map((bpm, i) => (i >= 190 && i < 200 ? bpm + (i - 189) * 4 : bpm));
    expect(highestOf(led)).toBeGreaterThan(185);
    expect(highestOf(led, {}, spm)).toBeLessThanOrEqual(184);
  });

  test("is none of few points, of another sport, of what is left out, nor one that nobody has", () => {
    expect(highestOf([150, 160, 170, 180])).toBeNull();
    expect(highestOf(climb.map((bpm, i) => (i % 5 === 0 ? Number.NaN : bpm)))).toBeNull();
    expect(highestOf(climb, { sport: "cycling" })).toBeNull();
    expect(highestOf(climb.map(() => 100))).toBeNull();
    const track = trackOf({ heartRateBpm: climb });
    expect(hintsOfRun(track, [{ startS: 2400, endS: 3600 }]).highestBpm).toBe(168);
  });
});

describe("the best effort of a run", () => {
  test("is the fastest part of a race's length, wherever it begins", () => {
    // Five kilometres at 15 km/h, in the middle of slower ones.
    const speedKmh = series(801, (i) => (i >= 200 && i < 400 ? 15 : 9));
    const { best } = hintsOfRun(trackOf({ speedKmh }), []);
    expect(best?.distanceM).toBe(5000);
    expect(best?.timeS).toBeCloseTo(1200, 6);
  });

  test("is that over the distance at which it was worth most", () => {
    const even = hintsOfRun(trackOf({ speedKmh: new Float32Array(601).fill(12) }), []).best;
    expect(even).toEqual({ distanceM: 10_000, timeS: expect.closeTo(3000, 6) });
  });

  test("is none of a shorter run, nor one that nobody can have run", () => {
    expect(hintsOfRun(trackOf({ speedKmh: new Float32Array(201).fill(12) }), []).best).toBeNull();
    expect(hintsOfRun(trackOf({ speedKmh: new Float32Array(601).fill(30) }), []).best).toBeNull();
  });
});

describe("of several runs", () => {
  const run = (day: number | null, rest: Partial<RunHints>): RunHints => ({
    name: `day ${day}`,
    startedAt: day === null ? null : { unixS: 86_400 * day, utcOffsetS: null },
    day,
    highestBpm: null,
    stated: NO_FACTS.runnerHeartRates,
    best: null,
    ...rest,
  });
  const restingBpm = (bpm: number) => ({ stated: { ...NO_FACTS.runnerHeartRates, restingBpm: bpm } });

  test("the highest heart rate of all counts, and what the latest file states", () => {
    const hints = runnerHints([
      run(3, { highestBpm: 182, ...restingBpm(49) }),
      run(7, { highestBpm: 187 }),
      run(1, { highestBpm: 187, ...restingBpm(55) }),
      run(null, restingBpm(60)),
    ]);
    expect(hints.highestBpm).toMatchObject({ value: 187, run: { name: "day 7" } });
    expect(hints.restingBpm).toMatchObject({ value: 49, run: { name: "day 3" } });
    expect([hints.maximumBpm, hints.thresholdBpm, hints.best]).toEqual([null, null, null]);
  });

  test("the best effort is one of the last half year, of whatever distance", () => {
    const five = { distanceM: 5000, timeS: 1200 };
    const ten = { distanceM: 10_000, timeS: 2460 };
    const fast = { distanceM: 5000, timeS: 1000 };
    const runs = [run(400, { best: ten }), run(390, { best: five }), run(200, { best: fast })];
    expect(runnerHints(runs).best).toMatchObject({ value: ten, run: { name: "day 400" } });
    expect(runnerHints([...runs, run(null, { best: fast })]).best?.value).toEqual(fast);
    expect(runnerHints([]).best).toBeNull();
  });

  test("a stated value that nobody has is no hint", () => {
    expect(runnerHints([run(1, restingBpm(180))]).restingBpm).toBeNull();
  });
});
