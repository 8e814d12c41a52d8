import { expect, test } from "vitest";
import { FORMATS } from "../../workout/formats/formats.ts";
import { acceptedFiles, offeredFiles } from "./accepted-files.ts";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test("a choice of files offers every ending of every format, packed or not", () => {
  const endings = acceptedFiles({ userAgent: MAC, maxTouchPoints: 0 })?.split(",");
  for (const format of Object.values(FORMATS)) {
    for (const ending of format.endings) expect(endings).toContain(`.${ending}`);
  }
  expect(endings).toEqual(expect.arrayContaining([".gz", ".zip", ".parquet"]));
});

test("on iOS, which would grey them out, it leaves all files to be chosen", () => {
  expect(acceptedFiles({ userAgent: IPHONE, maxTouchPoints: 5 })).toBeUndefined();
  expect(acceptedFiles({ userAgent: MAC, maxTouchPoints: 5 })).toBeUndefined();
});

test("of a folder, files that no format ends like stay aside, unless there are no others", () => {
  const named = (...names: string[]) => names.map((name) => new File([], name));
  const namesOf = (files: readonly File[]) => files.map(({ name }) => name);
  expect(namesOf(offeredFiles(named(".DS_Store", "a.FIT", "b.gpx.gz", "cover.jpg", "runs.parquet")))).toEqual([
    "a.FIT",
    "b.gpx.gz",
    "runs.parquet",
  ]);
  expect(namesOf(offeredFiles(named("cover.jpg")))).toEqual(["cover.jpg"]);
});
