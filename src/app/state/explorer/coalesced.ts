/** Hands on the first items at once, and what comes within `everyMs` after a hand-over together with the next. */
export function coalesced<T>(everyMs: number, handOn: (items: T[]) => void) {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    handOn(items);
    timer = setTimeout(flush, everyMs);
  }

  return {
    add(items: readonly T[]): void {
      waiting.push(...items);
      if (timer === null) flush();
    },
    /** Hands on what waits, now. */
    flush,
  };
}
