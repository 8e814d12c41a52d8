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
  const weights = directions.map((direction) => Float64Array.from(direction));
  const along = new Float32Array(steps * weights.length);
  for (let i = 0; i < steps; i++) {
    for (let k = 0; k < weights.length; k++) {
      const own = weights[k];
      let sum = own[0];
      for (let u = 0; u < units; u++) sum += own[u + 1] * hidden[i * units + u];
      along[i * weights.length + k] = sum;
    }
  }
  return along;
}
