import type { Analysis } from "../../evaluation/analysis.ts";
import { runningFigures } from "../../evaluation/running-figures.ts";
import type { Span } from "../../workout/workout.ts";
import { roundScale, type Scale } from "../charts/axes.ts";
import { heartRateRowsOf, runSeries, valueRowsOf } from "../charts/run-series.ts";
import { TIME_AXIS } from "../charts/x-axis.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import { altitudeUnit, speedName, speedUnitName } from "../format/units.ts";
import type { Palette } from "./palette.ts";
import { runCaption, severalCaption, severalTitle } from "./replay-words.ts";
import type { NamedScale, Placed, ReplayScene, ReplaySubject, SceneRun } from "./scene.ts";

/** Pixels across that rows are fine enough for. */
const FINE_PX = 1600;

/** Ticks of the x-axis, where there is room for all. */
const X_TICKS = 8;

export function sceneOf(subject: ReplaySubject, palette: Palette): ReplayScene {
  return subject.kind === "run" ? runScene(subject, palette) : severalScene(subject, palette);
}

function runScene(
  { name, sentence, analysis, span, units }: Extract<ReplaySubject, { kind: "run" }>,
  palette: Palette,
): ReplayScene {
  const series = runSeries(analysis, units);
  const { stepS } = analysis.track;
  const { axis } = span;
  const [from, to] = [axis.placeOf(span.startS), axis.placeOf(span.endS)];
  const xAt = (timeS: number) => (axis.placeOf(timeS) - from) / (to - from);
  const chart = (values: Float32Array) => placed(valueRowsOf(values, stepS, span, FINE_PX), span, xAt);
  const speedLabel = units.speedUnit === "pace" ? formatClock : formatNumber;
  const charts = [
    {
      name: speedName(units),
      unit: speedUnitName(units),
      scale: named(series.speed, speedLabel),
      values: series.speeds,
    },
    {
      name: "Altitude",
      unit: altitudeUnit(units.distanceUnit),
      scale: named(series.altitude, formatNumber),
      values: series.altitudes,
    },
  ];
  return {
    title: name,
    sentence,
    caption: runCaption(analysis),
    runs: [sceneRun(name, analysis, span, xAt)],
    charts: charts
      .filter(({ values }) => !values.every(Number.isNaN))
      .map(({ values, ...own }) => ({ ...own, rows: chart(values) })),
    by: "time",
    lengthS: span.endS - span.startS,
    heartRate: named(series.heartRate, formatNumber),
    xTicks: axis.ticks(from, to, X_TICKS).map(({ timeS, label }) => ({ x: xAt(timeS), label })),
    palette,
  };
}

function severalScene({ runs, by }: Extract<ReplaySubject, { kind: "several" }>, palette: Palette): ReplayScene {
  const lengthS = Math.max(...runs.map(({ run }) => run.analysis.durationS));
  const scenes = runs.map(({ name, run: { analysis } }) => {
    const ownS = by === "time" ? lengthS : analysis.durationS;
    return sceneRun(name, analysis, { startS: 0, endS: analysis.durationS }, (timeS) => timeS / ownS);
  });
  const shares = [0, 0.25, 0.5, 0.75, 1].map((x) => ({ x, label: `${formatNumber(100 * x)} %` }));
  const times = TIME_AXIS.ticks(0, lengthS, X_TICKS).map(({ timeS, label }) => ({ x: timeS / lengthS, label }));
  return {
    title: severalTitle(runs.length, by),
    sentence: "",
    caption: severalCaption(runs.map(({ run }) => run.analysis)),
    runs: scenes,
    charts: [],
    by,
    lengthS,
    heartRate: named(
      roundScale(
        scenes.flatMap(({ measuredBpm, expectedBpm }) => [measuredBpm, expectedBpm]),
        60,
        4,
      ),
      formatNumber,
    ),
    xTicks: by === "time" ? times : shares,
    palette,
  };
}

function sceneRun(name: string, analysis: Analysis, span: Span, xAt: (timeS: number) => number): SceneRun {
  const { track, expectation } = analysis;
  return {
    name,
    stepS: track.stepS,
    span: { startS: span.startS, endS: span.endS },
    measuredBpm: track.heartRateBpm,
    expectedBpm: expectation?.heartRateBpm ?? new Float32Array(),
    running: runningFigures(analysis, span),
    settlingS: expectation?.settlingS ?? 0,
    level: expectation?.level ?? null,
    rows: placed(heartRateRowsOf(analysis, span, FINE_PX), span, xAt),
    excluded: (expectation?.excluded ?? []).map(({ startS, endS }) => ({
      from: Math.max(0, xAt(startS)),
      to: Math.min(1, xAt(endS)),
    })),
  };
}

/** Rows within a stretch, with their places. */
function placed<Row extends { timeS: number }>(
  rows: readonly Row[],
  { startS, endS }: Span,
  xAt: (timeS: number) => number,
): Placed<Row>[] {
  return rows
    .filter(({ timeS }) => timeS >= startS && timeS <= endS)
    .map((row) => ({ ...row, x: Math.min(1, Math.max(0, xAt(row.timeS))) }));
}

function named(scale: Scale, label: (value: number) => string): NamedScale {
  return { ...scale, labels: scale.ticks.map((tick) => label(tick)) };
}
