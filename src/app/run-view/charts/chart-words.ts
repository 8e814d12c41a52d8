import type { Analysis } from "../../../evaluation/analysis.ts";
import type { StretchFigures } from "../../../evaluation/stretch-figures.ts";
import {
  type HeartRateSummary,
  runFigures,
  stepsWithin,
  summariseHeartRate,
  type ValueRange,
} from "../../../workout/summary.ts";
import type { Span, Track } from "../../../workout/workout.ts";
import { formatClock, formatNumber, formatSpeed, takesUnit } from "../../format/format.ts";
import { runFigureTexts } from "../../format/run-figures.ts";
import { altitudeUnit, fromMetres, speedName, speedUnitName, type Units } from "../../format/units.ts";
import { spanWords } from "../../recording/excluded-words.ts";
import { stretchLookedAtWords } from "../../runner/calibration-words.ts";
import type { SecondExpectation } from "../../state/second-model.ts";
import type { ByChart } from "./chart-list.ts";

/** What a chart says in words. */
export interface ChartWords {
  /** For whoever does not see it: a sentence. */
  description: string;
  /** Beside its name: lowest, highest and mean value; empty for the heart rate, whose figures stand elsewhere. */
  range: string;
}

export function chartWords(
  { track, durationS, expectation }: Pick<Analysis, "track" | "durationS" | "expectation">,
  figures: StretchFigures,
  span: Span,
  units: Units,
  second: SecondExpectation | null = null,
): ByChart<ChartWords> {
  const isWhole = span.endS - span.startS >= durationS;
  const over = `over ${isWhole ? formatClock(durationS) : spanWords(span)}`;
  const lookedAt = expectation !== null && expectation.fromS > span.startS ? expectation.fromS : null;
  const written = runFigures(figures.summary, figures.measured);
  const speed = speedWords(figures.ranges.speedKmh, runFigureTexts.speed(written, units), units);
  const heightUnit = altitudeUnit(units.distanceUnit);
  const isAltitudeKnown = !Number.isNaN(written.climbM);
  const altitude = isAltitudeKnown ? altitudeWords(figures.ranges.altitudeM, units) : "not known";
  const climbed = isAltitudeKnown ? `, ${runFigureTexts.climb(written, units)} ${heightUnit} climbed` : "";
  return {
    heartRate: {
      description: `Heart rate in bpm ${over}: ${heartRateWords(figures, secondSummary(track, second, span), lookedAt)}.`,
      range: "",
    },
    speed: { description: `${speedName(units)} in ${speedUnitName(units)} ${over}: ${speed}.`, range: speed },
    altitude: { description: `Altitude in ${heightUnit} ${over}: ${altitude}${climbed}.`, range: altitude },
  };
}

function speedWords({ lowest, highest }: ValueRange, mean: string, units: Units): string {
  const slowest = formatSpeed(lowest, units);
  return rangeWords(takesUnit(slowest) ? slowest : "standing", formatSpeed(highest, units), mean);
}

function altitudeWords({ lowest, highest, mean }: ValueRange, { distanceUnit }: Units): string {
  const height = (metres: number) => formatNumber(fromMetres(metres, distanceUnit));
  return rangeWords(height(lowest), height(highest), height(mean));
}

function rangeWords(lowest: string, highest: string, mean: string): string {
  return `${lowest} to ${highest}, mean ${mean}`;
}

function heartRateWords(
  { measured, expectation }: StretchFigures,
  second: SecondSummary | null,
  lookedAtS: number | null,
): string {
  const parts = [
    ...range("measured", measured),
    ...range("expected", expectation?.expected ?? null),
    ...(second === null ? [] : range(`expected by ${second.name}`, second.summary)),
    ...(lookedAtS === null ? [] : [stretchLookedAtWords(lookedAtS)]),
  ];
  return parts.join(", ") || "none yet";
}

interface SecondSummary {
  name: string;
  summary: HeartRateSummary | null;
}

function secondSummary(track: Track, second: SecondExpectation | null, span: Span): SecondSummary | null {
  if (second === null) return null;
  return { name: second.name, summary: summariseHeartRate(second.heartRateBpm.subarray(...stepsWithin(span, track))) };
}

function range(name: string, summary: HeartRateSummary | null): string[] {
  return summary === null ? [] : [`${name} ${formatNumber(summary.minimumBpm)} to ${formatNumber(summary.maximumBpm)}`];
}
