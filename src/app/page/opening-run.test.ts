import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readHubRows } from "../../dataset/parquet/parquet.ts";
import { samples } from "../../dataset/samples.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { encodeLink } from "../../sharing/link.ts";
import { PLAIN_VIEW } from "../../sharing/shared-view.ts";
import { workoutOfHubRow } from "../../workout/formats/record.ts";
import { OPENING_LINK } from "./opening-run.ts";

test("the page opens on the bundled split's progressive sample", async () => {
  const { workoutId } = samples.find(({ id }) => id === "progressive")!;
  const rows = await readHubRows(new Uint8Array(readFileSync("public/data/test.parquet")));
  const row = rows.find(({ workout_id }) => workout_id === workoutId)!;
  const { track } = prepareRun(workoutOfHubRow(row, "progressive"), bundledRecipe, { gender: null, intent: null });
  const settings = { maximumHeartRateBpm: null, zones: null, speedUnit: "pace", distanceUnit: "km" } as const;
  // Where this fails, the split or the link's format has changed: what it says instead belongs into opening-run.ts.
  expect(encodeLink({ track, isSimulated: true, modelName: "population", settings, view: PLAIN_VIEW })).toBe(
    OPENING_LINK,
  );
});
