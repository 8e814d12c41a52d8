import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SimulatedRunOptions, simulateRun } from "../dataset/simulator/simulator.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { repair } from "../workout/repair/repair.ts";
import { resample } from "../workout/resample.ts";
import type { Span, Workout } from "../workout/workout.ts";
import { type DeviationCause, deviationsOf } from "./deviations.ts";

const EXPECTED_BPM = 150;
const STEPS = 300;
const SETTLED = { settlingS: 0 };

interface Run {
  bpmAt: (i: number) => number;
  cadenceAt?: (i: number) => number;
  excluded?: Span[];
  steps?: number;
  settlingS?: number;
}

/** Deviations found in half an hour of 6 s steps, with 150 expected throughout, within 140 to 160. */
function found({ bpmAt, cadenceAt = () => Number.NaN, excluded = [], steps = STEPS, settlingS = 0 }: Run) {
  const always = (bpm: number) => new Float32Array(steps).fill(bpm);
  const track = trackOf({ heartRateBpm: series(steps, bpmAt), cadenceSpm: series(steps, cadenceAt) });
  const interval = { lowerBpm: always(140), upperBpm: always(160) };
  return deviationsOf(track, { heartRateBpm: always(EXPECTED_BPM), interval, excluded }, { settlingS });
}

/** A heart rate that varies within 4 bpm of another. */
const about = (bpm: number) => (i: number) => bpm + 4 * Math.sin(i / 3);

/** A heart rate as expected, except at some steps. */
const except =
  (from: number, to: number, bpmAt: (i: number) => number) =>
  (i: number): number =>
    i >= from && i <= to ? bpmAt(i) : about(EXPECTED_BPM)(i);

function causesIn(run: Run): DeviationCause[] {
  return found(run).map(({ cause }) => cause);
}

describe("a stretch outside of the interval", () => {
  test("is told from a minute on, with what it differs by", () => {
    expect(found({ bpmAt: about(EXPECTED_BPM) })).toEqual([]);
    expect(found({ bpmAt: except(100, 109, () => 175) })).toEqual([]);
    expect(found({ bpmAt: except(100, 110, () => 175) })).toMatchObject([
      { span: { startS: 600, endS: 660 }, direction: "above", meanDifferenceBpm: 25 },
    ]);
    expect(found({ bpmAt: except(100, 110, () => 125) })).toMatchObject([
      { span: { startS: 600, endS: 660 }, direction: "below", meanDifferenceBpm: -25 },
    ]);
  });

  test("begins beyond the bound, not on it", () => {
    expect(found({ bpmAt: except(100, 120, () => 160) })).toEqual([]);
    expect(found({ bpmAt: except(100, 120, () => 160.1) })).toHaveLength(1);
  });

  test("goes on over a return, or a gap, of at most 18 s", () => {
    const returning = (steps: number, bpm: number) =>
      found({ bpmAt: except(100, 140, (i) => (i >= 120 && i < 120 + steps ? bpm : 175)) });
    expect(returning(3, 150)).toMatchObject([{ span: { startS: 600, endS: 840 } }]);
    expect(returning(3, Number.NaN)).toMatchObject([{ span: { startS: 600, endS: 840 }, meanDifferenceBpm: 25 }]);
    expect(returning(4, 150)).toMatchObject([
      { span: { startS: 600, endS: 714 } },
      { span: { startS: 744, endS: 840 } },
    ]);
  });

  test("is told by the order in which it comes, whichever way it lies", () => {
    const bpmAt = (i: number) => except(200, 220, about(175))(i) + (i >= 100 && i < 120 ? -25 : 0);
    expect(found({ bpmAt }).map(({ direction }) => direction)).toEqual(["below", "above"]);
  });

  test("is none of the seconds in which the model settles, and begins where it has settled", () => {
    const atRest = (untilStep: number) => except(0, untilStep, (i) => 90 + i);
    expect(found({ bpmAt: atRest(13), settlingS: 24 })).toEqual([]);
    expect(found({ bpmAt: atRest(14), settlingS: 24 })).toMatchObject([{ span: { startS: 24, endS: 84 } }]);
    expect(found({ bpmAt: atRest(13) })).toMatchObject([{ span: { startS: 0, endS: 78 }, cause: "slow-start" }]);
  });

  test("is none where there is no interval, and none where a person left it out", () => {
    const track = trackOf({ heartRateBpm: series(STEPS, () => 200) });
    const heartRateBpm = new Float32Array(STEPS).fill(EXPECTED_BPM);
    expect(deviationsOf(track, { heartRateBpm, interval: null, excluded: [] }, SETTLED)).toEqual([]);
    const bpmAt = except(100, 150, about(175));
    expect(found({ bpmAt, excluded: [{ startS: 600, endS: 900 }] })).toEqual([]);
    expect(found({ bpmAt, excluded: [{ startS: 600, endS: 780 }] })).toMatchObject([
      { span: { startS: 786, endS: 900 } },
    ]);
  });
});

describe("is likely", () => {
  const cadenceAt = (i: number) => 172 + 3 * Math.sin(i / 4);

  test("a cadence lock where heart rate sits on the cadence and follows it, or one foot's", () => {
    expect(causesIn({ bpmAt: except(100, 120, cadenceAt), cadenceAt })).toEqual(["cadence-lock"]);
    expect(causesIn({ bpmAt: except(100, 120, (i) => cadenceAt(i) / 2), cadenceAt })).toEqual(["cadence-lock"]);
  });

  test("none where heart rate meets the cadence by chance, or there is no cadence", () => {
    const bpmAt = except(100, 120, (i) => 172 + 2 * Math.cos(i / 4));
    expect(causesIn({ bpmAt, cadenceAt })).toEqual(["unexplained"]);
    expect(causesIn({ bpmAt: except(100, 120, cadenceAt) })).toEqual(["unexplained"]);
    expect(causesIn({ bpmAt: except(100, 120, (i) => cadenceAt(i) + 5), cadenceAt })).toEqual(["unexplained"]);
  });

  test("a lock on a steady cadence once it lasts three minutes, and is hardly on it elsewhere", () => {
    const steady = () => 172;
    const beside = (i: number) => 172 + Math.cos(i);
    expect(causesIn({ bpmAt: except(100, 130, beside), cadenceAt: steady })).toEqual(["cadence-lock"]);
    expect(causesIn({ bpmAt: except(100, 125, beside), cadenceAt: steady })).toEqual(["unexplained"]);
    expect(causesIn({ bpmAt: except(100, 130, beside), cadenceAt: (i) => (i < 140 ? 172 : 150) })).toEqual([
      "unexplained",
    ]);
  });

  test("a flat line where heart rate stands still for a minute over most of it", () => {
    expect(causesIn({ bpmAt: except(100, 120, () => 175) })).toEqual(["flat-line"]);
    expect(causesIn({ bpmAt: except(100, 120, (i) => (i < 110 ? 175 : about(175)(i))) })).toEqual(["unexplained"]);
    expect(causesIn({ bpmAt: except(100, 120, (i) => 170 + Math.floor(i / 10)) })).toEqual(["unexplained"]);
  });

  test("a slow start where it is far below from the first minutes on, and then comes up at once", () => {
    const start = (from: number, to: number, bpm: number) => causesIn({ bpmAt: except(from, to, about(bpm)) });
    expect(start(0, 20, 100)).toEqual(["slow-start"]);
    expect(start(30, 60, 125)).toEqual(["slow-start"]);
    expect(start(31, 60, 125)).toEqual(["unexplained"]);
    expect(start(0, 151, 125)).toEqual(["unexplained"]);
    const slowly = except(0, 120, (i) => Math.min(150, 90 + i / 2));
    expect(causesIn({ bpmAt: slowly })).toEqual(["unexplained"]);
  });

  test("a drop-out where heart rate falls at once, or is missing in part, and never above", () => {
    expect(causesIn({ bpmAt: except(100, 120, about(100)) })).toEqual(["drop-out"]);
    expect(causesIn({ bpmAt: except(100, 120, about(130)) })).toEqual(["unexplained"]);
    const holey = (i: number) => (i % 5 === 0 ? Number.NaN : about(130)(i));
    expect(causesIn({ bpmAt: except(101, 119, holey) })).toEqual(["drop-out"]);
    expect(causesIn({ bpmAt: except(101, 119, (i) => holey(i) + 50) })).toEqual(["unexplained"]);
  });

  test("an offset where all of the run lies off by about as much: one stretch, whatever parts it", () => {
    const off = (i: number) => (i % 60 < 6 ? 158 : about(175)(i));
    expect(found({ bpmAt: off })).toMatchObject([{ span: { startS: 36, endS: 1794 }, cause: "offset" }]);
    expect(causesIn({ bpmAt: (i) => (i % 60 < 14 ? 158 : about(175)(i)) })).not.toContain("offset");
    expect(causesIn({ bpmAt: (i) => 161 + (i / 30) ** 2 })).toEqual(["unexplained"]);
  });
});

test("of any run the stretches lie within it, in order, parted on each side, and a minute long or longer", () => {
  const anyBpm = fc.oneof(
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
    { weight: 6, arbitrary: fc.integer({ min: 60, max: 220 }) },
  );
  const anyStretch = fc.record({ bpm: anyBpm, cadence: anyBpm, steps: fc.integer({ min: 1, max: 40 }) });
  fc.assert(
    fc.property(fc.array(anyStretch, { minLength: 1, maxLength: 12 }), (stretches) => {
      const all = stretches.flatMap(({ bpm, cadence, steps }) => series(steps, () => ({ bpm, cadence })));
      const deviations = found({ bpmAt: (i) => all[i].bpm, cadenceAt: (i) => all[i].cadence, steps: all.length });
      const ends = { above: -1, below: -1 };
      for (const { span, direction, meanDifferenceBpm } of deviations) {
        expect(span.startS).toBeGreaterThan(ends[direction]);
        ends[direction] = span.endS;
        expect(span.endS - span.startS).toBeGreaterThanOrEqual(60);
        expect(span.endS).toBeLessThanOrEqual((all.length - 1) * 6);
        expect(Number.isFinite(meanDifferenceBpm)).toBe(true);
      }
      const starts = deviations.map(({ span }) => span.startS);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }),
  );
});

describe("of simulated wrist recordings, beside the same without a fault", () => {
  const onGrid = (workout: Workout) => resample(repair(workout).workout, { kind: "fixed", seconds: 6 });
  /** Deviations where the heart rate without its faults is expected, with an interval of ±8 bpm; and the faulty track. */
  const deviationsIn = (run: SimulatedRunOptions) => {
    const [faulty, sound] = [true, false].map((faults) => onGrid(simulateRun({ ...run, faults })));
    const { heartRateBpm } = sound;
    const interval = { lowerBpm: heartRateBpm.map((bpm) => bpm - 8), upperBpm: heartRateBpm.map((bpm) => bpm + 8) };
    return { faulty, deviations: deviationsOf(faulty, { heartRateBpm, interval, excluded: [] }, SETTLED) };
  };

  test("what sits on the cadence is named so, and hardly anything else is", () => {
    const count = { locked: 0, named: 0, others: 0, misnamed: 0 };
    for (let runner = 1; runner <= 30; runner++) {
      const { faulty, deviations } = deviationsIn({ seed: 3, runner, run: 1, kind: "steady" });
      for (const { span, cause } of deviations) {
        const steps = series((span.endS - span.startS) / 6 + 1, (k) => span.startS / 6 + k);
        const isLocked = (i: number) => Math.abs(faulty.heartRateBpm[i] - faulty.cadenceSpm[i]) <= 2;
        if (steps.filter(isLocked).length > 0.5 * steps.length) {
          count.locked++;
          if (cause === "cadence-lock") count.named++;
        } else {
          count.others++;
          if (cause === "cadence-lock") count.misnamed++;
        }
      }
    }
    expect(count).toMatchObject({ named: count.locked, misnamed: 0 });
    expect(count.locked).toBeGreaterThan(1);
    expect(count.others).toBeGreaterThan(1);
  });
});
