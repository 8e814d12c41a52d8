import { expect, figure, openedUnderOnePolicy, test } from "./page.ts";

test("WebGPU gives the same figures as WASM, and composes no code from text", async ({ page }) => {
  await openedUnderOnePolicy(page);
  const mae = await figure(page, "metric-mae");
  await page.getByLabel("Runs on").selectOption("webgpu");
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  expect(Math.abs((await figure(page, "metric-mae")) - mae)).toBeLessThan(0.05);
});
