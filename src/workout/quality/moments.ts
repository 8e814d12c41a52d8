/** Count, mean and population standard deviation of what is known of a series; NaN where nothing is. */
export function momentsOf(series: Float64Array): { count: number; mean: number; sd: number } {
  const known = series.filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return { count: known.length, mean, sd };
}

/** Pearson's correlation of two series where both are known; NaN where one of them never changes there. */
export function correlation(one: Float64Array, other: Float64Array): number {
  const isKnown = (_: number, i: number) => Number.isFinite(one[i]) && Number.isFinite(other[i]);
  const [a, b] = [one.filter(isKnown), other.filter(isKnown)];
  const [ofA, ofB] = [momentsOf(a), momentsOf(b)];
  const together = a.reduce((sum, value, i) => sum + (value - ofA.mean) * (b[i] - ofB.mean), 0) / a.length;
  return ofA.sd > 0 && ofB.sd > 0 ? together / (ofA.sd * ofB.sd) : Number.NaN;
}
