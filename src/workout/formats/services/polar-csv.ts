import type { StartedAt, Workout } from "../../workout.ts";
import { parseCsv } from "../csv.ts";
import { readRows } from "../csv-rows.ts";
import { Text } from "../text.ts";
import { plausibleBpm, startedAtFrom } from "../value.ts";

/** First titles of the two tables in Polar Flow's "Export session (CSV)": totals, and below them moments. */
const TOTALS = /^Name,Sport,Date,Start time,/i;
const MOMENTS = /[\r\n]Sample rate,Time,HR \(bpm\),/i;

/** Whether a text begins like a session of Polar Flow as CSV. */
export function isPolarCsv(head: string): boolean {
  return TOTALS.test(head) && MOMENTS.test(head);
}

/** Reads the session's moments, and its facts from the table of totals. @throws PredictorError as parseCsv. */
export function parsePolarCsv(text: Text, head: string, name: string): Workout {
  const [titles, values] = readRows(Text.from(head.slice(0, head.search(MOMENTS))), ",");
  const total = (title: string) => values?.cells[titles.cells.indexOf(title)] ?? "";
  return {
    ...parseCsv(text, head, name),
    format: "polar-csv",
    sport: total("Sport") || null,
    startedAt: startOf(total("Date"), total("Start time")),
    runnerHeartRates: {
      maximumBpm: plausibleBpm(Number(total("HR max"))),
      restingBpm: plausibleBpm(Number(total("HR sit"))),
      thresholdBpm: null,
    },
  };
}

/** Local time of the start, whose offset from UTC is not stated. The date begins with the day or with the year. */
function startOf(date: string, time: string): StartedAt | null {
  return startedAtFrom(`${date.replace(/^(\d\d)[-.](\d\d)[-.](\d{4})$/, "$3-$2-$1")}T${time}`);
}
