import { describe, expect, test } from "vitest";
import { runOfTypedValues } from "./typed-values.ts";

const typed = (speed: string, altitude: string) => JSON.parse(runOfTypedValues({ speed, altitude }));

describe("typed lists of speed and altitude", () => {
  test("are read however the numbers stand apart", () => {
    const run = { speed: [10, 10.5, 11], altitude: [40, 41, -2] };
    expect(typed("10, 10.5, 11", "40 41 -2")).toEqual(run);
    expect(typed("[10; 10.5; 11]", "40\n41\n-2\n")).toEqual(run);
  });

  test("may come without altitude", () => {
    expect(typed("10 11", " ")).toEqual({ speed: [10, 11] });
  });

  test("name the entry that is no number", () => {
    expect(() => typed("10, fast", "40, 41")).toThrow('Entry 2 of speed is "fast"');
    expect(() => typed("10, 11", "40, 4o")).toThrow('Entry 2 of altitude is "4o"');
  });

  test("need a speed", () => {
    expect(() => typed("", "40")).toThrow("km/h");
  });
});
