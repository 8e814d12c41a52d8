import type { ReadableFile } from "../../reading/file-bytes.ts";
import { type ArchiveListing, type PassedOver, passedOverWords } from "../../workout/archive/activity.ts";
import { formatCount } from "../format/format.ts";
import type { ItemSource, ListedRuns, RunItem } from "./run-items.ts";

/** An archive whose activities are on the list. */
export interface OpenedArchive {
  /** The item that it was, as long as it was one. */
  id: number;
  file: ReadableFile;
  activities: number;
  passedOver: PassedOver;
}

/** The list as far as an archive changes it. */
interface ListedArchives extends Pick<ListedRuns, "items"> {
  archives: readonly OpenedArchive[];
}

/** What the sources of an archive's activities are; the archive is read anew for each. */
export function activitySources(
  file: ReadableFile,
  { activities }: ArchiveListing,
): { name: string; source: ItemSource }[] {
  return activities.map((activity) => ({ name: activity.name, source: { kind: "activity", file, activity } }));
}

/** The state once the items of an archive's activities stand on the list in place of the archive's own. */
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

/** Whether an item is of an archive's. */
export function isOf({ source }: RunItem, { file }: Pick<OpenedArchive, "file">): boolean {
  return source?.kind === "activity" && source.file === file;
}

/** Archives without those of which nothing is on the list any more. */
export function stillOpen(archives: readonly OpenedArchive[], items: readonly RunItem[]): readonly OpenedArchive[] {
  const isOpen = (archive: OpenedArchive) => items.some((item) => isOf(item, archive));
  return archives.every(isOpen) ? archives : archives.filter(isOpen);
}

/** What an archive brought. */
export function archiveWords({ file, activities, passedOver }: OpenedArchive): string {
  return [
    `${file.name}: ${formatCount(activities)} ${activities === 1 ? "activity" : "activities"}.`,
    passedOverWords(passedOver),
  ]
    .join(" ")
    .trim();
}
