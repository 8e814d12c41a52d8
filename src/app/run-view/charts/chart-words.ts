import type { Analysis } from "../../../evaluation/analysis.ts";
import type { StretchFigures } from "../../../evaluation/stretch-figures.ts";
import { type HeartRateSummary, runFigures } from "../../../workout/summary.ts";
import type { Span } from "../../../workout/workout.ts";
import { formatClock, formatNumber } from "../../format/format.ts";
import { runFigureTexts } from "../../format/run-figures.ts";
import { altitudeUnit, speedUnitName, type Units } from "../../format/units.ts";
import { spanWords } from "../../recording/excluded-words.ts";
import { stretchLookedAtWords } from "../../runner/calibration-words.ts";

/** What the charts of a stretch show, for whoever does not see them: a sentence each. */
export function chartWords(
  { durationS, expectation }: Pick<Analysis, "durationS" | "expectation">,
  figures: StretchFigures,
  span: Span,
  units: Units,
): Record<"heartRate" | "speed" | "altitude", string> {
  const isWhole = span.endS - span.startS >= durationS;
  const over = `over ${isWhole ? formatClock(durationS) : spanWords(span)}`;
  const lookedAt = expectation !== null && expectation.fromS > span.startS ? expectation.fromS : null;
  const written = runFigures(figures.summary, figures.measured);
  const speed = runFigureTexts.speed(written, units);
  const climb = runFigureTexts.climb(written, units);
  const heightUnit = altitudeUnit(units.distanceUnit);
  return {
    heartRate: `Heart rate in bpm ${over}: ${heartRateWords(figures, lookedAt)}.`,
    speed: `${speedName(units)} in ${speedUnitName(units)} ${over}: ${speed} on average.`,
    altitude: `Altitude in ${heightUnit} ${over}: ${climb} ${heightUnit} climbed.`,
  };
}

export function speedName({ speedUnit }: Units): string {
  return speedUnit === "pace" ? "Pace" : "Speed";
}

function heartRateWords({ measured, expectation }: StretchFigures, lookedAtS: number | null): string {
  const parts = [
    ...range("measured", measured),
    ...range("expected", expectation?.expected ?? null),
    ...(lookedAtS === null ? [] : [stretchLookedAtWords(lookedAtS)]),
  ];
  return parts.join(", ") || "none yet";
}

function range(name: string, summary: HeartRateSummary | null): string[] {
  return summary === null ? [] : [`${name} ${formatNumber(summary.minimumBpm)} to ${formatNumber(summary.maximumBpm)}`];
}
