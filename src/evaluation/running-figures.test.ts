import fc from "fast-check";
import { expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { analyse } from "./analysis.ts";
import { NO_CALIBRATION } from "./expected-heart-rate.ts";
import { runningFigures } from "./running-figures.ts";
import { figuresOf } from "./stretch-figures.ts";
import { zonesOf } from "./zones.ts";

const STEPS = 101;
const STEP_S = 6;
const track = trackOf({ heartRateBpm: series(STEPS, (i) => (i % 9 === 4 ? Number.NaN : 120 + i / 2)) });
const run = analyse(track, predictionOf(track), anyContract(), zonesOf(190), { ...NO_CALIBRATION, warmUpS: 60 }, [
  { startS: 300, endS: 330 },
]);

test("the errors up to any step of a stretch are those of the stretch that ends there", () => {
  const step = fc.integer({ min: 0, max: STEPS - 1 });
  fc.assert(
    fc.property(step, step, (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const figures = runningFigures(run, { startS: from * STEP_S, endS: (STEPS - 1) * STEP_S });
      const { metrics } = figuresOf(run, { startS: from * STEP_S, endS: to * STEP_S }).expectation!;
      const { measuredBpm, expectedBpm, typicalGapBpm, coverage } = figures;
      const said = [measuredBpm, expectedBpm, typicalGapBpm, coverage!].map((own) => own[to]);
      const wanted = metrics && [metrics.measuredBpm, metrics.predictedBpm, metrics.mae, metrics.coverage!];
      for (const [i, figure] of said.entries()) {
        if (wanted === null) expect(figure).toBeNaN();
        else expect(figure).toBeCloseTo(wanted[i], 9);
      }
    }),
  );
});

test("nothing is known before the first compared step, nor of a run without a prediction", () => {
  const whole = { startS: 0, endS: run.durationS };
  const { typicalGapBpm } = runningFigures(run, whole);
  const first = typicalGapBpm.findIndex((gap) => !Number.isNaN(gap));
  expect(first).toBe(run.expectation!.fromS / STEP_S);
  const figures = runningFigures({ ...run, expectation: null }, whole);
  expect(figures.coverage).toBeNull();
  expect(figures.typicalGapBpm.every(Number.isNaN)).toBe(true);
});
