import { expect, test } from "vitest";
import { around, pinched, within } from "./zoom.ts";

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
  const shown = { startS: 600, endS: 1800 };
  const middle = (at: number, apartPx = 200) => ({ middle: at, apartPx });
  expect(pinched(shown, middle(0.5), middle(0.5), HOUR_S)).toEqual(shown);
  expect(pinched(shown, middle(0.5), middle(0.5, 400), HOUR_S)).toEqual({ startS: 900, endS: 1500 });
  expect(pinched(shown, middle(0.25), middle(0.25, 100), HOUR_S)).toEqual({ startS: 300, endS: 2700 });
  expect(pinched(shown, middle(0.5), middle(0.25), HOUR_S)).toEqual({ startS: 900, endS: 2100 });
  expect(pinched(shown, middle(0.5), middle(0.5, 50), HOUR_S)).toBeNull();
  expect(pinched(shown, middle(0.5), middle(0.5, 1e6), HOUR_S)).toEqual({ startS: 1170, endS: 1230 });
});

test("fingers above one another zoom no more for a tremor, and none is divided by", () => {
  const apart = (apartPx: number) => ({ middle: 0.5, apartPx });
  const shown = { startS: 600, endS: 1800 };
  expect(pinched(shown, apart(0), apart(6), HOUR_S)).toEqual(shown);
  expect(pinched(shown, apart(6), apart(0), HOUR_S)).toEqual(shown);
});

test("a place is shown with as much before and after it, at least half a minute, within the run", () => {
  expect(around({ startS: 600, endS: 720 }, HOUR_S)).toEqual({ startS: 480, endS: 840 });
  expect(around({ startS: 600, endS: 600 }, HOUR_S)).toEqual({ startS: 570, endS: 630 });
  expect(around({ startS: 5, endS: 5 }, HOUR_S)).toEqual({ startS: 0, endS: 60 });
  expect(around({ startS: 3500, endS: 3600 }, HOUR_S)).toEqual({ startS: 3300, endS: 3600 });
  expect(around({ startS: 0, endS: 1800 }, HOUR_S)).toBeNull();
});
