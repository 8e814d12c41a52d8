import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import { MOST_COMPARED } from "../../../evaluation/compared-by.ts";
import { formatClock, formatDay, formatNumber, formatSigned } from "../../format/format.ts";
import { type DistanceUnit, fromKm } from "../../format/units.ts";
import type { RunView } from "../../state/run-items.ts";

/** What the place says before there are runs to compare. */
export function emptyWords(count: number): string {
  const many = `Two to ${MOST_COMPARED} runs can be compared, and replayed side by side.`;
  const where = "Tick runs in the table of My runs, or of a dataset.";
  return count === 0 ? `${many} ${where}` : `${many} One is chosen. ${where}`;
}

/** Names of compared runs, in their order: those of one name by their number, too. */
export function runNames(views: readonly Pick<RunView, "name">[]): string[] {
  const isShared = (name: string) => views.filter((view) => view.name === name).length > 1;
  return views.map(({ name }, place) => (isShared(name) ? `${name} (${place + 1})` : name));
}

/** Day of a run's start; empty where it is not known. */
export function dayWords({ track }: Pick<RunView, "track">): string {
  return track?.startedAt ? formatDay(track.startedAt) : "";
}

/** Why a chosen run is not in the charts; null for one that is. */
export function waitingWords({ error, item, prediction }: RunView): string | null {
  if (error !== null) return error.message;
  if (prediction !== null) return null;
  return item.state === "stopped" ? "stopped" : "predicting";
}

/** Axes of a comparison, by their names. */
export const BY_NAMES: Record<ComparedBy, string> = { time: "time", distance: "distance", share: "share of the way" };

/** A place on a comparison's axis. */
export function placeName(by: ComparedBy, place: number, unit: DistanceUnit): string {
  if (by === "time") return formatClock(place);
  if (by === "distance") return `${formatNumber(fromKm(place, unit), 2)} ${unit}`;
  return `${formatNumber(100 * place)} %`;
}

/** A part of a comparison's axis, as the row of a table is named. */
export function stretchName(by: ComparedBy, from: number, to: number, unit: DistanceUnit): string {
  if (by === "time") return `${formatClock(from)}–${formatClock(to)}`;
  if (by === "share") return `${formatNumber(100 * from)}–${formatNumber(100 * to)} %`;
  const [start, end] = [from, to].map((km) => Number(fromKm(km, unit).toFixed(2)));
  return `${start}–${end} ${unit}`;
}

/** The differences at a place, for who listens. */
export function momentWords(place: string, names: readonly string[], differencesBpm: readonly number[]): string {
  const each = names.map((name, i) =>
    Number.isNaN(differencesBpm[i]) ? `${name} none` : `${name} ${formatSigned(differencesBpm[i])} bpm`,
  );
  return `${place}: ${each.join(", ")}`;
}

export const DIFFERENCE_NOTE =
  "Difference is measured − expected: above 0 is harder than expected. Lines are means over two minutes. Each run is compared with other runners.";
