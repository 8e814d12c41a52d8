/**
 * The indices, in order, that a chart draws of some series of one length which have more entries than it should get.
 *
 * The stretch is cut into buckets; of each, every series keeps its lowest and its highest entry, so that peaks survive,
 * and a missing entry if it has some, so that gaps stay gaps. The first and the last entry always stay.
 *
 * @param from first entry of the stretch.
 * @param to the entry after its last.
 * @param maxPoints the most entries to return; at least 2 + 3 × series.length.
 */
export function reducedIndices(
  series: readonly ArrayLike<number>[],
  from: number,
  to: number,
  maxPoints: number,
): number[] {
  if (to - from <= maxPoints) return Array.from({ length: to - from }, (_, i) => from + i);
  let buckets = Math.floor(maxPoints / 2);
  let indices = pickExtremes(series, from, to, buckets);
  while (indices.length > maxPoints && buckets > 1) {
    buckets = Math.floor((buckets * maxPoints) / indices.length);
    indices = pickExtremes(series, from, to, buckets);
  }
  return indices;
}

function pickExtremes(series: readonly ArrayLike<number>[], from: number, to: number, buckets: number): number[] {
  const picked = new Set([from, to - 1]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = from + Math.floor(((to - from) * bucket) / buckets);
    const end = from + Math.floor(((to - from) * (bucket + 1)) / buckets);
    for (const values of series) {
      let lowest = -1;
      let highest = -1;
      let missing = -1;
      for (let i = start; i < end; i++) {
        if (Number.isNaN(values[i])) missing = missing < 0 ? i : missing;
        else {
          if (lowest < 0 || values[i] < values[lowest]) lowest = i;
          if (highest < 0 || values[i] > values[highest]) highest = i;
        }
      }
      for (const index of [lowest, highest, missing]) if (index >= 0) picked.add(index);
    }
  }
  return [...picked].sort((a, b) => a - b);
}
