import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, figure, opened, openOpening, settled, test } from "./page.ts";

const RUN = gpxFile({ minutes: 12 });
/** A worker that takes what it is given and hears nothing more, as one that an evil file keeps busy, but rests meanwhile. */
const BUSY = `const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  self.onmessage = () => Atomics.wait(new Int32Array(buffer), 0, 0);`;

/** Until it is let go, what reads files hangs. */
async function openedWithHangingReader(page: Page): Promise<() => Promise<void>> {
  const scripts = "**/reading-worker-*.js";
  await page.route(scripts, (route) => route.fulfill({ contentType: "text/javascript", body: BUSY }));
  await opened(page);
  return () => page.unroute(scripts);
}

test("a file that hangs what reads it can be cancelled; the page stays responsive, and goes on with it", async ({
  page,
}) => {
  const letGo = await openedWithHangingReader(page);
  await dropFiles(page, [{ name: "slow.gpx", text: RUN }]);
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  await expect(cancel).toBeVisible();
  await openOpening(page);
  await page.getByText("Type or paste values").click();
  await expect(page.getByLabel("Speed, km/h")).toBeVisible();
  await page.keyboard.press("Escape");
  await letGo();
  await cancel.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "stopped");
  await page.getByRole("button", { name: "Go on" }).click();
  await settled(page, "slow.gpx");
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await expect(page.getByRole("button", { name: "Go on" })).toHaveCount(0);
});

test("a file that hangs what reads it is refused in the end, and the one that waits is read", async ({ page }) => {
  await page.clock.install();
  const letGo = await openedWithHangingReader(page);
  await dropFiles(page, [
    { name: "evil.gpx", text: RUN },
    { name: "good.gpx", text: RUN },
  ]);
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "predicting");
  await letGo();
  await page.clock.fastForward(31_000);
  await settled(page, "good.gpx");
  await expect(page.locator('[data-testid="error"][data-run="evil.gpx"]')).toHaveAttribute("data-code", "too-slow");
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
});
