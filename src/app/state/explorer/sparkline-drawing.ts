import { asPredictorError, type PredictorError } from "../../../base/error.ts";
import type { OpenSplit, SplitRow } from "../../../dataset/split.ts";
import { SPARKLINE_POINTS } from "../sparkline-path.ts";
import { bytesToDraw, groupsToDraw } from "./sparklines.ts";

/** The heart rates that the table draws, as far as they have come. */
export interface DrawnSparklines {
  /** Lines by row. */
  lines: ReadonlyMap<number, Float32Array>;
  /** Bytes to fetch for the rows in view, when that is more than may be fetched unasked; else 0. */
  undrawnBytes: number;
  /** Why some could not be drawn. */
  error: PredictorError | null;
}

export const NO_SPARKLINES: DrawnSparklines = { lines: new Map(), undrawnBytes: 0, error: null };

/**
 * Draws the heart rates of a split's rows, a group at a time: what is out of view before its turn comes is left.
 * @param unaskedBytes how much of them is read, all in all, before the person asks for them
 */
export function createSparklineDrawing(
  split: OpenSplit,
  unaskedBytes: number,
  read: () => DrawnSparklines,
  change: (changes: Partial<DrawnSparklines>) => void,
) {
  const drawn = new Set<number>();
  let waiting: number[] = [];
  let isAsked = false;
  let spentBytes = 0;
  let current: { group: number; abort: AbortController } | null = null;
  const groups = split.facts.rowGroups;

  async function drain(): Promise<void> {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) await drawGroup(group);
  }

  async function drawGroup(group: number): Promise<void> {
    const abort = new AbortController();
    current = { group, abort };
    try {
      spentBytes += groups[group].heartRateBytes;
      const lines = await split.sparklines(group, SPARKLINE_POINTS, abort.signal);
      if (abort.signal.aborted) return;
      drawn.add(group);
      change({ lines: new Map([...read().lines, ...lines]) });
    } catch (thrown) {
      if (abort.signal.aborted) return;
      waiting = [];
      change({ error: asPredictorError(thrown) });
    } finally {
      current = null;
    }
  }

  return {
    /** @param asked whether the person asks for them, and so for all of this split. */
    draw(rows: readonly SplitRow[], asked: boolean): void {
      isAsked ||= asked;
      const wanted = groupsToDraw(rows, groups, drawn);
      // What is on its way is paid for, and needs no second turn unless it was called off.
      const coming = current?.abort.signal.aborted ? undefined : current?.group;
      const others = wanted.filter((group) => group !== coming);
      const bytes = bytesToDraw(others, groups);
      const mayDraw = isAsked || spentBytes + bytes <= unaskedBytes;
      change({ undrawnBytes: mayDraw ? 0 : bytes, error: null });
      waiting = mayDraw ? others : [];
      if (current === null) void drain();
      else if (others.length === wanted.length) current.abort.abort();
    },
    stop(): void {
      waiting = [];
      current?.abort.abort();
    },
  };
}
