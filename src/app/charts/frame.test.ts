import { expect, test } from "vitest";
import { frameOf, timeAt, xOf, yOf } from "./frame.ts";
import { TIME_AXIS } from "./x-axis.ts";

const frame = frameOf(1080, 320, false);
const span = { startS: 600, endS: 1200, axis: TIME_AXIS };

test("the pointer's place and its moment are each other's inverse, in a zoomed stretch too", () => {
  for (const timeS of [600, 750.5, 1200]) expect(timeAt(xOf(timeS, span, frame), span, frame)).toBeCloseTo(timeS, 9);
});

test("a pointer beyond the plot points at its nearest end", () => {
  expect(timeAt(0, span, frame)).toBe(600);
  expect(timeAt(1080, span, frame)).toBe(1200);
});

test("the ends of a scale are the ends of the plot", () => {
  const scale = { lower: 80, upper: 180, ticks: [] };
  expect(yOf(180, scale, frame)).toBe(frame.top);
  expect(yOf(80, scale, frame)).toBe(frame.height - frame.bottom);
});
