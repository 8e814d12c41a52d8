import { touchedSteps } from "../../evaluation/metrics.ts";
import type { Span, Track } from "../../workout/workout.ts";

/**
 * Stretches of a run whose heart rate counts in no figure, because a person left them out: in order, none touching
 * another. They belong to the run and are gone with it.
 */
export type Excluded = readonly Span[];

export const NOTHING_EXCLUDED: Excluded = [];

/** The parts of a track needed to map a time span to steps. */
export type Grid = Pick<Track, "stepS" | "heartRateBpm">;

/** Adds a stretch, joined with those that it touches. */
export function withExcluded(excluded: Excluded, added: Span): Excluded {
  const touches = ({ startS, endS }: Span) => startS <= added.endS && endS >= added.startS;
  const joined = excluded.filter(touches).concat(added);
  const whole = {
    startS: Math.min(...joined.map(({ startS }) => startS)),
    endS: Math.max(...joined.map(({ endS }) => endS)),
  };
  return [...excluded.filter((span) => !touches(span)), whole].sort((a, b) => a.startS - b.startS);
}

/** Removes the steps that a stretch touches; the parts of an excluded stretch before and after them stay excluded. */
export function withPutBack(excluded: Excluded, back: Span, grid: Grid): Excluded {
  const { from, to } = touchedSteps(back, grid);
  return excluded.flatMap((span) => {
    const own = touchedSteps(span, grid);
    if (own.to < from || own.from > to) return [span];
    const [beforeS, afterS] = [(from - 1) * grid.stepS, (to + 1) * grid.stepS];
    return [
      ...(own.from < from ? [{ startS: Math.min(span.startS, beforeS), endS: beforeS }] : []),
      ...(own.to > to ? [{ startS: afterS, endS: Math.max(span.endS, afterS) }] : []),
    ];
  });
}

/** Whether each step that a stretch touches is excluded. */
export function isExcluded(excluded: Excluded, span: Span, grid: Grid): boolean {
  const { from, to } = touchedSteps(span, grid);
  return excluded.some((out) => {
    const own = touchedSteps(out, grid);
    return own.from <= from && own.to >= to;
  });
}
