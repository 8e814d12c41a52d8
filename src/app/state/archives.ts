import type { ReadableFile } from "../../reading/file-bytes.ts";
import { type ArchiveListing, type PassedOver, passedOverWords } from "../../workout/archive/activity.ts";
import { formatCount } from "../format/format.ts";
import type { ItemSource, ListedRuns, RunItem } from "./run-items.ts";

/** An archive whose activities are on the list. */
export interface OpenedArchive {
  /** Id of the item that stood for it until it was listed. */
  id: number;
  file: ReadableFile;
  activities: number;
  passedOver: PassedOver;
}

/** The parts of the run list that opening an archive changes. */
interface ListedArchives extends Pick<ListedRuns, "items"> {
  archives: readonly OpenedArchive[];
}

/** Names and sources of an archive's activities; the archive is read again for each. */
export function activitySources(
  file: ReadableFile,
  { activities }: ArchiveListing,
): { name: string; source: ItemSource }[] {
  return activities.map((activity) => ({ name: activity.name, source: { kind: "activity", file, activity } }));
}

/** Replaces an archive's item on the list by the items of its activities. */
export function withActivities(
  { items, archives }: ListedArchives,
  activities: readonly RunItem[],
  opened: OpenedArchive,
): ListedArchives {
  return {
    items: items.flatMap((item) => (item.id === opened.id ? activities : [item])),
    archives: [...archives, opened],
  };
}

/** Whether an item is an activity of an archive. */
export function isOf({ source }: RunItem, { file }: Pick<OpenedArchive, "file">): boolean {
  return source?.kind === "activity" && source.file === file;
}

/** The archives that still have an item on the list. */
export function stillOpen(archives: readonly OpenedArchive[], items: readonly RunItem[]): readonly OpenedArchive[] {
  const isOpen = (archive: OpenedArchive) => items.some((item) => isOf(item, archive));
  return archives.every(isOpen) ? archives : archives.filter(isOpen);
}

/** Says how many activities an archive brought, and what was passed over. */
export function archiveWords({ file, activities, passedOver }: OpenedArchive): string {
  return [
    `${file.name}: ${formatCount(activities)} ${activities === 1 ? "activity" : "activities"}.`,
    passedOverWords(passedOver),
  ]
    .join(" ")
    .trim();
}
