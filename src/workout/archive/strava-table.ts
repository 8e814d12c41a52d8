import { readRows } from "../formats/csv-rows.ts";
import { textOf } from "../formats/text.ts";

/** What Strava's `activities.csv` says of one of its files. */
export interface StravaActivity {
  name: string;
  /** In the language of the account, such as "Run" or "Lauf". */
  sport: string;
}

/** The columns in an account's English; in other languages they stand in the same places. */
const NAME = { title: "Activity Name", place: 2 };
const SPORT = { title: "Activity Type", place: 3 };
const FILE = /^activities\/[^/]+$/;

/**
 * The table of a Strava export, by the paths of the files in the archive; in the order of the table, which begins with
 * the first activity. Activities without a file are left out, such as those entered by hand. Empty where it is no such
 * table.
 * @param folder in which the table lies, with the slash behind it
 * @param files all that the archive holds: of no other anything is kept
 * @throws PredictorError as readRows.
 */
export function stravaActivities(
  bytes: Uint8Array,
  folder: string,
  files: ReadonlySet<string>,
): Map<string, StravaActivity> {
  const text = textOf(bytes);
  const activities = new Map<string, StravaActivity>();
  if (text === null) return activities;
  const rows = readRows(text, ",");
  const { value: head } = rows.next();
  if (!head) return activities;
  const placeOf = ({ title, place }: { title: string; place: number }) => {
    const found = head.cells.indexOf(title);
    return found >= 0 ? found : place;
  };
  const [name, sport] = [placeOf(NAME), placeOf(SPORT)];
  for (const { cells } of rows) {
    const file = cells.find((cell) => FILE.test(cell));
    if (file === undefined || !files.has(folder + file)) continue;
    activities.set(folder + file, { name: cells[name] ?? "", sport: cells[sport] ?? "" });
  }
  return activities;
}
