import fc from "fast-check";
import { expect, test } from "vitest";
import type { Prediction } from "../../model/prediction.ts";
import { anyContract } from "../../testing/contract.ts";
import { trackOf } from "../../testing/tracks.ts";
import { keptPrediction, recalledPrediction } from "./kept-prediction.ts";

const bpm = fc.double({ min: -40, max: 220, noNaN: true });

test("a prediction that is kept comes back within a hundredth of a BPM", () => {
  const steps = fc.tuple(bpm, fc.array(bpm, { minLength: 3, maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1 }), (series) => {
      const prediction: Prediction = {
        track: trackOf({ speedKmh: series.map(() => 10) }),
        heartRateBpm: Float32Array.from(series, ([heartRate]) => heartRate),
        along: Float32Array.from(series.flatMap(([, directions]) => directions)),
        repairs: [],
        flags: [],
        timings: { parseMs: 0, prepareMs: 0, modelMs: 0 },
      };
      const kept = JSON.parse(JSON.stringify(keptPrediction(prediction, anyContract())));
      const recalled = recalledPrediction(kept, prediction.track);
      const off = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));
      expect(off(recalled.heartRateBpm, prediction.heartRateBpm)).toBeLessThan(0.006);
      expect(off(recalled.along!, prediction.along!)).toBeLessThan(0.006);
      expect(recalled.track).toBe(prediction.track);
    }),
  );
});
