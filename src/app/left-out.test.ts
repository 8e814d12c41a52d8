import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../workout/workout.ts";
import { isLeftOut, type LeftOut, withLeftOut, withPutBack } from "./left-out.ts";

const span = (startS: number, endS: number): Span => ({ startS, endS });

describe("stretches that are left out", () => {
  test("are joined where they touch, and in order", () => {
    const two = [span(600, 700), span(60, 120)].reduce(withLeftOut, [] as LeftOut);
    expect(two).toEqual([span(60, 120), span(600, 700)]);
    expect(withLeftOut(two, span(120, 200))).toEqual([span(60, 200), span(600, 700)]);
    expect(withLeftOut(two, span(0, 1000))).toEqual([span(0, 1000)]);
  });

  test("are put back one by one, and in part", () => {
    const leftOut = [span(60, 120), span(600, 700)];
    expect(withPutBack(leftOut, span(60, 120))).toEqual([span(600, 700)]);
    expect(withPutBack(leftOut, span(630, 660))).toEqual([span(60, 120), span(600, 630), span(660, 700)]);
    expect(withPutBack(leftOut, span(200, 300))).toEqual(leftOut);
  });

  const anySpan = fc.tuple(fc.nat(500), fc.nat(90)).map(([startS, lengthS]) => span(startS, startS + lengthS));
  const anyLeftOut = fc.array(anySpan).map((spans) => spans.reduce(withLeftOut, [] as LeftOut));

  test("hold all that was left out, lie apart, and hold nothing that was put back", () => {
    fc.assert(
      fc.property(anyLeftOut, anySpan, (leftOut, one) => {
        const added = withLeftOut(leftOut, one);
        for (const each of [...leftOut, one]) expect(isLeftOut(added, each)).toBe(true);
        added.slice(1).forEach(({ startS }, k) => {
          expect(startS).toBeGreaterThan(added[k].endS);
        });
        const inside = (timeS: number) => withPutBack(added, one).some((s) => s.startS < timeS && timeS < s.endS);
        expect(inside((one.startS + one.endS) / 2)).toBe(false);
      }),
    );
  });
});
