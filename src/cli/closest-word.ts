/** Largest edit distance that counts as a typing error. */
const MOST_OFF = 2;

/** Finds the word nearest to a mistyped one; null where none is near. */
export function closestTo(typed: string, words: readonly string[]): string | null {
  const near = words.map((word) => ({ word, off: lettersOff(typed, word) })).filter(({ off }) => off <= MOST_OFF);
  return near.toSorted((a, b) => a.off - b.off)[0]?.word ?? null;
}

/** Edit distance of two words: letters inserted, removed or changed (V. Levenshtein, 1966). */
function lettersOff(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 0; i < from.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < to.length; j++) {
      row.push(Math.min(row[j] + 1, above[j + 1] + 1, above[j] + Number(from[i] !== to[j])));
    }
    above = row;
  }
  return above[to.length];
}
