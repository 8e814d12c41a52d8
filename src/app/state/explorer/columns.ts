import { isSimulatedRunner } from "../../../dataset/simulator/simulated-runners.ts";
import type { SplitRow } from "../../../dataset/split.ts";
import { formatNumber, formatSigned, NO_VALUE } from "../../format/format.ts";
import { METRIC_WORDS } from "../../format/metric-words.ts";
import { runFigureTexts } from "../../format/run-figures.ts";
import { altitudeUnit, fromKm, speedName, speedUnitName, speedValue, type Units } from "../../format/units.ts";
import { knownKey, type SortKey } from "../sorting.ts";
import type { TableRow } from "./table-row.ts";

export type ColumnId =
  | "run"
  | "runner"
  | "type"
  | "duration"
  | "distance"
  | "mean-heart-rate"
  | "maximum-heart-rate"
  | "speed"
  | "climb"
  | "mae"
  | "difference"
  | "error-median"
  | "error-95"
  | "coverage"
  | "speed-correlation";

/** One column of the table of runs: a row's statistics, or its score. */
export interface Column {
  id: ColumnId;
  name(units: Units): string;
  /** Empty where it has none. */
  unit(units: Units): string;
  /** The value to sort by: a number in the displayed unit, or text; null when the row has none. */
  value(row: TableRow, units: Units): SortKey;
  /** The text of a cell, without the unit. */
  text(row: TableRow, units: Units): string;
  /** Explanation where the name leaves something open. */
  hint?: string;
  /** The same where its figure is not the page's, but what the file states; only of columns that hold such figures. */
  statedHint?: string;
  /** Whether it is known only of runs that are scored. */
  isScore?: true;
  /** Whether it is shown to researchers alone. */
  isForResearchers?: true;
  /** The name for a runner, where that for a researcher is an error measure's. */
  runnersName?: string;
}

export const columns: readonly Column[] = [
  {
    id: "run",
    name: () => "Run",
    unit: () => "",
    value: (row) => row.workout_id,
    text: (row) => String(row.workout_id),
    hint: "Its workout_id in the file",
  },
  {
    id: "runner",
    name: () => "Runner",
    unit: () => "",
    value: (row) => row.user_id,
    text: (row) => runnerName(row.user_id),
    hint: "The user_id in the file",
  },
  {
    id: "type",
    name: () => "Type",
    unit: () => "",
    value: (row) => row.workout_type,
    text: (row) => typeName(row.workout_type),
    hint: "The file's workout_type: a function of the mean heart rate that was measured",
  },
  {
    id: "duration",
    name: () => "Duration",
    unit: () => "h:mm:ss",
    value: ({ figures }) => knownKey(figures.durationS),
    text: ({ figures }) => runFigureTexts.duration(figures),
    statedHint: "As the file states it",
  },
  {
    id: "distance",
    name: () => "Distance",
    unit: (units) => units.distanceUnit,
    value: ({ figures }, units) => knownKey(fromKm(figures.distanceKm, units.distanceUnit)),
    text: ({ figures }, units) => runFigureTexts.distance(figures, units),
    statedHint: "As the file states speed and duration: their product",
  },
  {
    id: "mean-heart-rate",
    name: () => "Mean HR",
    unit: () => "bpm",
    value: ({ figures }) => knownKey(figures.meanBpm),
    text: ({ figures }) => runFigureTexts["mean-heart-rate"](figures),
    statedHint: "As the file states it",
  },
  {
    id: "maximum-heart-rate",
    name: () => "Max HR",
    unit: () => "bpm",
    value: ({ figures }) => knownKey(figures.maximumBpm),
    text: ({ figures }) => runFigureTexts["maximum-heart-rate"](figures),
    statedHint: "As the file states it",
  },
  {
    id: "speed",
    name: speedName,
    unit: speedUnitName,
    value: ({ figures }, units) => knownKey(speedValue(figures.meanSpeedKmh, units)),
    text: ({ figures }, units) => runFigureTexts.speed(figures, units),
    hint: "Over the time of moving",
    statedHint: "As the file states it: the mean over its points",
  },
  {
    id: "climb",
    name: () => "Climb",
    unit: (units) => altitudeUnit(units.distanceUnit),
    value: ({ figures }) => knownKey(figures.climbM),
    text: ({ figures }, units) => runFigureTexts.climb(figures, units),
    statedHint: "As the file states it: often the sum of all rises, those of a noisy altitude among them",
  },
  {
    id: "mae",
    name: () => METRIC_WORDS.mae.name,
    unit: () => "bpm",
    value: ({ score }) => score?.maeBpm ?? null,
    text: ({ score }) => (score ? formatNumber(score.maeBpm, 1) : NO_VALUE),
    hint: METRIC_WORDS.mae.long,
    isScore: true,
    runnersName: METRIC_WORDS.mae.runnersName,
  },
  {
    id: "difference",
    name: () => METRIC_WORDS.bias.name,
    unit: () => "bpm",
    value: ({ score }) => score?.differenceBpm ?? null,
    text: ({ score }) => (score ? formatSigned(score.differenceBpm, 1) : NO_VALUE),
    hint: METRIC_WORDS.bias.long,
    isScore: true,
  },
  {
    id: "error-median",
    name: () => "Median error",
    unit: () => "bpm",
    value: ({ score }) => score?.spread.median ?? null,
    text: ({ score }) => (score ? formatNumber(score.spread.median, 1) : NO_VALUE),
    hint: "Half of the run's seconds are off by no more",
    isScore: true,
    isForResearchers: true,
  },
  {
    id: "error-95",
    name: () => "95th percentile",
    unit: () => "bpm",
    value: ({ score }) => score?.spread.p95 ?? null,
    text: ({ score }) => (score ? formatNumber(score.spread.p95, 1) : NO_VALUE),
    hint: "95 % of the run's seconds are off by no more",
    isScore: true,
    isForResearchers: true,
  },
  {
    id: "coverage",
    name: () => METRIC_WORDS.coverage.name,
    unit: () => "%",
    value: ({ score }) => score?.coverage ?? null,
    text: ({ score }) => (score?.coverage == null ? NO_VALUE : formatNumber(100 * score.coverage)),
    hint: METRIC_WORDS.coverage.long,
    isScore: true,
    isForResearchers: true,
  },
  {
    id: "speed-correlation",
    name: () => "Speed–HR",
    unit: () => "correlation",
    value: ({ score }) => score?.speedCorrelation ?? null,
    text: ({ score }) => (score?.speedCorrelation == null ? NO_VALUE : formatSigned(score.speedCorrelation, 2)),
    hint: "Pearson's correlation of speed and measured heart rate; low or negative where the heart rate does not follow the run",
    isScore: true,
    isForResearchers: true,
  },
];

/** A `workout_type` as words are written; a dash where there is none. */
export function typeName(type: string | null): string {
  return type === null ? NO_VALUE : type.charAt(0) + type.slice(1).toLowerCase();
}

/** A simulated runner's number alone would read as a real one's. */
export function runnerName(userId: SplitRow["user_id"] | string): string {
  if (userId === null) return NO_VALUE;
  const name = String(userId);
  return isSimulatedRunner(name) ? `simulated ${name.slice(1)}` : name;
}
