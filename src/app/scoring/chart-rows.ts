import type { ErrorFigures } from "../../evaluation/error-figures.ts";
import { multiples } from "../charts/axes.ts";

/** A bin as a bar: its middle, and how much it holds. */
export interface Bar {
  middleBpm: number;
  height: number;
}

interface ErrorBar extends Bar {
  /** Share of the time up to the bar's middle, where it is drawn, in per cent. */
  cumulative: number;
}

/** Widths of bars. Errors' bins of 1 bpm are drawn two and two: narrower bars would be hairs on a phone. */
export const ERROR_BAR_BPM = 2;
export const MAE_BAR_BPM = 1;

/** Largest share that may be cut off a histogram's ends; the words beside it state what is cut. */
const CUT_SHARE = 0.002;

/** The histogram of errors, bars in per cent of the time, as far out as it holds anything to speak of. */
export function errorBars(errors: ErrorFigures["errors"]): ErrorBar[] {
  const bars = Array.from({ length: errors.length / ERROR_BAR_BPM }, (_, i) => {
    const [below, above] = errors.slice(i * ERROR_BAR_BPM, (i + 1) * ERROR_BAR_BPM);
    return {
      middleBpm: above.fromBpm!,
      height: 100 * (below.share + above.share),
      cumulative: 100 * below.cumulative,
      upTo: 100 * above.cumulative,
    };
  });
  const shown = trimmed(bars, ({ upTo, height }) => [upTo, 100 - upTo + height]);
  return shown.map(({ upTo: _, ...bar }) => bar);
}

/** The histogram of runs' MAE. */
export function runMaeBars(runMaes: ErrorFigures["runMaes"]): Bar[] {
  const last = runMaes.findLastIndex(({ runs }) => runs > 0);
  return runMaes
    .slice(0, last === -1 ? undefined : last + 2)
    .map(({ fromBpm, runs }) => ({ middleBpm: fromBpm! + MAE_BAR_BPM / 2, height: runs }));
}

/** Bounds of the bar so far to the right of a histogram's start; null where no bar holds anything there. */
export function barAt(
  bars: readonly Bar[],
  widthBpm: number,
  offsetBpm: number,
): { fromBpm: number; toBpm: number } | null {
  const bar = bars[Math.floor(offsetBpm / widthBpm)];
  if (bar === undefined || bar.height === 0) return null;
  return { fromBpm: bar.middleBpm - widthBpm / 2, toBpm: bar.middleBpm + widthBpm / 2 };
}

/** Range of a histogram's bars, BPM. */
export function endsOf(bars: readonly Bar[], widthBpm: number): [fromBpm: number, toBpm: number] {
  const [first = 0, last = 0] = [bars.at(0)?.middleBpm, bars.at(-1)?.middleBpm];
  return [first - widthBpm / 2, last + widthBpm / 2];
}

/** Round values from one end of a histogram to the other, about as many as there is room for. */
export function barTicks([fromBpm, toBpm]: [number, number], count: number): number[] {
  const step = [5, 10, 20, 50].find((candidate) => (toBpm - fromBpm) / candidate <= count) ?? 100;
  return multiples(step, fromBpm, toBpm);
}

/** The bars as points of an outline that steps half-way between two of them: it rises from 0 and falls back to it. */
export function outlineOf<B extends Bar>(bars: readonly B[], widthBpm: number): (B | Bar)[] {
  const [fromBpm, toBpm] = endsOf(bars, widthBpm);
  return [{ middleBpm: fromBpm - widthBpm / 2, height: 0 }, ...bars, { middleBpm: toBpm + widthBpm / 2, height: 0 }];
}

/** Without the bars at either end up to which, or from which on, hardly anything lies; all where none holds anything. */
function trimmed<T>(bars: T[], beyond: (bar: T) => [upTo: number, fromOn: number]): T[] {
  const first = bars.findIndex((bar) => beyond(bar)[0] > 100 * CUT_SHARE);
  if (first === -1) return bars;
  const last = bars.findLastIndex((bar) => beyond(bar)[1] > 100 * CUT_SHARE);
  return bars.slice(first, last + 1);
}

export interface MinuteRow {
  minute: number;
  mae: number;
  /** Measured − expected. */
  differenceBpm: number;
}

/** A minute that fewer of the runs reach says more of these runs than of the minute. */
const FEWEST_SHARE = 0.05;
const FEWEST_RUNS = 3;

/** Error by minute since the start, as far as enough of the runs reach; each stands in its minute's middle. */
export function minuteRows(minutes: ErrorFigures["minutes"]): MinuteRow[] {
  const most = Math.max(0, ...minutes.map(({ runs }) => runs));
  const fewest = Math.min(most, Math.max(FEWEST_RUNS, FEWEST_SHARE * most));
  return minutes
    .filter(({ runs }) => runs >= fewest)
    .map(({ minute, mae, bias }) => ({ minute: minute + 0.5, mae, differenceBpm: -bias }));
}

/** Steps of darkness, each of so many times the density of the one before. */
const DENSITY_LEVELS = 5;
const LEVEL_FACTOR = 3;

export interface DensityPicture {
  /** Ends of both axes, BPM: the part in which anything lies. */
  fromBpm: number;
  toBpm: number;
  /** Levels from pale to dark, 1 the darkest: squares as path data in BPM, measured to the right, expected upward. */
  levels: { darkness: number; path: string }[];
}

/** Predicted against measured as squares in few levels: as many paths, however many runs. */
export function densityPicture({ binBpm, fromBpm, cells }: ErrorFigures["density"]): DensityPicture {
  const most = Math.max(0, ...cells.map(([, , share]) => share));
  const levels = Array.from({ length: DENSITY_LEVELS }, (): string[] => []);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [measured, predicted, share] of cells) {
    const below = Math.floor(Math.log(most / share) / Math.log(LEVEL_FACTOR));
    const x = fromBpm + measured * binBpm;
    const y = fromBpm + predicted * binBpm;
    levels[Math.max(0, DENSITY_LEVELS - 1 - below)].push(`M${x} ${y}h${binBpm}v${binBpm}h${-binBpm}z`);
    lowest = Math.min(lowest, x, y);
    highest = Math.max(highest, x + binBpm, y + binBpm);
  }
  const TENS = 10;
  return {
    fromBpm: cells.length > 0 ? Math.floor(lowest / TENS) * TENS : fromBpm,
    toBpm: cells.length > 0 ? Math.ceil(highest / TENS) * TENS : fromBpm + TENS,
    levels: levels.map((squares, i) => ({ darkness: (i + 1) / DENSITY_LEVELS, path: squares.join("") })),
  };
}
