import { expect, test } from "vitest";
import { distanceAlong } from "../../../workout/distance-along.ts";
import { distanceAxis, TIME_AXIS } from "../../charts/x-axis.ts";
import { around, pinched, slid, within } from "./zoom.ts";

const HOUR_S = 3600;

test("a stretch is shown within the run, no shorter than a minute; all of the run is no stretch of it", () => {
  expect(within({ startS: 600, endS: 900 }, HOUR_S)).toEqual({ startS: 600, endS: 900 });
  expect(within({ startS: 600, endS: 601 }, HOUR_S)).toEqual({ startS: 570.5, endS: 630.5 });
  expect(within({ startS: -20, endS: 300 }, HOUR_S)).toEqual({ startS: 0, endS: 320 });
  expect(within({ startS: 3590, endS: 3600 }, HOUR_S)).toEqual({ startS: 3540, endS: 3600 });
  expect(within({ startS: 0, endS: 3600 }, HOUR_S)).toBeNull();
  expect(within({ startS: 10, endS: 12 }, 50)).toBeNull();
});

test("two fingers zoom about what lies midway between them, and take it along", () => {
  const shown = { startS: 600, endS: 1800, axis: TIME_AXIS };
  const middle = (at: number, apartPx = 200) => ({ middle: at, apartPx });
  expect(pinched(shown, middle(0.5), middle(0.5), HOUR_S)).toEqual({ startS: 600, endS: 1800 });
  expect(pinched(shown, middle(0.5), middle(0.5, 400), HOUR_S)).toEqual({ startS: 900, endS: 1500 });
  expect(pinched(shown, middle(0.25), middle(0.25, 100), HOUR_S)).toEqual({ startS: 300, endS: 2700 });
  expect(pinched(shown, middle(0.5), middle(0.25), HOUR_S)).toEqual({ startS: 900, endS: 2100 });
  expect(pinched(shown, middle(0.5), middle(0.5, 50), HOUR_S)).toBeNull();
  expect(pinched(shown, middle(0.5), middle(0.5, 1e6), HOUR_S)).toEqual({ startS: 1170, endS: 1230 });
});

test("fingers above one another zoom no more for a tremor, and none is divided by", () => {
  const apart = (apartPx: number) => ({ middle: 0.5, apartPx });
  const shown = { startS: 600, endS: 1800, axis: TIME_AXIS };
  expect(pinched(shown, apart(0), apart(6), HOUR_S)).toEqual({ startS: 600, endS: 1800 });
  expect(pinched(shown, apart(6), apart(0), HOUR_S)).toEqual({ startS: 600, endS: 1800 });
});

/** Half an hour at 6 km/h, then half of one at 12: 9 km. */
const faster = distanceAxis(
  distanceAlong({ speedKmh: Float32Array.from({ length: 3601 }, (_, i) => 9 + 3 * Math.sign(i - 1800)), stepS: 1 }),
  { distanceUnit: "km" },
);
const toTheSecond = (span: { startS: number; endS: number } | null) =>
  span && [Math.round(span.startS), Math.round(span.endS)];

test("along the distance fingers zoom about a place, and the strip's window keeps its kilometres", () => {
  // From 2 km to 4 km, about 3 km, where the runner speeds up.
  const shown = { startS: 1200, endS: 2100, axis: faster };
  const fingers = (middle: number, apartPx: number) => ({ middle, apartPx });
  expect(toTheSecond(pinched(shown, fingers(0.5, 200), fingers(0.5, 400), HOUR_S))).toEqual([1500, 1950]);
  expect(toTheSecond(pinched(shown, fingers(0.5, 200), fingers(0.5, 100), HOUR_S))).toEqual([600, 2400]);
  expect(toTheSecond(pinched(shown, fingers(0.5, 200), fingers(0.5, 1e6), HOUR_S))).toEqual([1755, 1822]);
  expect(pinched(shown, fingers(0.5, 400), fingers(0.5, 50), HOUR_S)).toBeNull();
  expect(toTheSecond(slid(shown, 1, HOUR_S))).toEqual([1800, 2400]);
  expect(toTheSecond(slid(shown, -1, HOUR_S))).toEqual([600, 1800]);
  expect(toTheSecond(slid(shown, 50, HOUR_S))).toEqual([3000, 3600]);
  expect(toTheSecond(slid(shown, -50, HOUR_S))).toEqual([0, 1200]);
});

test("a place is shown with as much before and after it, at least half a minute, within the run", () => {
  expect(around({ startS: 600, endS: 720 }, HOUR_S)).toEqual({ startS: 480, endS: 840 });
  expect(around({ startS: 600, endS: 600 }, HOUR_S)).toEqual({ startS: 570, endS: 630 });
  expect(around({ startS: 5, endS: 5 }, HOUR_S)).toEqual({ startS: 0, endS: 60 });
  expect(around({ startS: 3500, endS: 3600 }, HOUR_S)).toEqual({ startS: 3300, endS: 3600 });
  expect(around({ startS: 0, endS: 1800 }, HOUR_S)).toBeNull();
});
