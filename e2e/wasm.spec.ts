import { expect, figure, opened, test } from "./page.ts";

test("without WebGPU the page falls back to WASM, says so, and predicts", async ({ page }) => {
  await opened(page);
  const mae = await figure(page, "metric-mae");
  await page.getByLabel("Runs on").selectOption("webgpu");
  await expect(page.getByText(/WebGPU (finds|could)|no WebGPU|lacks/)).toBeVisible();
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "wasm");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  expect(await figure(page, "metric-mae")).toBeCloseTo(mae, 6);
});
