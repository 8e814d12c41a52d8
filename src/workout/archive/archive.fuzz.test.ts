/** @module-tag slow */
import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { asPredictorError } from "../../base/error.ts";
import { fuzz, type Seed } from "../../testing/fuzzing.ts";
import { gpxFile } from "../../testing/gpx-file.ts";
import { healthExport } from "../../testing/health-export.ts";
import { type ZippedFile, zipFile } from "../../testing/zip-file.ts";
import { Archive } from "./archive.ts";

const csv: ZippedFile = { name: "a.csv", content: "time_s,speed\n0,8\n1,9\n" };
const gpx: ZippedFile = {
  name: "activities/1.gpx.gz",
  content: gzipSync(new TextEncoder().encode(gpxFile({ minutes: 1 }))),
};
const table: ZippedFile = {
  name: "activities.csv",
  content: "a,b,Activity Name,Activity Type,f\n1,2,x,Run,activities/1.gpx.gz\n",
};

const seeds: Seed[] = [
  { name: "tables", bytes: zipFile([csv, { ...csv, name: "b.csv", packing: "stored" }], { comment: "runs" }) },
  { name: "zip64", bytes: zipFile([csv], { wide: true }) },
  { name: "strava", bytes: zipFile([table, gpx]) },
  { name: "nested", bytes: zipFile([{ name: "inner.zip", content: zipFile([csv]), packing: "stored" }, csv]) },
  { name: "packed within", bytes: zipFile([{ name: "inner.zip", content: zipFile([csv]) }]) },
  { name: "health", bytes: healthExport() },
];

test("damaged copies of archives", () =>
  fuzz(seeds, async (bytes) => {
    const archive = new Archive(sourceOf({ name: "runs.zip", bytes }));
    for (const activity of (await archive.list()).activities) {
      const runs = await archive.read(activity).catch((error) => [{ error: asPredictorError(error) }]);
      for (const run of runs) if ("error" in run) expect(run.error.code, run.error.message).not.toBe("unexpected");
    }
  }));
