import { NINE_OF_TEN } from "../../base/statistics.ts";
import type { TrendPrior } from "../../model/contract.ts";
import { isOtherSport } from "../../workout/sport.ts";
import { type Alarm, alarmsIn } from "./alarms.ts";
import { filterLooks, type Look, type RunnerState, SmoothedStates, stateOf } from "./runner-states.ts";
import type { TrendPoint } from "./trend-point.ts";

/** Fewest dated runs of which a trend is told. */
export const FEWEST_TREND_RUNS = 5;

/** Moments between the first run and the last at which the line is told beside the runs. */
const LINE_MOMENTS = 200;

const DAY_S = 86_400;

/** A figure with its 90 % interval, bpm. */
export interface Told {
  meanBpm: number;
  lowerBpm: number;
  upperBpm: number;
}

export interface TrendRun<Point extends TrendPoint> {
  point: Point;
  unixS: number;
  /** State of the runner as of this run's date: no later run moves it. */
  asOf: Told;
  /** State by all runs, later ones too. */
  smoothed: Told;
  /** Whether another sensor measured it than the run before. */
  isOtherSensor: boolean;
}

/** Runner's state over time: by how much their heart rate is above a common runner's at the same running. */
export interface Trend<Point extends TrendPoint = TrendPoint> {
  /** In order of time. */
  runs: TrendRun<Point>[];
  /** Smoothed state, at the runs and between them. */
  line: (Told & { unixS: number })[];
  /** Alarms, by the runs' places. */
  alarms: Alarm[];
  leftOut: LeftOut;
  /** Change of the smoothed state from one run's date to a later one's, by their places: of their joint distribution. */
  change(from: number, to: number): Told;
}

/** Number of the runs that a trend leaves out, by the reason. */
export interface LeftOut {
  /** Without a date. */
  undated: number;
  /** While another run was under way, which the same runner can't be at: the same run twice, mostly. */
  overlapping: number;
  /** Of another sport than running. */
  otherSport: number;
}

/** Computes the trend of a runner's runs. */
export function trendOf<Point extends TrendPoint>(points: readonly Point[], prior: TrendPrior): Trend<Point> {
  const { dated, leftOut } = inOrderOfTime(points);
  const sensors = [...new Set(dated.map(({ sensor }) => sensor))];
  const ofRuns = dated.map(({ startedAt, differenceBpm, deviationBpm, sensor }): Look => {
    const run = { differenceBpm, deviationBpm, sensor: sensors.indexOf(sensor) };
    return { day: startedAt.unixS / DAY_S, run };
  });
  const filtered = filterLooks(ofRuns, prior);
  const looks = withMomentsBetween(ofRuns);
  const states = new SmoothedStates(looks, filterLooks(looks, prior), prior);
  const lookOf = looks.flatMap(({ run }, look) => (run === null ? [] : look));
  return {
    runs: dated.map((point, i) => ({
      point,
      unixS: point.startedAt.unixS,
      asOf: toldOf(stateOf(filtered[i].after)),
      smoothed: toldOf(states.at(lookOf[i])),
      isOtherSensor: i > 0 && point.sensor !== dated[i - 1].sensor,
    })),
    line: looks.map(({ day }, look) => ({ unixS: day * DAY_S, ...toldOf(states.at(look)) })),
    alarms: alarmsIn(filtered.map(({ innovation }) => innovation)),
    leftOut,
    change: (from, to) => toldOf(states.change(lookOf[from], lookOf[to])),
  };
}

type Timed<Point extends TrendPoint> = Point & { startedAt: NonNullable<Point["startedAt"]> };

/** Orders runs by their start, without those that can't be told of. */
function inOrderOfTime<Point extends TrendPoint>(
  points: readonly Point[],
): { dated: Timed<Point>[]; leftOut: LeftOut } {
  const ofRunning = points.filter(({ sport }) => !isOtherSport(sport));
  const sorted = ofRunning
    .filter((point): point is Timed<Point> => point.startedAt !== null)
    .sort((a, b) => a.startedAt.unixS - b.startedAt.unixS);
  let endS = Number.NEGATIVE_INFINITY;
  const dated = sorted.filter(({ startedAt: { unixS }, durationS }) => {
    if (unixS < endS) return false;
    endS = unixS + durationS;
    return true;
  });
  return {
    dated,
    leftOut: {
      undated: ofRunning.length - sorted.length,
      overlapping: sorted.length - dated.length,
      otherSport: points.length - ofRunning.length,
    },
  };
}

/** Runs' looks with moments between them, evenly spread. */
function withMomentsBetween(runs: readonly Look[]): Look[] {
  if (runs.length < 2) return [...runs];
  const [from, to] = [runs[0].day, runs[runs.length - 1].day];
  const moments = Array.from({ length: LINE_MOMENTS - 1 }, (_, i): Look => {
    return { day: from + ((to - from) * (i + 1)) / LINE_MOMENTS, run: null };
  });
  return [...runs, ...moments].sort((a, b) => a.day - b.day);
}

function toldOf({ meanBpm, deviationBpm }: RunnerState): Told {
  const reach = NINE_OF_TEN * deviationBpm;
  return { meanBpm, lowerBpm: meanBpm - reach, upperBpm: meanBpm + reach };
}
