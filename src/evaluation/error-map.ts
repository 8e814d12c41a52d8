import { firstWhere } from "../base/first-where.ts";
import { distanceAlong, kmAt } from "../workout/distance-along.ts";
import { slopesOf } from "../workout/graded-speed.ts";
import { isAltitudeKnown } from "../workout/summary.ts";
import type { Track } from "../workout/workout.ts";
import { DEFAULT_MAXIMUM_BPM, zonesOf } from "./zones.ts";

/** What a map of errors is laid out along. */
export const mapAxisNames = ["time", "distance", "grade", "zone"] as const;

export type MapAxisName = (typeof mapAxisNames)[number];

/** Columns of a map: values from `starts[i]` up to the next; the last has no end, and the first of grades no start. */
export interface MapAxis {
  /** Seconds, kilometres, percent or bpm. */
  starts: readonly number[];
}

const MINUTES = 180;
const MINUTES_EACH = 2;
const KILOMETRES = 30;
const STEEPEST_PERCENT = 14;

const every = (count: number, width: number, from = 0) => Array.from({ length: count }, (_, i) => from + i * width);

/** The columns of each axis. Zones are of one maximum for all runs, as few files state their runner's. */
export const mapAxes: Record<MapAxisName, MapAxis> = {
  time: { starts: every(MINUTES / MINUTES_EACH, 60 * MINUTES_EACH) },
  distance: { starts: every(2 * KILOMETRES, 0.5) },
  grade: { starts: [Number.NEGATIVE_INFINITY, ...every(STEEPEST_PERCENT + 1, 2, -STEEPEST_PERCENT)] },
  zone: { starts: zonesOf(DEFAULT_MAXIMUM_BPM).map(({ fromBpm }) => fromBpm) },
};

/** Where each axis begins in a run's cells. */
const offsets = offsetsOf();

/** Number of cells of a run on all axes. */
const CELLS = mapAxisNames.reduce((sum, name) => sum + mapAxes[name].starts.length, 0);

function offsetsOf(): Record<MapAxisName, number> {
  let offset = 0;
  const entries = mapAxisNames.map((name) => {
    const own = offset;
    offset += mapAxes[name].starts.length;
    return [name, own] as const;
  });
  return Object.fromEntries(entries) as Record<MapAxisName, number>;
}

/** Resolution of a cell, bpm; it reaches to 63 bpm either way. */
const CELL_BPM = 0.5;
const FARTHEST = 127;

/** A cell in which the run has no measured heart rate. */
const EMPTY = -128;

/** A run's mean differences (measured − expected) in the columns of all axes, half a bpm a unit: thousands of runs stay small. */
export type MapCells = Int8Array;

/** The run and its series of one length; NaN in `measuredBpm` where nothing is compared. */
interface MappedRun {
  track: Pick<Track, "speedKmh" | "altitudeM" | "stepS" | "isOnUnknownGround">;
  measuredBpm: Float32Array;
  expectedBpm: Float32Array;
}

/** Computes the cells of a run. */
export function mapCellsOf({ track, measuredBpm, expectedBpm }: MappedRun): MapCells {
  const cells = new Int8Array(CELLS).fill(EMPTY);
  for (const name of mapAxisNames) {
    const places = placesAlong(name, track, measuredBpm);
    if (places === null) continue;
    const { starts } = mapAxes[name];
    const sums = new Float64Array(starts.length);
    const counts = new Uint32Array(starts.length);
    for (let i = 0; i < measuredBpm.length; i++) {
      if (Number.isNaN(measuredBpm[i])) continue;
      const column = columnOf(starts, places[i]);
      sums[column] += measuredBpm[i] - expectedBpm[i];
      counts[column]++;
    }
    for (let column = 0; column < starts.length; column++) {
      if (counts[column] > 0) cells[offsets[name] + column] = packed(sums[column] / counts[column]);
    }
  }
  return cells;
}

/** Mean difference in a column, bpm; NaN where the run has none. */
export function cellBpm(cells: MapCells, axis: MapAxisName, column: number): number {
  const cell = cells[offsets[axis] + column];
  return cell === EMPTY ? Number.NaN : cell * CELL_BPM;
}

function packed(differenceBpm: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(differenceBpm / CELL_BPM)));
}

/** A run's values by which its steps are laid out along an axis; null where they are not known. */
function placesAlong(
  axis: MapAxisName,
  track: MappedRun["track"],
  measuredBpm: Float32Array,
): ArrayLike<number> | null {
  const { speedKmh, stepS } = track;
  switch (axis) {
    case "time":
      return speedKmh.map((_, i) => i * stepS);
    case "distance": {
      const along = distanceAlong(track);
      return speedKmh.map((_, i) => kmAt(along, i * stepS));
    }
    case "grade":
      if (track.isOnUnknownGround || !isAltitudeKnown(track)) return null;
      return slopesOf(track).map((slope) => 100 * slope);
    case "zone":
      return measuredBpm;
  }
}

/** The last column that does not begin behind a value. */
function columnOf(starts: readonly number[], value: number): number {
  return Math.max(0, firstWhere(starts.length, (column) => starts[column] > value) - 1);
}

/** What all runs come to in a column: how many have it, and quantiles of their mean differences, bpm. */
export interface ColumnFigures {
  runs: number;
  tenthBpm: number;
  medianBpm: number;
  ninetiethBpm: number;
}

/** Figures of an axis' columns up to the last that any run has. */
export function columnFigures(runs: Iterable<MapCells>, axis: MapAxisName): ColumnFigures[] {
  const columns = mapAxes[axis].starts.length;
  const counts = Array.from({ length: columns }, () => new Uint32Array(2 * FARTHEST + 1));
  const totals = new Uint32Array(columns);
  for (const cells of runs) {
    for (let column = 0; column < columns; column++) {
      const cell = cells[offsets[axis] + column];
      if (cell === EMPTY) continue;
      counts[column][cell + FARTHEST]++;
      totals[column]++;
    }
  }
  const used = totals.findLastIndex((total) => total > 0) + 1;
  return counts.slice(0, used).map((own, column) => {
    const [tenthBpm, medianBpm, ninetiethBpm] = [0.1, 0.5, 0.9].map((share) => quantileOf(own, totals[column], share));
    return { runs: totals[column], tenthBpm, medianBpm, ninetiethBpm };
  });
}

/** Quantile of counted cells, bpm: the least value that the share does not exceed; NaN of none. */
function quantileOf(counts: Uint32Array, total: number, share: number): number {
  if (total === 0) return Number.NaN;
  let at = 0;
  for (let upTo = counts[0]; upTo < share * total; upTo += counts[at]) at++;
  return (at - FARTHEST) * CELL_BPM;
}
