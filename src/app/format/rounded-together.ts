/**
 * Whole numbers within 1 of some values that add up to the whole number nearest to their sum: those cut off most are
 * rounded up (largest remainders).
 */
export function roundedTogether(values: readonly number[]): number[] {
  const floors = values.map(Math.floor);
  const total = Math.round(values.reduce((sum, value) => sum + value, 0));
  const left = total - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = values.map((_, i) => i).sort((a, b) => values[b] - floors[b] - (values[a] - floors[a]));
  const raised = new Set(byRemainder.slice(0, left));
  return floors.map((value, i) => value + (raised.has(i) ? 1 : 0));
}
