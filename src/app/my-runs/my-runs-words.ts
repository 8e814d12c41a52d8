import { counted } from "../../base/counted.ts";
import { formatCount } from "../format/format.ts";
import { workWords } from "../run-list/run-list-words.ts";
import { archiveWords, type OpenedArchive } from "../state/archives.ts";
import type { Progress } from "../state/predict-item.ts";
import { type KeptSource, type RunItem, type RunView, runCountOf } from "../state/run-items.ts";
import { startOf } from "../state/run-order.ts";

/** Number of the runs in the table, as its heading, and of how many where a filter leaves some out. */
export function runsWords(count: number, all: number): string {
  return count === all ? counted(all, "run") : `${formatCount(count)} of ${counted(all, "run")}`;
}

/** What stands in place of a difference: how far a run is, or why it has none. Empty where it has one. */
export function stateWords({ item, error, prediction, kept }: RunView, progress: Progress | null): string {
  if (error !== null) return "asks for an answer";
  if (prediction !== null) return prediction.track.heartRateBpm.every(Number.isNaN) ? "no heart rate" : "all left out";
  if (item.state === "kept") return heartRateWords(kept);
  return (progress !== null && workWords(progress)) || item.state;
}

/** Why a run of the library has no difference: nothing to compare, or no figures yet. */
function heartRateWords(kept: KeptSource | null): string {
  if (kept?.run.heartRate === null) return "no heart rate";
  return kept?.figures?.comparedS === 0 ? "all left out" : "not compared yet";
}

/** Meaning of the figures, as far as that is not what the run's own place shows. */
export function figuresNote(views: readonly RunView[], isFitted: boolean): string {
  const isPartial = views.some(({ excluded }) => excluded.length > 0);
  const isUndatedZone = views.some((view) => startOf(view)?.utcOffsetS === null);
  return [
    "Difference is measured − expected.",
    isFitted ? "Here each run is compared with other runners, not with yourself." : "",
    isPartial ? "What you left out counts in none of the heart rates." : "",
    isUndatedZone ? "A time of day is as its file has it where that names no time zone, mostly UTC." : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** An archive, or a file of many runs, and how many there are of it on the list. */
export function sourceWords(source: OpenedArchive | RunItem): string {
  if ("file" in source) return archiveWords(source);
  return `${source.name}: ${counted(runCountOf(source), "run")}.`;
}
