import type { ByteSource } from "../../base/byte-source.ts";
import { readRows } from "../formats/csv-rows.ts";
import { textOf } from "../formats/text.ts";
import { type Activity, type ArchiveListing, baseName, type Tell } from "./activity.ts";
import type { ZipEntry } from "./zip-directory.ts";
import { readEntry } from "./zip-entry.ts";

/**
 * Path of the table of exercises in an export of Samsung Health ("Download personal data"). Its first line names the
 * table; its cells name the files of measurements and positions, in folders under `jsons/`.
 */
const TABLE = /(?:^|\/)com\.samsung\.s?health\.exercise\.\d+\.csv$/i;

/** Prefix of column names in some versions of the application. */
const PREFIX = "com.samsung.health.exercise.";

/** Names of some of the sports that the table numbers (Samsung Health SDK, "ExerciseType"). */
const SPORTS: Readonly<Record<string, string>> = {
  1001: "walking",
  1002: "running",
  11007: "cycling",
  13001: "hiking",
  14001: "swimming",
  15003: "exercise bike",
  15004: "rowing machine",
  15005: "treadmill running",
  15006: "elliptical",
};

export function samsungTable(entries: readonly ZipEntry[]): ZipEntry | null {
  return entries.find(({ name }) => TABLE.test(name)) ?? null;
}

/**
 * Lists the exercises that have a file of positions or of measurements, in the table's order.
 * @throws PredictorError as readEntry and readRows.
 */
export async function listSamsung(
  source: ByteSource,
  table: ZipEntry,
  entries: readonly ZipEntry[],
  tell: Tell,
): Promise<ArchiveListing> {
  const text = textOf(await readEntry(source, table));
  const files = new Map(entries.map((entry) => [baseName(entry.name), entry]));
  const used = new Set<ZipEntry>([table]);
  const activities: Activity[] = [];
  let workouts = 0;
  for (const row of text === null ? [] : exercises(readRows(text, ","))) {
    const measured = files.get(row.live_data ?? "") ?? null;
    const where = files.get(row.location_data ?? "") ?? null;
    const main = where ?? measured;
    if (main === null) {
      workouts++;
      continue;
    }
    for (const file of [measured, where]) if (file !== null) used.add(file);
    activities.push({
      name: `${(row.start_time ?? "").slice(0, 16)} · ${baseName(main.name).split(".")[0]}`,
      path: [main],
      sport: sportOf(row.exercise_type ?? ""),
      heartRates: null,
      heartRateFile: where === null ? null : measured,
      stated: null,
    });
    tell(activities.length, files.size);
  }
  return { activities, passedOver: { files: entries.length - used.size, workouts } };
}

/** Rows of the table by the names of their columns. */
function* exercises(rows: Iterable<{ cells: string[] }>): Generator<Partial<Record<string, string>>> {
  let names: string[] | null = null;
  for (const { cells } of rows) {
    if (names !== null) yield Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
    else if (cells.length > 3) names = cells.map((cell) => cell.replace(PREFIX, ""));
  }
}

function sportOf(type: string): string | null {
  return type === "" ? null : (SPORTS[type] ?? `Samsung exercise ${type}`);
}
