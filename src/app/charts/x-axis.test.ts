import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import { summarise, wholeRun } from "../../workout/summary.ts";
import type { Track } from "../../workout/workout.ts";
import { frameOf, timeAt, xOf } from "./frame.ts";
import { runAxes, TIME_AXIS } from "./x-axis.ts";

const km = { distanceUnit: "km" } as const;
const mi = { distanceUnit: "mi" } as const;
const axesOf = (track: Track, units: typeof km | typeof mi = km, chosen: "time" | "distance" = "distance") =>
  runAxes(track, wholeRun(track.speedKmh.length, track.stepS).endS, units, chosen);

/** Runs in which the runner stands now and then, at the start and at the end too; and a share of each. */
const anyMoment = fc
  .record({
    speeds: fc.array(
      fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 300 }).map((tenths) => tenths / 10),
      ),
      {
        minLength: 10,
        maxLength: 120,
      },
    ),
    stepS: fc.constantFrom(1, 6, 7.3),
    shares: fc.tuple(fc.nat(1000), fc.nat(1000)).map((thousandths) => thousandths.map((share) => share / 1000)),
    units: fc.constantFrom(km, mi),
  })
  .map(({ speeds, stepS, shares, units }) => {
    const track = trackOf({ speedKmh: speeds }, { stepS });
    const { endS } = wholeRun(speeds.length, stepS);
    return { track, endS, units, times: shares.map((share) => share * endS).sort((a, b) => a - b), share: shares[0] };
  });

describe("the distance of a run as an axis", () => {
  test("has each moment where the run's figures have it, and none before an earlier one", () => {
    fc.assert(
      fc.property(anyMoment, ({ track, times }) => {
        const { distance } = axesOf(track);
        const [earlier, later] = times.map(distance.placeOf);
        expect(later).toBeGreaterThanOrEqual(earlier);
        times.forEach((endS, i) => {
          expect([earlier, later][i]).toBeCloseTo(summarise(track, { startS: 0, endS }).distanceKm, 9);
        });
      }),
    );
  });

  test("leads from a place to its first moment and back, and from its end to the end of the run", () => {
    fc.assert(
      fc.property(anyMoment, ({ track, endS, units, times: [timeS], share }) => {
        const { distance } = axesOf(track, units);
        const end = distance.placeOf(endS);
        expect(distance.placeOf(distance.timeAt(share * end))).toBeCloseTo(share * end, 7);
        expect(distance.timeAt(end)).toBe(endS);
        if (distance.placeOf(timeS) < end - 1e-6) {
          expect(distance.timeAt(distance.placeOf(timeS))).toBeLessThanOrEqual(timeS + 1e-6);
        }
      }),
    );
  });

  /** At 12 km/h, with four and a half minutes at a stand after 2.1 km. */
  const paused = trackOf({ speedKmh: series(1500, (i) => (i >= 630 && i < 900 ? 0 : 12)) }, { stepS: 1 });

  test("gives a pause no width, and the pointer its beginning", () => {
    const axes = axesOf(paused);
    const whole = { startS: 0, endS: 1499 };
    const shown = { ...whole, axis: axes.along(whole) };
    const frame = frameOf(1080, 320, false);
    expect(xOf(890, shown, frame) - xOf(640, shown, frame)).toBe(0);
    expect(xOf(890, shown, frame)).toBeCloseTo(frame.left + (1000 * 629.5) / 1229, 6);
    expect(timeAt(xOf(750, shown, frame), shown, frame)).toBeCloseTo(629.5, 6);
    const fromPause = { startS: 700, endS: 1499, axis: shown.axis };
    expect(timeAt(frame.left, fromPause, frame)).toBe(700);
    expect(timeAt(1080, fromPause, frame)).toBe(1499);
  });

  test("names round distances in the unit that is read", () => {
    const labels = (units: typeof km | typeof mi) => {
      const { distance } = axesOf(paused, units);
      return distance.ticks(0, distance.placeOf(1499), 5).map(({ timeS, label }) => [Math.round(timeS), label]);
    };
    expect(labels(km)).toEqual([
      [0, "0 km"],
      [300, "1 km"],
      [600, "2 km"],
      [1170, "3 km"],
      [1470, "4 km"],
    ]);
    expect(labels(mi).map(([, label]) => label)).toEqual(["0 mi", "1 mi", "2 mi"]);
    const { distance } = axesOf(paused);
    expect(distance.ticks(1.13, 1.27, 4).map(({ label }) => label)).toEqual(["1.15 km", "1.20 km", "1.25 km"]);
    expect(distance.name(300)).toBe("1.00 km");
  });

  test("gives way to time where a stretch, or the whole run, has no distance, and where time is chosen", () => {
    const axes = axesOf(paused);
    expect(axes.hasDistance).toBe(true);
    expect(axes.along({ startS: 0, endS: 1499 }).kind).toBe("distance");
    expect(axes.along({ startS: 640, endS: 880 })).toBe(TIME_AXIS);
    expect(axesOf(paused, km, "time").along({ startS: 0, endS: 1499 })).toBe(TIME_AXIS);
    const standing = axesOf(trackOf({ speedKmh: series(600, () => 0) }, { stepS: 1 }));
    expect(standing.hasDistance).toBe(false);
    expect(standing.along({ startS: 0, endS: 599 })).toBe(TIME_AXIS);
  });
});
