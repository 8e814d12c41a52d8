import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measuredFrom } from "../../evaluation/metrics.ts";
import type { Span } from "../../workout/workout.ts";
import { isLeftOut, type LeftOut, withLeftOut, withPutBack } from "./left-out.ts";

/** Twelve minutes, in steps of 6 s. */
const grid = { stepS: 6, heartRateBpm: new Float32Array(121).fill(150) };

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
    expect(withPutBack(leftOut, span(60, 120), grid)).toEqual([span(600, 700)]);
    expect(withPutBack(leftOut, span(630, 660), grid)).toEqual([span(60, 120), span(600, 624), span(666, 700)]);
    expect(withPutBack(leftOut, span(200, 300), grid)).toEqual(leftOut);
  });

  const anySpan = fc
    .tuple(fc.double({ min: 0, max: 510, noNaN: true }), fc.double({ min: 0, max: 95, noNaN: true }))
    .map(([startS, lengthS]) => span(startS, startS + lengthS));
  const anyLeftOut = fc.array(anySpan).map((spans) => spans.reduce(withLeftOut, [] as LeftOut));

  /** The steps that count in no figure. */
  function uncompared(leftOut: LeftOut): number[] {
    const comparedBpm = measuredFrom(grid.heartRateBpm, grid.stepS, 0, leftOut);
    return [...comparedBpm.keys()].filter((i) => Number.isNaN(comparedBpm[i]));
  }

  test("hold all that was left out, lie apart, and hold nothing that was put back", () => {
    fc.assert(
      fc.property(anyLeftOut, anySpan, (leftOut, one) => {
        const added = withLeftOut(leftOut, one);
        for (const each of [...leftOut, one]) expect(isLeftOut(added, each, grid)).toBe(true);
        added.slice(1).forEach(({ startS }, k) => {
          expect(startS).toBeGreaterThan(added[k].endS);
        });
        const own = new Set(uncompared([one]));
        expect(own.size).toBeGreaterThan(0);
        expect(uncompared(withPutBack(added, one, grid))).toEqual(uncompared(added).filter((i) => !own.has(i)));
      }),
    );
  });
});
