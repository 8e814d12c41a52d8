import { quantile } from "../../base/statistics.ts";
import { localStartS } from "../../workout/local-start.ts";
import { reachOf } from "../../workout/route.ts";
import type { Span, StartedAt } from "../../workout/workout.ts";
import { sportWords } from "../format/sport-words.ts";
import type { RunView } from "./run-items.ts";
import { figuresOf, sportOf, startOf } from "./run-order.ts";

/** Thirds of the runs by speed. */
export type SpeedThird = "slow" | "middle" | "fast";

/** The runs that table, trend and steps are of. All parts hold at once; each is null, or empty, where all runs count. */
export interface RunFilter {
  /** Words of which the name has each, whatever their letters' size and accents. */
  text: string;
  /** As sportWords names it. */
  sport: string | null;
  /** Place among LENGTHS_KM of the length's lower end. */
  length: number | null;
  speed: SpeedThird | null;
  /** Period of the start, as localStartS has it: from its beginning on, and before its end, which may be endless. */
  period: Span | null;
}

const DAY_S = 86_400;

export const NO_FILTER: RunFilter = { text: "", sport: null, length: null, speed: null, period: null };

/** A run as the filter sees it; NaN where a figure is not known yet. */
export interface FilteredRun {
  name: string;
  sport: string | null;
  startedAt: StartedAt | null;
  distanceKm: number;
  meanSpeedKmh: number;
}

/** Lower ends of the lengths that runs are told apart by. */
export const LENGTHS_KM = [0, 5, 10, 15, 21];

/** The place among LENGTHS_KM of a run's length; −1 where it is unknown. */
export function lengthOf({ distanceKm }: Pick<FilteredRun, "distanceKm">): number {
  return LENGTHS_KM.findLastIndex((fromKm) => distanceKm >= fromKm);
}

/** Speeds between the slowest, the middle and the fastest third of runs, km/h. */
export type SpeedCuts = readonly [slowKmh: number, fastKmh: number];

export function speedCuts(runs: readonly Pick<FilteredRun, "meanSpeedKmh">[]): SpeedCuts {
  const speeds = runs.map(({ meanSpeedKmh }) => meanSpeedKmh).filter((speedKmh) => !Number.isNaN(speedKmh));
  return [quantile(speeds, 1 / 3), quantile(speeds, 2 / 3)];
}

const outlines = new WeakMap<RunView, FilteredRun>();

/** A listed run as the filter sees it. */
export function filteredRunOf(view: RunView): FilteredRun {
  const known = outlines.get(view);
  if (known !== undefined) return known;
  const { distanceKm, meanSpeedKmh } = figuresOf(view) ?? { distanceKm: Number.NaN, meanSpeedKmh: Number.NaN };
  const outline = { name: view.name, sport: sportOf(view), startedAt: startOf(view), distanceKm, meanSpeedKmh };
  outlines.set(view, outline);
  return outline;
}

/**
 * The runs that a filter lets through.
 * @param cuts thirds of all runs, filtered or not
 */
export function filteredRuns<Run>(
  runs: readonly Run[],
  filter: RunFilter,
  cuts: SpeedCuts,
  outlineOf: (run: Run) => FilteredRun,
): readonly Run[] {
  if (!isFiltering(filter)) return runs;
  const { sport, length, speed, period } = filter;
  const words = plain(filter.text).split(/\s+/);
  return runs.filter((run) => {
    const outline = outlineOf(run);
    return (
      (period === null || isWithin(outline.startedAt, period)) &&
      (length === null || lengthOf(outline) === length) &&
      (speed === null || thirdOf(outline, cuts) === speed) &&
      (sport === null || sportWords(outline.sport) === sport) &&
      hasEach(outline.name, words)
    );
  });
}

/** Whether any run may be left out. */
export function isFiltering({ text, sport, length, speed, period }: RunFilter): boolean {
  return text.trim() !== "" || sport !== null || length !== null || speed !== null || period !== null;
}

/** Whether a run started in a period; one without a date in none. */
export function isWithin(startedAt: StartedAt | null, { startS, endS }: Span): boolean {
  if (startedAt === null) return false;
  const localS = localStartS(startedAt);
  return localS >= startS && localS < endS;
}

/** The days on which runs started, from the first of them to the last, as a period; null where none is dated. */
export function daysOf(runs: readonly Pick<FilteredRun, "startedAt">[]): Span | null {
  const days = runs.flatMap(({ startedAt }) => (startedAt ? Math.floor(localStartS(startedAt) / DAY_S) : []));
  if (days.length === 0) return null;
  const { least, most } = reachOf(days);
  return { startS: least * DAY_S, endS: (most + 1) * DAY_S };
}

function hasEach(name: string, words: readonly string[]): boolean {
  const letters = plain(name);
  return words.every((word) => letters.includes(word));
}

/** Small letters without accents. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

function thirdOf({ meanSpeedKmh }: FilteredRun, [slowKmh, fastKmh]: SpeedCuts): SpeedThird | null {
  if (Number.isNaN(meanSpeedKmh)) return null;
  if (meanSpeedKmh <= slowKmh) return "slow";
  return meanSpeedKmh >= fastKmh ? "fast" : "middle";
}
