/**
 * Fills missing values in place by linear interpolation over time; before the first known value and after the last, that
 * value is repeated.
 * @param timeS times, strictly rising
 * @returns the number of filled values; all stay NaN where none is known
 */
export function fillMissing(timeS: Float64Array, values: Float64Array): number {
  let filled = 0;
  let previous = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    for (let j = previous + 1; j < i; j++) {
      const share = previous < 0 ? 1 : (timeS[j] - timeS[previous]) / (timeS[i] - timeS[previous]);
      values[j] = previous < 0 ? values[i] : values[previous] + share * (values[i] - values[previous]);
      filled++;
    }
    previous = i;
  }
  if (previous >= 0) {
    filled += values.length - 1 - previous;
    values.fill(values[previous], previous + 1);
  }
  return filled;
}

export function countKnown(values: Float64Array): number {
  let known = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known++;
  return known;
}

export function countWhere(values: Float64Array, holds: (value: number, index: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (holds(values[i], i)) count++;
  return count;
}
