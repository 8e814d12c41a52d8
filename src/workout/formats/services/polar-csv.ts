import type { StartedAt, Workout } from "../../workout.ts";
import { parseCsv } from "../csv.ts";
import { readRows } from "../csv-rows.ts";
import { Text } from "../text.ts";
import { plausibleBpm, startedAtFrom } from "../value.ts";

/** Titles of the two tables that Polar Flow's "Export session (CSV)" puts under one another: totals, and moments. */
const TOTALS = /^Name,Sport,Date,Start time,/i;
const MOMENTS = /[\r\n]Sample rate,Time,HR \(bpm\),/i;

/** Whether a text begins as the table of a session of Polar Flow does. */
export function isPolarCsv(head: string): boolean {
  return TOTALS.test(head) && MOMENTS.test(head);
}

/** The session, with what the first of its tables states of it. @throws PredictorError as parseCsv. */
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

/** The local time of the start, whose offset is not stated: the day stands first, or the year. */
function startOf(date: string, time: string): StartedAt | null {
  return startedAtFrom(`${date.replace(/^(\d\d)[-.](\d\d)[-.](\d{4})$/, "$3-$2-$1")}T${time}`);
}
