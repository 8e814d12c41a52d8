import { expect, figure, opened, test } from "./page.ts";

test("without WebGPU the page falls back to WASM, says so, and predicts", async ({ page }) => {
  await opened(page);
  const mae = await figure(page, "metric-mae");
  await page.getByLabel("WebGPU").check();
  await expect(page.getByText(/WebGPU (finds|could)|no WebGPU|lacks/)).toBeVisible();
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "wasm");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  expect(await figure(page, "metric-mae")).toBeCloseTo(mae, 6);
});

test.describe("with WebGPU on a software adapter", () => {
  test.use({
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        ...["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        ...["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader"],
      ],
    },
  });

  test("the same run gives the same figures", async ({ page }) => {
    await opened(page);
    const mae = await figure(page, "metric-mae");
    await page.getByLabel("WebGPU").check();
    await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    expect(Math.abs((await figure(page, "metric-mae")) - mae)).toBeLessThan(0.05);
  });
});
