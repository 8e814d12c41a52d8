/** Place of hidden states [step × unit] along directions [direction][1 + unit], as CalibrationPrior defines it. */
export function alongDirections(hidden: Float32Array, steps: number, directions: readonly number[][]): Float32Array {
  const units = hidden.length / steps;
  return Float32Array.from({ length: steps * directions.length }, (_, at) => {
    const step = Math.floor(at / directions.length);
    const [constant, ...weights] = directions[at % directions.length];
    return weights.reduce((sum, weight, u) => sum + weight * hidden[step * units + u], constant);
  });
}
