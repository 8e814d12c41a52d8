import type { AxisSpan } from "../charts/x-axis.ts";
import { formatClock, formatDifference, formatNumber } from "../format/format.ts";
import type { Units } from "../format/units.ts";
import { type MeasuredLine, type PlanLines, valueAt } from "./plan-lines.ts";

/** The lines that a plan's charts show. */
export interface ReadLines {
  own: PlanLines;
  /** Of the plans that it is laid over. */
  others: readonly PlanLines[];
  /** Of the run that is drawn over it; null where none is. */
  measured: MeasuredLine | null;
  units: Pick<Units, "distanceUnit">;
  span: AxisSpan;
}

/** The lines at a place, as a sentence. Other plans are told by their pace there. @param km from the start */
export function readoutWords({ own, others, measured, units, span }: ReadLines, km: number): string {
  const expectedBpm = valueAt(own.atKm, own.expectedBpm, km);
  const bpm = (atKm: Float64Array, values: Float32Array) => formatNumber(valueAt(atKm, values, km));
  const pace = (lines: PlanLines) =>
    `${formatClock(valueAt(lines.placeKm, lines.paceS, km))} min/${units.distanceUnit}`;
  const band = own.lowerBpm.length === 0 ? "" : ` (${bpm(own.atKm, own.lowerBpm)}–${bpm(own.atKm, own.upperBpm)})`;
  const measuredBpm = measured === null ? Number.NaN : valueAt(measured.atKm, measured.bpm, km);
  return [
    `${span.axis.name(km)}: expected ${formatNumber(expectedBpm)}${band} bpm at ${pace(own)}`,
    ...others
      .filter((lines) => km <= lines.wholeKm)
      .map((lines) => `${bpm(lines.atKm, lines.expectedBpm)} bpm at ${pace(lines)}`),
    ...(Number.isNaN(measuredBpm)
      ? []
      : [`measured ${formatNumber(measuredBpm)} bpm, ${formatDifference(measuredBpm, expectedBpm)}`]),
  ].join("; ");
}
