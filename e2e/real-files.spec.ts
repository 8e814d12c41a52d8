import { readdirSync } from "node:fs";
import { sharedPath } from "../src/testing/shared.ts";
import { copiedLink, dropPath, expect, figure, opened, predictedInTerminal, settled, test } from "./page.ts";

/** What each real export should come to: figures, a prediction without comparison, or the code of a refusal. */
const EXPECTED: Record<string, "figures" | "no-heart-rate" | string> = {
  "strava_android_run.gpx": "figures",
  "suunto_movescount.gpx": "figures",
  "garmin_connect_run.gpx": "figures",
  "garmin_instinct_run.tcx": "figures",
  "amazfit_run.gpx": "figures",
  "nike_run_club.gpx": "figures",
  "codoon_run.tcx": "figures",
  "keep_app_run.gpx": "figures",
  "suunto_spartan_run_32tracks.tcx": "figures",
  "fitrec_run_no_speed.txt": "figures",
  "garmin_fenix2_run.fit": "figures",
  "garmin_fr110_run.fit": "figures",
  "garmin_fr60_compressed_speed_distance.fit": "figures",
  "garmin_hrm_plugin_walk.fit": "figures",
  "stryd_developer_fields_run.fit": "figures",
  "strava_app.fit": "no-heart-rate",
  "truncated.fit": "too-short",
  "tomtom_run.tcx": "no-heart-rate",
  "apple_health_export_route.gpx": "no-heart-rate",
  "broken_unbound_prefix.gpx": "malformed-xml",
  "gpxstudio_hr_no_time.gpx": "no-time",
  "gpxstudio_multi_trk_seg.gpx": "no-heart-rate",
};

/** A dataset, which opens as a table. */
const SPLITS = ["hub_schema_24.parquet"];

test("real exports each give a chart and figures, the same in the terminal and through their links, or a reason", async ({
  page,
}) => {
  test.skip(sharedPath("files") === null, "no real files beside the project");
  test.slow();
  const known = [...Object.keys(EXPECTED), ...SPLITS, "README.md"];
  expect(readdirSync(sharedPath("files") as string).sort(), "a file of which nothing is expected").toEqual(
    known.sort(),
  );
  const withFigures = Object.keys(EXPECTED).filter((name) => EXPECTED[name] === "figures");
  const terminal = await predictedInTerminal(withFigures.map((name) => sharedPath("files", name) as string));
  const status = page.getByTestId("status");
  await opened(page);
  for (const [name, expected] of Object.entries(EXPECTED)) {
    await dropPath(page, sharedPath("files", name) as string);
    if (expected === "figures") {
      await expect(status, name).toHaveAttribute("data-state", "done");
      const mae = await figure(page, "metric-mae");
      expect(mae, name).toBeGreaterThan(0);
      expect(Math.abs(terminal[withFigures.indexOf(name)].metrics!.mae - mae), name).toBeLessThan(0.01);
      await page.goto(await copiedLink(page));
      await settled(page, "Shared run");
      await expect(status, `link of ${name}`).toHaveAttribute("data-state", "done");
      expect(Math.abs((await figure(page, "metric-mae")) - mae), `link of ${name}`).toBeLessThan(0.05);
    } else if (expected === "no-heart-rate") {
      await expect(status, name).toHaveAttribute("data-state", "done");
      expect(await figure(page, "metric-mae"), name).toBeNaN();
    } else {
      await expect(status, name).toHaveAttribute("data-state", "error");
      const error = page.locator(`[data-testid="error"][data-run="${name}"]`).first();
      await expect(error).toHaveAttribute("data-code", expected);
    }
  }
});
