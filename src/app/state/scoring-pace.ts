import type { Evaluation } from "../../evaluation/scores.ts";
import type { HeldOut } from "../../scoring/held-out.ts";
import { Pace, type Rate } from "../../scoring/rate.ts";
import type { Scoring } from "../../scoring/score-split.ts";
import type { ScoreFigures } from "./explorer/table-row.ts";

/** Shortest interval between two reports of progress. */
const PROGRESS_MS = 200;

/**
 * Figures are made anew after this at the earliest, and after this share of the time that has passed: they change ever
 * more slowly.
 */
const FIGURES_MS = 2000;
const FIGURES_SHARE = 1 / 4;

/**
 * Tells how many runs are done and at what rate, a few times a second.
 * @param left how many are to be done
 * @param count how many are done by now, those before among them
 */
export function createProgress(left: number, count: () => number, tell: (done: number, rate: Rate | null) => void) {
  const pace = new Pace(performance.now());
  const before = count();
  let lastMs = Number.NEGATIVE_INFINITY;

  function flush(): void {
    lastMs = performance.now();
    tell(count(), pace.rateAt(lastMs, count() - before, left));
  }

  return {
    flush,
    update(): void {
      if (performance.now() - lastMs >= PROGRESS_MS) flush();
    },
  };
}

/** Figures of the runs scored so far. */
export interface ScoredFigures {
  evaluation: Evaluation;
  heldOut: HeldOut;
  scores: ReadonlyMap<number, ScoreFigures>;
}

interface FiguresPorts {
  /** Makes the figures of all that is scored by now; null where nothing is. */
  make(): Promise<ScoredFigures | null>;
  tell(figures: ScoredFigures): void;
  drawn(): Promise<void>;
  /** Whether a core is left for drawing beside the workers. */
  hasSpareCore: boolean;
  signal: AbortSignal;
}

/** Makes figures of what is scored so far: the first at once, then ever again, one after another. */
export function createFigures({ make, tell, drawn, hasSpareCore, signal }: FiguresPorts) {
  const startMs = performance.now();
  let making: Promise<void> | null = null;
  let nextMs = startMs;
  let isOver = false;

  async function show(): Promise<void> {
    const figures = await make();
    if (!signal.aborted && figures) tell(figures);
  }

  async function showBeside(scoring: Scoring): Promise<void> {
    const figures = await make();
    await scoring.withIdleWorker(async () => {
      if (isOver || signal.aborted || figures === null) return;
      tell(figures);
      await drawn();
    });
  }

  async function showAndWait(scoring: Scoring): Promise<void> {
    const isFirst = nextMs === startMs;
    await (isFirst || hasSpareCore ? show() : showBeside(scoring));
    const endMs = performance.now();
    nextMs = endMs + Math.max(FIGURES_MS, FIGURES_SHARE * (endMs - startMs));
  }

  return {
    update(scoring: Scoring): void {
      if (making !== null || performance.now() < nextMs) return;
      // Its failure is told by the last one, which fails alike.
      making = showAndWait(scoring)
        .catch(() => {})
        .finally(() => {
          making = null;
        });
    },
    async last(): Promise<void> {
      isOver = true;
      await making;
      await show();
    },
  };
}
