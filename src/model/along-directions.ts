import { PredictorError } from "../workout/error.ts";

/**
 * Where a hidden state stands along the directions in which runners differ: for each, its constant plus the weighted
 * sum of the units.
 * @param hidden [step × unit]
 * @param directions [direction][1 + unit]: see CalibrationPrior
 * @returns [step × direction], BPM
 * @throws PredictorError `bad-model` where a direction does not weigh a constant and each unit.
 */
export function alongDirections(hidden: Float32Array, steps: number, directions: readonly number[][]): Float32Array {
  const units = hidden.length / steps;
  const misfit = directions.findIndex((direction) => direction.length !== 1 + units);
  if (misfit >= 0) {
    throw new PredictorError(
      "bad-model",
      `This model's calibration does not fit its hidden state: direction ${misfit + 1} has ${directions[misfit].length} weights, where a constant and ${units} units ask for ${1 + units}. Use another model, or build this one again.`,
    );
  }
  const count = directions.length;
  const along = new Float32Array(steps * count);
  for (let k = 0; k < count; k += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((j) => Float64Array.from(directions[k + j] ?? new Float64Array(1 + units)));
    for (let i = 0; i < steps; i++) {
      // Four sums side by side: each addition alone would wait for the one before it.
      let [ofA, ofB, ofC, ofD] = [a[0], b[0], c[0], d[0]];
      for (let u = 0; u < units; u++) {
        const value = hidden[i * units + u];
        ofA += a[u + 1] * value;
        ofB += b[u + 1] * value;
        ofC += c[u + 1] * value;
        ofD += d[u + 1] * value;
      }
      const at = i * count + k;
      along[at] = ofA;
      if (k + 1 < count) along[at + 1] = ofB;
      if (k + 2 < count) along[at + 2] = ofC;
      if (k + 3 < count) along[at + 3] = ofD;
    }
  }
  return along;
}
