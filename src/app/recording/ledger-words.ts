import { counted } from "../../base/counted.ts";
import type { RecordedSeries } from "../../workout/recorded-series.ts";
import { REPAIR_RULES } from "../../workout/repair/rules.ts";
import type { Repair, RepairCode, Track } from "../../workout/workout.ts";
import { formatCount, formatNumber } from "../format/format.ts";
import { hasRecording, type ReadAgain } from "../state/read-again.ts";
import type { Origin, RunView } from "../state/run-items.ts";

/** The number of points, pauses or places that a repair touched. */
export function repairCountWords({ code, count }: Repair, { speedKmh, stepS }: Track): string {
  const many = counted(count, REPAIR_RULES[code].counts);
  if (code !== "resampled") return many;
  return `${many} to ${counted(speedKmh.length, "step")} of ${formatNumber(stepS, Number.isInteger(stepS) ? 0 : 2)} s`;
}

/** The place of a repair that names none. */
export function repairElsewhereWords(code: RepairCode): string {
  if (code === "far-gap") return "before or after it";
  return code === "damaged-file" || code === "missing-time" ? "not known" : "the whole run";
}

/** The number of places that are not listed. */
export function morePlacesWords(count: number): string {
  return `and ${formatCount(count)} more`;
}

export function moreRowsWords(count: number): string {
  return `Show ${formatCount(count)} more`;
}

/** Legend of the shades on the charts. */
export function shadeWords(name: string, places: number): string {
  return `${name}, ${counted(places, "place")}`;
}

/** The words beside the switch of the raw recording: why there is none, that it is read, or what it shows. */
export function recordedWords(
  view: RunView | null,
  { wanted, phase, value: series, error }: ReadAgain<RecordedSeries>,
): string {
  if (view === null || view.prediction === null) return "";
  if (!hasRecording(view)) {
    return `${carrierWords(view.item.origin)} this run as it was prepared, not as it was recorded.`;
  }
  if (!wanted || phase === "none") return "";
  if (phase === "reading") return "Reading the run again.";
  if (phase === "failed") return `The run could not be read again. ${error?.message ?? ""}`;
  const missing = series === null ? [] : missingSeries(series);
  const rest = "what lies beyond a chart's scale is cut off.";
  return missing.length === 0 ? `Before any repair; ${rest}` : `No ${missing.join(" and no ")} recorded; ${rest}`;
}

function carrierWords({ kind }: Origin): string {
  if (kind === "kept") return "The library keeps";
  return kind === "opening" ? "The page carries" : "A link carries";
}

function missingSeries({ speedKmh, altitudeM, heartRateBpm }: RecordedSeries): string[] {
  const named: [string, Float64Array][] = [
    ["speed", speedKmh],
    ["altitude", altitudeM],
    ["heart rate", heartRateBpm],
  ];
  return named.flatMap(([name, values]) => (values.some(Number.isFinite) ? [] : name));
}
