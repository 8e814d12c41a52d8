import { PredictorError } from "../../../base/error.ts";

/** Services' tables of activities, one per row, recognised by titles that no other table has together. */
const LISTS: readonly { service: string; titles: readonly RegExp[]; advice: string }[] = [
  {
    service: "Strava",
    titles: [/^activity id$/i, /^activity date$/i],
    advice: "Choose the whole export as the ZIP archive that it came in, or files of its folder activities.",
  },
  {
    service: "Runkeeper",
    titles: [/^activity id$/i, /^gpx file$/i],
    advice: "Choose the whole export as the ZIP archive that it came in, or its GPX files.",
  },
  {
    service: "Garmin Connect",
    titles: [/^activity type$/i, /^favorite$/i],
    advice: "Export each activity as its original file, or as TCX.",
  },
  {
    service: "Samsung Health",
    titles: [/^com\.samsung\./i],
    advice: "Choose the whole export as a ZIP archive: it holds the files of what was measured.",
  },
];

/** Refusal of a table of activities, by its titles; null for any other table. */
export function activityList(titles: readonly string[]): PredictorError | null {
  const list = LISTS.find((known) => known.titles.every((pattern) => titles.some((title) => pattern.test(title))));
  if (list === undefined) return null;
  return new PredictorError(
    "no-runs",
    `This is a table of ${list.service} with an activity's totals in each row, not the moments of a run. ${list.advice}`,
  );
}
