import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, figure, settled, test } from "./page.ts";

// The browser complains of what is not answered here.
test.use({ expected: { complaints: /Failed to load resource: net::ERR_FAILED/, origin: null } });

test("a model that could not be fetched is loaded again on request, and what waited for it is predicted", async ({
  page,
}) => {
  await page.route("**/*.onnx.gz", (route) => route.abort());
  await page.goto("./");
  await expect(error(page)).toHaveAttribute("data-code", "download-failed");
  await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 12 }) }]);
  await expect(page.getByText("could not be loaded")).toBeVisible();
  await page.unroute("**/*.onnx.gz");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  await settled(page, "run.gpx");
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await expect(error(page)).toHaveCount(0);
});

test("samples that could not be fetched say so, and come when asked for again; so says a place", async ({ page }) => {
  await page.route("**/*.parquet", (route) => route.abort());
  await page.route("**/datasets-place-*.js", (route) => route.abort());
  await page.goto("./#s1.steady");
  await expect(error(page)).toHaveAttribute("data-code", "download-failed");
  await page.unroute("**/*.parquet");
  await page.getByRole("link", { name: "Steady" }).click();
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await page.getByTestId("place-datasets").click();
  await expect(page.getByText("This part of the page could not be fetched")).toBeVisible();
});

test("a worker that does not start is an error, and is started again with the model", async ({ page }) => {
  await page.route("**/worker-*.js", (route) => route.abort());
  await page.goto("./");
  await expect(error(page)).toHaveAttribute("data-code", "unexpected");
  await page.unroute("**/worker-*.js");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
});

function error(page: Page) {
  return page.getByTestId("error");
}
