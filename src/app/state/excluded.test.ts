import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measuredFrom } from "../../evaluation/metrics.ts";
import type { Span } from "../../workout/workout.ts";
import { type Excluded, isExcluded, withExcluded, withPutBack } from "./excluded.ts";

/** Twelve minutes, in steps of 6 s. */
const grid = { stepS: 6, heartRateBpm: new Float32Array(121).fill(150) };

const span = (startS: number, endS: number): Span => ({ startS, endS });

describe("stretches that are excluded", () => {
  test("are joined where they touch, and in order", () => {
    const two = [span(600, 700), span(60, 120)].reduce(withExcluded, [] as Excluded);
    expect(two).toEqual([span(60, 120), span(600, 700)]);
    expect(withExcluded(two, span(120, 200))).toEqual([span(60, 200), span(600, 700)]);
    expect(withExcluded(two, span(0, 1000))).toEqual([span(0, 1000)]);
  });

  test("are put back one by one, and in part", () => {
    const excluded = [span(60, 120), span(600, 700)];
    expect(withPutBack(excluded, span(60, 120), grid)).toEqual([span(600, 700)]);
    expect(withPutBack(excluded, span(630, 660), grid)).toEqual([span(60, 120), span(600, 624), span(666, 700)]);
    expect(withPutBack(excluded, span(200, 300), grid)).toEqual(excluded);
  });

  const anySpan = fc
    .tuple(fc.double({ min: 0, max: 510, noNaN: true }), fc.double({ min: 0, max: 95, noNaN: true }))
    .map(([startS, lengthS]) => span(startS, startS + lengthS));
  const anyExcluded = fc.array(anySpan).map((spans) => spans.reduce(withExcluded, [] as Excluded));

  /** The steps that count in no figure. */
  function uncompared(excluded: Excluded): number[] {
    const comparedBpm = measuredFrom(grid.heartRateBpm, grid.stepS, 0, excluded);
    return [...comparedBpm.keys()].filter((i) => Number.isNaN(comparedBpm[i]));
  }

  test("hold all that was excluded, lie apart, and hold nothing that was put back", () => {
    fc.assert(
      fc.property(anyExcluded, anySpan, (excluded, one) => {
        const added = withExcluded(excluded, one);
        for (const each of [...excluded, one]) expect(isExcluded(added, each, grid)).toBe(true);
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
