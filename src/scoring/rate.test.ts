import { expect, test } from "vitest";
import { Pace } from "./rate.ts";

test("nothing is said of the pace before half a second, or before a run is done", () => {
  const pace = new Pace(1000);
  expect(pace.rateAt(1400, 20, 100)).toBeNull();
  expect(pace.rateAt(2000, 20, 100)).toEqual({ runsPerS: 20, secondsLeft: 4 });
  expect(new Pace(0).rateAt(5000, 0, 100)).toBeNull();
});

test("the pace is that of the latest seconds", () => {
  const pace = new Pace(0);
  for (let second = 1; second <= 30; second++) pace.rateAt(1000 * second, second, 1000);
  for (let second = 31; second <= 60; second++) pace.rateAt(1000 * second, 30 + 10 * (second - 30), 1000);
  expect(pace.rateAt(61_000, 340, 1000)).toEqual({ runsPerS: 10, secondsLeft: 66 });
});
