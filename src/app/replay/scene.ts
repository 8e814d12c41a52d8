import type { Analysis } from "../../evaluation/analysis.ts";
import type { ComparedRun } from "../../evaluation/compare-runs.ts";
import type { RunningFigures } from "../../evaluation/running-figures.ts";
import type { Span } from "../../workout/workout.ts";
import type { Scale } from "../charts/axes.ts";
import type { HeartRateRow } from "../charts/heart-rate-rows.ts";
import type { ValueRow } from "../charts/run-series.ts";
import type { AxisSpan } from "../charts/x-axis.ts";
import type { Units } from "../format/units.ts";
import type { Palette } from "./palette.ts";

/** A row of a chart with its place: 0 at the left end of the x-axis, 1 at the right one. */
export type Placed<Row> = Row & { x: number };

/** A scale with the names of its ticks. */
export interface NamedScale extends Scale {
  labels: string[];
}

/** A chart of one value beneath the heart rate. */
export interface SceneChart {
  name: string;
  unit: string;
  scale: NamedScale;
  rows: Placed<ValueRow>[];
}

/** A run as a replay draws it. Series have one entry a step; NaN where unknown. */
export interface SceneRun {
  name: string;
  stepS: number;
  /** The stretch that is shown. */
  span: Span;
  measuredBpm: Float32Array;
  /** Empty where there is no prediction. */
  expectedBpm: Float32Array;
  running: RunningFigures;
  settlingS: number;
  /** Share of the seconds that the interval is to cover; null without one. */
  level: number | null;
  rows: Placed<HeartRateRow>[];
  /** Excluded stretches, by their places on the x-axis. */
  excluded: { from: number; to: number }[];
}

/** How several runs go on: each by its own seconds, or each by the share of its way. */
export type ReplayBy = "time" | "share";

/** All that a replay draws, at every moment of it. It can be sent to a worker. */
export interface ReplayScene {
  title: string;
  /** The finding; empty for several runs. */
  sentence: string;
  caption: string;
  runs: SceneRun[];
  /** Speed and altitude, of one run; none of several. */
  charts: SceneChart[];
  by: ReplayBy;
  /** Seconds that the replay takes at its slowest, one for one. */
  lengthS: number;
  heartRate: NamedScale;
  xTicks: { x: number; label: string }[];
  palette: Palette;
}

/** What a replay is of. */
export type ReplaySubject =
  | { kind: "run"; name: string; sentence: string; analysis: Analysis; span: AxisSpan; units: Units }
  | { kind: "several"; runs: readonly { name: string; run: ComparedRun }[]; by: ReplayBy };

/** The moment of a run at a share of the replay, in seconds from the run's start; its last one where it is over. */
export function momentOf(
  { by, lengthS }: Pick<ReplayScene, "by" | "lengthS">,
  { span }: SceneRun,
  share: number,
): number {
  if (by === "share") return span.startS + share * (span.endS - span.startS);
  return Math.min(span.endS, span.startS + share * lengthS);
}

/** The step that stands for a moment of a run. */
export function stepAt({ stepS, measuredBpm }: SceneRun, timeS: number): number {
  return Math.min(measuredBpm.length - 1, Math.floor(timeS / stepS + 1e-6));
}
