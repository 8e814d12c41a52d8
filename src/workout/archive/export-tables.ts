import { readRows } from "../formats/csv-rows.ts";
import { textOf } from "../formats/text.ts";
import { folderOf } from "./activity.ts";

/** A service's own statement about one of its exported files. */
export interface StatedActivity {
  /** Empty where nobody named it. */
  name: string;
  /** Strava's is in the language of the account, such as "Run" or "Lauf". */
  sport: string;
}

interface Column {
  title: string;
  /** Index of the column where none bears the title: Strava translates titles, and keeps their places. */
  place: number;
}

/** A table that a service puts beside the files of an export, told by its name. */
interface ExportTable {
  isNamed: RegExp;
  name: Column;
  sport: Column;
  /** Pattern of the cell that names the activity's file; its path counts from the table's folder. */
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

/** Whether a file of that name is a service's table of what it exports. */
export function isExportTable(path: string): boolean {
  return TABLES.some(({ isNamed }) => isNamed.test(path));
}

/**
 * Reads a service's table: its statements about files of the archive, by path, in the order of the table. Activities
 * without a file are left out, such as those entered by hand. Empty where it is no such table.
 * @param path of the table in the archive
 * @param files all that the archive holds: of no other anything is kept
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
  // Whoever unpacked an export and packed it anew may have other capitals.
  const paths = new Map([...files].map((file) => [file.toLowerCase(), file]));
  for (const { cells } of rows) {
    const file = cells.find((cell) => table.file.test(cell));
    const own = file === undefined ? undefined : paths.get((folderOf(path) + file).toLowerCase());
    if (own === undefined) continue;
    activities.set(own, { name: cells[name] ?? "", sport: cells[sport] ?? "" });
  }
  return activities;
}
