/** A part of the page that wants to be drawn. */
export interface Part {
  /** Rank in the queue: the lowest is drawn next. */
  turn: number;
  draw(): void;
}

let waiting: readonly Part[] = [];
let drawing: Part | null = null;
const allDrawnWanted: (() => void)[] = [];

/** Longest wait for a frame: a page out of sight gets none. */
const LONGEST_WAIT_MS = 1000;

/** Has a part drawn when its turn has come: the one after the other, each in a frame of its own. */
export function enqueue(part: Part): void {
  waiting = [...waiting, part].sort((a, b) => a.turn - b.turn);
  if (drawing === null) drawNext();
}

/** Lets the next part be drawn where this one is, or need not be any more. */
export function leave(part: Part): void {
  waiting = waiting.filter((other) => other !== part);
  if (drawing === part) drawNext();
}

function drawNext(): void {
  const [next = null, ...rest] = waiting;
  drawing = next;
  waiting = rest;
  // Unless it has been left by then.
  if (next !== null) requestAnimationFrame(() => drawing === next && next.draw());
  else for (const resolve of allDrawnWanted.splice(0)) resolve();
}

/** Resolves once all is drawn that has changed up to now; at once where the page is out of sight. */
export async function allDrawn(): Promise<void> {
  // Timers of such a page are late.
  if (document.hidden) return;
  // By then what has changed has been rendered, and its parts wait.
  await later(0);
  if (drawing === null) return;
  const drawn = new Promise<void>((resolve) => allDrawnWanted.push(resolve));
  await Promise.race([drawn, later(LONGEST_WAIT_MS)]);
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
