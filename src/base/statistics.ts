/** Half-width of the interval that holds nine of ten values of a normal distribution, in standard deviations. */
export const NINE_OF_TEN = 1.6449;

/** Sum in double precision; 0 for no values. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Arithmetic mean; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Mean distance of the values from `centre`; NaN for no values. */
export function meanAbsolute(values: ArrayLike<number>, centre = 0): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i] - centre);
  return total / values.length;
}

/** High median: the middle value, of an even number the upper of the two middle ones. NaN for no values. */
export function median(values: ArrayLike<number>): number {
  const sorted = new Float64Array(values).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/**
 * Quantile with linear interpolation between the order statistics (R's type 7, NumPy's default). NaN for no values.
 * @param share from 0, the least value, to 1, the greatest
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = new Float64Array(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Count, mean and population standard deviation of a series' finite values; both are NaN where there are none. */
export function momentsOf(series: Float64Array): { count: number; mean: number; sd: number } {
  let count = 0;
  let total = 0;
  for (let i = 0; i < series.length; i++) {
    if (!Number.isFinite(series[i])) continue;
    count++;
    total += series[i];
  }
  const centre = total / count;
  let squares = 0;
  for (let i = 0; i < series.length; i++) if (Number.isFinite(series[i])) squares += (series[i] - centre) ** 2;
  return { count, mean: centre, sd: Math.sqrt(squares / count) };
}

/** Pearson's correlation of two series where both are finite; NaN where one of them never changes there. */
export function correlation(one: Float64Array, other: Float64Array): number {
  const isKnown = (i: number) => Number.isFinite(one[i]) && Number.isFinite(other[i]);
  let count = 0;
  let [totalOfOne, totalOfOther] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    if (!isKnown(i)) continue;
    count++;
    totalOfOne += one[i];
    totalOfOther += other[i];
  }
  const [centreOfOne, centreOfOther] = [totalOfOne / count, totalOfOther / count];
  let [squaresOfOne, squaresOfOther, products] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    if (!isKnown(i)) continue;
    const [a, b] = [one[i] - centreOfOne, other[i] - centreOfOther];
    squaresOfOne += a ** 2;
    squaresOfOther += b ** 2;
    products += a * b;
  }
  const [sdOfOne, sdOfOther] = [Math.sqrt(squaresOfOne / count), Math.sqrt(squaresOfOther / count)];
  return sdOfOne > 0 && sdOfOther > 0 ? products / count / (sdOfOne * sdOfOther) : Number.NaN;
}
