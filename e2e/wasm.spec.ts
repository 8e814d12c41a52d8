import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, figure, opened, openSettings, test } from "./page.ts";

test("without WebGPU the page fetches nothing of it unasked, falls back to WASM, and times that alone", async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await opened(page);
  await test.step("nothing of WebGPU is fetched unasked, and no file is too large for a static host", async () => {
    expect(fetched.filter((url) => /jspi|asyncify|webgpu/.test(url))).toEqual([]);
    const files = readdirSync("dist", { recursive: true, encoding: "utf8" }).map((name) => join("dist", name));
    expect(files.filter((name) => /jspi|asyncify/.test(name) && /\.wasm/.test(name))).toHaveLength(2);
    expect(files.filter((name) => statSync(name).size > 25 * 1024 ** 2)).toEqual([]);
  });
  await openSettings(page, "researcher");
  await test.step("asked for WebGPU the page falls back to WASM, says so, and predicts", async () => {
    const mae = await figure(page, "metric-mae");
    await page.getByLabel("Runs on").selectOption("webgpu");
    await expect(page.getByText(/WebGPU (finds|could)|no WebGPU/)).toBeVisible();
    await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "wasm");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    expect(await figure(page, "metric-mae")).toBeCloseTo(mae, 6);
    await page.getByLabel("Runs on").selectOption("wasm");
  });
  await test.step("a measurement gives WASM's times, and says what is missing", async () => {
    await page.getByRole("button", { name: "Time both on this machine" }).click();
    const times = page.getByTestId("backend-times");
    await expect(times).toHaveAttribute("data-state", "measured");
    await expect(times.getByRole("row", { name: "processor" }).getByRole("cell")).toHaveCount(2);
    await expect(times.getByRole("row", { name: "graphics" })).toHaveCount(0);
    await expect(times.getByText(/WebGPU (finds|could)|no WebGPU/)).toBeVisible();
  });
});
