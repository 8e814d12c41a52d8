import { readRows } from "../formats/csv-rows.ts";
import { textOf } from "../formats/text.ts";
import { folderOf } from "./activity.ts";

/** A service's own statement about one of its exported files. */
export interface StatedActivity {
  /** "" where it has no name. */
  name: string;
  /** In Strava's exports in the account's language, such as "Run" or "Lauf". */
  sport: string;
}

interface Column {
  title: string;
  /** Index of the column where no title matches: Strava translates titles but keeps their order. */
  place: number;
}

/** A table of activities in a service's export, recognised by its file name. */
interface ExportTable {
  isNamed: RegExp;
  name: Column;
  sport: Column;
  /** Pattern of the cell with the path of the activity's file, relative to the table's folder. */
  file: RegExp;
}

const TABLES: readonly ExportTable[] = [
  {
    isNamed: /(?:^|\/)activities\.csv$/i,
    name: { title: "Activity Name", place: 2 },
    sport: { title: "Activity Type", place: 3 },
    file: /^activities\/[^/]+$/,
  },
  {
    // Runkeeper, support.runkeeper.com, "How to export your data": GPX files lie beside it.
    isNamed: /(?:^|\/)cardioActivities\.csv$/i,
    name: { title: "Route Name", place: 3 },
    sport: { title: "Type", place: 2 },
    file: /^[^/]+\.gpx$/i,
  },
];

/** Whether a path is that of a service's table of activities. */
export function isExportTable(path: string): boolean {
  return TABLES.some(({ isNamed }) => isNamed.test(path));
}

/**
 * Reads a service's table into its statements by file path, in the order of the table. Activities without a file, such as
 * those entered by hand, are left out. Empty where the path is no such table's.
 * @param path path of the table in the archive
 * @param files paths of all files in the archive; rows about other files are left out
 * @throws PredictorError as readRows.
 */
export function statedActivities(
  path: string,
  bytes: Uint8Array,
  files: ReadonlySet<string>,
): Map<string, StatedActivity> {
  const activities = new Map<string, StatedActivity>();
  const table = TABLES.find(({ isNamed }) => isNamed.test(path));
  const text = textOf(bytes);
  if (table === undefined || text === null) return activities;
  const rows = readRows(text, ",");
  const { value: head } = rows.next();
  if (!head) return activities;
  const placeOf = ({ title, place }: Column) => {
    const found = head.cells.indexOf(title);
    return found >= 0 ? found : place;
  };
  const [name, sport] = [placeOf(table.name), placeOf(table.sport)];
  // Unpacking and packing an export again may change capital letters.
  const paths = new Map([...files].map((file) => [file.toLowerCase(), file]));
  for (const { cells } of rows) {
    const file = cells.find((cell) => table.file.test(cell));
    const own = file === undefined ? undefined : paths.get((folderOf(path) + file).toLowerCase());
    if (own === undefined) continue;
    activities.set(own, { name: cells[name] ?? "", sport: cells[sport] ?? "" });
  }
  return activities;
}
