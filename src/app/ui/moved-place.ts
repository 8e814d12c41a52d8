/** The place that a key moves to, among `count` rows with a page of `pageRows`; null for a key that does not move. */
export function movedPlace(key: string, place: number, count: number, pageRows: number): number | null {
  const target = targetOf(key, place, count, pageRows);
  return target === null ? null : Math.min(count - 1, Math.max(0, target));
}

function targetOf(key: string, place: number, count: number, pageRows: number): number | null {
  switch (key) {
    case "ArrowDown":
      return place + 1;
    case "ArrowUp":
      return place - 1;
    case "PageDown":
      return place + pageRows;
    case "PageUp":
      return place - pageRows;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
