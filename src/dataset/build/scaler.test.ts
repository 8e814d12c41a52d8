import fc from "fast-check";
import { expect, test } from "vitest";
import type { FeatureTable } from "../../features/compute.ts";
import { ScalerFit } from "./scaler.ts";

function table(speed: number[], altitude: number[]): FeatureTable {
  return {
    names: ["speed", "altitude"],
    length: speed.length,
    columns: [Float32Array.from(speed), Float32Array.from(altitude)],
  };
}

test("mean and population standard deviation are those of all steps, however they are dealt over runs", () => {
  const step = fc.tuple(fc.float({ min: 0, max: 25, noNaN: true }), fc.float({ min: 3000, max: 4000, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 10 }), (runs) => {
      const scaler = new ScalerFit(["speed", "altitude"]);
      for (const run of runs) scaler.add(table(...columns(run)));
      const { speed, altitude } = scaler.parameters();
      const [speeds, altitudes] = columns(runs.flat());
      expectMoments(speed!, speeds);
      expectMoments(altitude!, altitudes);
    }),
  );
});

function columns(steps: [number, number][]): [number[], number[]] {
  return [steps.map(([speed]) => speed), steps.map(([, altitude]) => altitude)];
}

function expectMoments({ mean, std }: { mean: number; std: number }, values: number[]): void {
  const expected = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - expected) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(expected, 6);
  if (variance > 1e-12) expect(std).toBeCloseTo(Math.sqrt(variance), 6);
}

test("gender and the stated intent enter a model unscaled", () => {
  const scaler = new ScalerFit(["speed", "gender", "is_steady"]);
  scaler.add({
    names: ["speed", "gender", "is_steady"],
    length: 2,
    columns: [
      [8, 12],
      [1, 1],
      [0, 0],
    ].map((c) => Float32Array.from(c)),
  });
  expect(scaler.parameters()).toEqual({ speed: { mean: 10, std: 2 } });
});

test("a column that never changes is shifted to 0 and divided by 1", () => {
  const scaler = new ScalerFit(["speed", "altitude"]);
  scaler.add(table([8, 12], [30, 30]));
  expect(scaler.parameters().altitude).toEqual({ mean: 30, std: 1 });
});

test("without a single step there is nothing to scale by", () => {
  expect(() => new ScalerFit(["speed"]).parameters()).toThrow(expect.objectContaining({ code: "no-runs" }));
});
