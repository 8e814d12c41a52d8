import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "./frame.ts";
import { shadeBoxes } from "./shade-boxes.ts";
import { TIME_AXIS } from "./x-axis.ts";

// Ten pixels a second, from 48 on.
const frame = { ...frameOf(1048, 100, false), right: 0 };
const shown = { startS: 100, endS: 200, axis: TIME_AXIS };
const boxes = (...places: [number, number][]) =>
  shadeBoxes(
    places.map(([startS, endS]) => ({ startS, endS })),
    shown,
    frame,
  ).map(({ left, width }) => [left, width]);

describe("places on a chart", () => {
  test("lie where they are, cut at the ends of the stretch that it shows", () => {
    expect(boxes([110, 120], [90, 105], [195, 400])).toEqual([
      [48, 50],
      [148, 100],
      [998, 50],
    ]);
    expect(boxes([0, 99], [201, 300])).toEqual([]);
  });

  test("are wide enough to be seen where they are a single point, around it", () => {
    expect(boxes([150, 150])).toEqual([[546, 4]]);
  });

  test("are one where they touch, so that there are never more than there is room for", () => {
    expect(boxes([110, 120], [115, 118], [119, 130])).toEqual([[148, 200]]);
    const anyPlaces = fc.array(fc.tuple(fc.double({ min: 0, max: 300, noNaN: true }), fc.nat(9)), { maxLength: 3000 });
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const drawn = boxes(...places.map(([at, length]): [number, number] => [at, at + length]));
        expect(drawn.length).toBeLessThanOrEqual(250);
        drawn.slice(1).forEach(([left], k) => {
          expect(left).toBeGreaterThan(drawn[k][0] + drawn[k][1]);
        });
      }),
      { numRuns: 50 },
    );
  });
});
