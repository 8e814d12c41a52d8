import { expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { trackOf } from "../testing/tracks.ts";
import { outsideTraining, RangesFit } from "./trained-ranges.ts";

const STEPS = 600;
const flat = new Float32Array(STEPS);
const at = (kmh: number, altitudeM: Float32Array = flat) =>
  trackOf({ speedKmh: new Float32Array(STEPS).fill(kmh), altitudeM });
const hillTo = (slope: number) => Float32Array.from(flat, (_, i) => 300 + ((10 * 6 * i) / 3.6) * slope);

test("ranges hold ninety-nine of a hundred timesteps and runs, standing left out", () => {
  const fit = new RangesFit();
  for (let i = 0; i < 200; i++) fit.add(at(8 + i / 40, hillTo(i % 2 === 0 ? 0.02 : -0.02)));
  fit.add(trackOf({ speedKmh: flat, altitudeM: flat }));
  fit.add(at(40, hillTo(0.02)));
  const ranges = fit.ranges()!;
  expect(ranges.speedKmh.lowest).toBeCloseTo(8, 0);
  expect(ranges.speedKmh.highest).toBeCloseTo(13, 0);
  expect(ranges.slope).toEqual({ lowest: expect.closeTo(-0.025, 2), highest: expect.closeTo(0.025, 2) });
  expect(ranges.climbM.highest).toBeGreaterThan(ranges.climbM.lowest);
  expect(new RangesFit().ranges()).toBeNull();
});

test("runs of unknown altitude tell no slope", () => {
  const fit = new RangesFit();
  for (let i = 0; i < 20; i++) fit.add(at(10, i === 0 ? hillTo(0.05) : flat));
  expect(fit.ranges()!.slope).toEqual({ lowest: expect.closeTo(0.05, 2), highest: expect.closeTo(0.05, 2) });
});

test("what a model has not learnt is found where it lies, and nothing where it says nothing", () => {
  const contract = anyContract();
  const kinds = (track: ReturnType<typeof at>) => outsideTraining(track, contract).map(({ kind }) => kind);
  expect(kinds(at(10, hillTo(0.02)))).toEqual([]);
  expect(kinds(at(19))).toEqual(["too-fast"]);
  expect(kinds(at(3))).toEqual(["too-slow"]);
  expect(kinds(at(10, hillTo(0.15)))).toEqual(["too-much-climb", "too-steep"]);
  expect(kinds(at(10, hillTo(-0.15)))).toEqual(["too-steep"]);
  expect(outsideTraining(at(19), { ...contract, longestRunS: 3000 })[0]).toMatchObject({
    kind: "too-long",
    limit: 3000,
  });
  const fastFromHalf = Float32Array.from(flat, (_, i) => (i < 300 ? 12 : 25));
  expect(outsideTraining(trackOf({ speedKmh: fastFromHalf, altitudeM: flat }), contract)).toEqual([
    { kind: "too-fast", limit: 18, spans: [{ startS: 1800, endS: 3594 }] },
  ]);
  expect(outsideTraining(at(25), { ...contract, trainedRanges: null })).toEqual([]);
});
