import { counted } from "../../base/counted.ts";
import type { HeartRateSeries } from "../formats/heart-rate-series.ts";
import { isOtherSport } from "../sport.ts";
import type { Stated } from "./stated.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** A file of an archive that holds one run or several. */
export interface Activity {
  /** Name in lists. */
  name: string;
  /** Entry of the archive; for a file of an inner archive, the inner archive's entry and the file's. */
  path: readonly ZipEntry[];
  /** Sport stated beside the file, or by its first bytes; null until it is known. */
  sport: string | null;
  /** Heart rates that the export keeps apart from the file. */
  heartRates: HeartRateSeries | null;
  /** File of the archive with those heart rates; null for none, or where `heartRates` has them already. */
  heartRateFile: ZipEntry | null;
  /** Facts of run and runner stated beside the file; null where there are none. */
  stated: Stated | null;
}

/** Content of an archive. */
export interface ArchiveListing {
  /** Activities, at least one, runs before other sports. */
  activities: Activity[];
  passedOver: PassedOver;
}

/** Counts of an archive's entries that are no activities. */
export interface PassedOver {
  /** Photographs, tables and the like; hidden system files are not counted. */
  files: number;
  /** Apple Health's workouts without a route, and other services' without a track. */
  workouts: number;
}

/** Callback for the progress of a listing, in units that each listing chooses. */
export type Tell = (done: number, total: number) => void;

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Folders of a path with a slash at the end; empty for none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Sorts runs before other sports, which the model does not know; the order within each stays. */
export function runsFirst(activities: readonly Activity[]): Activity[] {
  const others = activities.filter(({ sport }) => isOtherSport(sport));
  return [...activities.filter(({ sport }) => !isOtherSport(sport)), ...others];
}

const collator = new Intl.Collator("en", { numeric: true });

/** Compares names as people count: run 9 stands before run 10. */
export function byName(a: Activity, b: Activity): number {
  return collator.compare(a.name, b.name);
}

/** Drops the folders that all names share: an archive of a folder has it in every name. */
export function withShortNames(activities: readonly Activity[]): Activity[] {
  const folders = activities.map(({ name }) => name.split("/").slice(0, -1));
  const depths = folders.map((folder) => {
    const parting = folder.findIndex((part, i) => part !== folders[0][i]);
    return parting < 0 ? folder.length : parting;
  });
  const common = depths.reduce((least, depth) => Math.min(least, depth), Number.POSITIVE_INFINITY);
  return activities.map((activity) => ({ ...activity, name: activity.name.split("/").slice(common).join("/") }));
}

/** Sentence about an archive's entries that are no activities; empty where there are none. */
export function passedOverWords({ files, workouts }: PassedOver): string {
  const parts = [
    ...(files > 0 ? [counted(files, "other file")] : []),
    ...(workouts > 0 ? [`${counted(workouts, "workout")} without a route`] : []),
  ];
  if (parts.length === 0) return "";
  return `${parts.join(" and ")} ${files + workouts === 1 ? "was" : "were"} passed over.`;
}
