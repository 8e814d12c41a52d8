import fc from "fast-check";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { anyTrend } from "../../testing/contract.ts";
import { series } from "../../testing/workouts.ts";
import { filterLooks, type Look, SmoothedStates, stateOf } from "./runner-states.ts";

const prior = anyTrend();
/** As of the module. */
const SENSOR_BPM = 6;

const days = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.constant(1500));
const anyRun = fc.record({
  differenceBpm: fc.integer({ min: -30, max: 30 }),
  deviationBpm: fc.integer({ min: 1, max: 9 }),
  sensor: fc.integer({ min: 0, max: 2 }),
});

/** Looks with ties, gaps of years and moments without a run. */
const anyLooks = fc
  .array(fc.tuple(days, fc.option(anyRun, { freq: 4 })), { minLength: 1, maxLength: 12 })
  .map((steps) => {
    let day = 0;
    return steps.map(([apart, run]): Look => {
      day += apart;
      return { day, run };
    });
  });

/** Covariance of the states of two looks. */
function stateCovariance(a: Look, b: Look): number {
  return prior.runnerBpm ** 2 + prior.changeBpm ** 2 * Math.exp(-Math.abs(a.day - b.day) / prior.changeDays);
}

/** The states of all looks given the runs up to one, as one normal distribution over all of them. */
function denseStates(looks: readonly Look[], upTo: number): { mean: Matrix; covariance: Matrix } {
  const runs = looks.slice(0, upTo + 1).filter(({ run }) => run !== null);
  const states = new Matrix(looks.map((a) => looks.map((b) => stateCovariance(a, b))));
  if (runs.length === 0) return { mean: Matrix.zeros(looks.length, 1), covariance: states };
  const between = runs.map((a, i) =>
    runs.map((b, j) => {
      const isOneSensor = a.run!.sensor === b.run!.sensor && a.run!.sensor > 0;
      const own = i === j ? prior.runBpm ** 2 + a.run!.deviationBpm ** 2 : 0;
      return stateCovariance(a, b) + own + (isOneSensor ? SENSOR_BPM ** 2 : 0);
    }),
  );
  const shared = new Matrix(looks.map((a) => runs.map((b) => stateCovariance(a, b))));
  const solved = new CholeskyDecomposition(new Matrix(between)).solve(shared.transpose()).transpose();
  return {
    mean: solved.mmul(Matrix.columnVector(runs.map(({ run }) => run!.differenceBpm))),
    covariance: Matrix.sub(states, solved.mmul(shared.transpose())),
  };
}

test("smoothed states and their changes are those of one normal distribution over all runs", () => {
  fc.assert(
    fc.property(anyLooks, fc.nat(), fc.nat(), (looks, one, other) => {
      const { mean, covariance } = denseStates(looks, looks.length - 1);
      const states = new SmoothedStates(looks, filterLooks(looks, prior), prior);
      looks.forEach((_, i) => {
        expect(states.at(i).meanBpm).toBeCloseTo(mean.get(i, 0), 6);
        expect(states.at(i).deviationBpm ** 2).toBeCloseTo(covariance.get(i, i), 6);
      });
      const [from, to] = [one % looks.length, other % looks.length].sort((a, b) => a - b);
      const change = states.change(from, to);
      expect(change.meanBpm).toBeCloseTo(mean.get(to, 0) - mean.get(from, 0), 6);
      const variance = covariance.get(from, from) + covariance.get(to, to) - 2 * covariance.get(from, to);
      expect(change.deviationBpm ** 2).toBeCloseTo(variance, 6);
    }),
    { numRuns: 60 },
  );
});

describe("a filtered state", () => {
  test("is that by the runs up to it", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        filterLooks(looks, prior).forEach(({ after }, i) => {
          const { mean, covariance } = denseStates(looks, i);
          expect(stateOf(after).meanBpm).toBeCloseTo(mean.get(i, 0), 6);
          expect(stateOf(after).deviationBpm ** 2).toBeCloseTo(covariance.get(i, i), 6);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("is moved by no later run", () => {
    fc.assert(
      fc.property(anyLooks, anyLooks, (looks, more) => {
        const last = looks.at(-1)!.day;
        const all = [...looks, ...more.map((look) => ({ ...look, day: last + look.day }))];
        const told = (of: readonly Look[]) =>
          filterLooks(of, prior).map(({ after, innovation }) => [stateOf(after), innovation]);
        expect(told(all).slice(0, looks.length)).toEqual(told(looks));
      }),
    );
  });
});

/** The offset that a second sensor adds, and the runs' own offset, which is none. */
function changeBySensor(sensorOfSecondHalf: number): number {
  const looks = series(40, (i): Look => {
    const run = { differenceBpm: i < 20 ? 2 : 8, deviationBpm: 1, sensor: i < 20 ? 0 : sensorOfSecondHalf };
    return { day: 3 * i, run };
  });
  return new SmoothedStates(looks, filterLooks(looks, prior), prior).change(0, 39).meanBpm;
}

test("another sensor takes most of a step that comes with it, which is the runner's own without", () => {
  expect(changeBySensor(0)).toBeGreaterThan(4);
  expect(changeBySensor(1)).toBeLessThan(3);
});

test("of one run, its share is told; of none, nothing", () => {
  const [only] = filterLooks([{ day: 5, run: { differenceBpm: 10, deviationBpm: 3, sensor: 0 } }], prior);
  const [ofState, ofRun] = [prior.runnerBpm ** 2 + prior.changeBpm ** 2, prior.runBpm ** 2 + 9];
  expect(stateOf(only.after).meanBpm).toBeCloseTo((10 * ofState) / (ofState + ofRun), 9);
  expect(filterLooks([], prior)).toEqual([]);
});

const DRAWN_RUNNERS = 200;

/** Share of the true states that the 90 % band holds, of runners whose state moves as the prior says. */
test("the band holds nine of ten true states of 200 runners", () => {
  const random = new Random("states");
  let held = 0;
  let told = 0;
  for (let runner = 0; runner < DRAWN_RUNNERS; runner++) {
    const truth: number[] = [];
    const place = random.normal(0, prior.runnerBpm);
    let change = random.normal(0, prior.changeBpm);
    let day = 0;
    const looks = series(60, (): Look => {
      const apart = random.chance(0.05) ? 200 : random.uniform(0, 8);
      const kept = Math.exp(-apart / prior.changeDays);
      day += apart;
      change = kept * change + random.normal(0, prior.changeBpm * Math.sqrt(1 - kept ** 2));
      const deviationBpm = random.uniform(1, 4);
      truth.push(place + change);
      const differenceBpm = place + change + random.normal(0, Math.hypot(prior.runBpm, deviationBpm));
      return { day, run: { differenceBpm, deviationBpm, sensor: 0 } };
    });
    const states = new SmoothedStates(looks, filterLooks(looks, prior), prior);
    truth.forEach((bpm, i) => {
      const { meanBpm, deviationBpm } = states.at(i);
      told++;
      if (Math.abs(bpm - meanBpm) <= 1.6449 * deviationBpm) held++;
    });
  }
  expect(held / told).toBeGreaterThan(0.88);
  expect(held / told).toBeLessThan(0.92);
});
