import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { featureSets } from "../src/features/catalogue.ts";
import { contractMetadata } from "../src/model/onnx-metadata.ts";
import { writeOnnx } from "../src/model/onnx-writer.ts";
import { Call, torchFile } from "../src/testing/checkpoint-file.ts";
import { anyContract } from "../src/testing/contract.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { sharedPath } from "../src/testing/shared.ts";
import { checkpointOf, contentNaming, NETWORK, scalerOf } from "./model-files.ts";
import {
  chooseBundled,
  closeAll,
  dropFiles,
  type Expected,
  expect,
  expectNothingAside,
  figure,
  inTerminal,
  opened,
  openSettings,
  settled,
  test,
} from "./page.ts";

const RUN = { name: "run.gpx", text: gpxFile({ minutes: 20 }) };
const CHECKPOINT = checkpointOf(featureSets.typed);
const SCALER = scalerOf(featureSets.typed);

// A test names the other origin as it asks there.
test.use({ expected: { complaints: null, origin: null } });

const reference = sharedPath("reference", "checkpoint.pt");

test(
  "a checkpoint and its scaler become a model that predicts what the terminal does",
  { tag: "@smoke" },
  async ({ page }, testInfo) => {
    test.skip(reference === null, "no reference files");
    await opened(page);
    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    const files = ["checkpoint.pt", "scaler_params.json"].map((name) => sharedPath("reference", name) as string);
    await dropFiles(
      page,
      files.map((path) => ({ name: path.slice(path.lastIndexOf("/") + 1), text: readFileSync(path) })),
    );
    const dialog = page.getByRole("dialog", { name: "Add a model" });
    const features = dialog.getByLabel("Features that it learned from");
    await expect(features).toHaveValue("typed");
    await features.selectOption("temporal");
    await expect(dialog.getByText("learned from the typed ones")).toBeVisible();
    await dialog.getByRole("button", { name: "Add this model" }).click();
    await expect(dialog).toBeHidden();
    await expect(modelSelect(page)).toHaveValue("checkpoint");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");

    const [model, run] = [testInfo.outputPath("checkpoint.onnx"), testInfo.outputPath(RUN.name)];
    writeFileSync(run, RUN.text);
    await inTerminal("import-checkpoint", files[0], "--scaler", files[1], "--features", "temporal", "--out", model);
    const { metrics } = JSON.parse(await inTerminal("predict", run, "--model", model, "--json"));
    for (const name of ["mae", "rmse", "bias"]) {
      expect(Math.abs(metrics[name] - (await figure(page, `metric-${name}`)))).toBeLessThan(0.01);
    }
  },
);

/** Fetches the published checkpoint, which the host does not answer with at first. */
async function expectFetched(page: Page, expected: Expected): Promise<void> {
  expected.origin = "https://huggingface.co";
  expected.complaints = /net::ERR_FAILED/;
  const address = `${expected.origin}/rricc22/heart-rate-prediction-lstm/resolve/main/best_model.pt`;
  const elsewhere = /^https?:\/\/(?!localhost)/;
  const asked: string[] = [];
  await page.route(elsewhere, (route) => {
    asked.push(route.request().url());
    return asked.length === 1
      ? route.abort()
      : route.fulfill({ body: CHECKPOINT.text, headers: { "access-control-allow-origin": "*" } });
  });
  await openSettings(page, "researcher");
  await page.getByRole("button", { name: "Add a model" }).click();
  const fetching = page.getByRole("button", { name: address });
  await expect(fetching).toBeVisible();
  expect(asked).toEqual([]);
  await fetching.click();
  await expect(page.getByRole("dialog").getByTestId("error")).toHaveAttribute("data-code", "download-failed");
  await fetching.click();
  await expect(page.getByText("LSTM, 1 layer of 6 units")).toBeVisible();
  expect(asked).toEqual([address, address]);
  await expect(page.getByText("that of the published one was not published")).toBeVisible();
  await dropFiles(page, [SCALER]);
  await page.getByRole("button", { name: "Add this model" }).click();
  await expect(modelSelect(page)).toHaveValue("best_model");
  await page.unroute(elsewhere);
  await page.keyboard.press("Escape");
  await openSettings(page, "researcher");
  await page.getByRole("button", { name: "Remove best_model" }).click();
  await expect(modelSelect(page)).toHaveValue("population");
  await page.keyboard.press("Escape");
  await page.getByTestId("level").uncheck();
  [expected.origin, expected.complaints] = [null, null];
}

test("a model's card is read, what is no model is refused, and a checkpoint is added: with a scaler that is estimated, the published one, or one that asks what a run was meant to be", async ({
  page,
  expected,
}) => {
  await opened(page);
  await test.step("a bundled model's card opens as text to read", async () => {
    const card = page.getByTestId("model-card");
    await expect(card).toHaveCount(0);
    await page.getByText("About this model").click();
    await expect(card.getByRole("heading", { name: "How far off it is" })).toBeVisible();
    await expect(card.getByRole("cell", { name: "20 earlier runs and first 10 min" }).first()).toBeVisible();
    await expect(card).not.toContainText("**");
    const wide = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNothingAside(page);
    await page.setViewportSize(wide);
    await page.getByText("About this model").click();
  });
  await test.step("a checkpoint that would run code is refused with its code, and one of other features with a sentence", async () => {
    const hostile = contentNaming(featureSets.temporal).set("epoch", new Call("os system", ["touch owned"]));
    await dropFiles(page, [{ name: "hostile.pt", text: Buffer.from(torchFile(hostile)) }, SCALER]);
    const error = page.getByRole("dialog").getByTestId("error");
    await expect(error).toHaveAttribute("data-code", "bad-checkpoint");
    await expect(error).toContainText("asks Python for os.system");
    await expect(error).toHaveAttribute("data-run", "hostile.pt");
    expect(existsSync("owned")).toBe(false);

    await dropFiles(page, [{ ...checkpointOf(["speed", "cadence"]), name: "other.pt" }]);
    await expect(error).toContainText("neither the temporal nor the typed set");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Add a model" })).toBeHidden();
    await expect(modelSelect(page)).toHaveValue("population");
  });
  await test.step("a scaler is estimated from a split where there is none, and the model says so; it can be removed", async () => {
    const checkpoint = checkpointOf(featureSets.temporal);
    await dropFiles(page, [checkpoint]);
    const dialog = page.getByRole("dialog", { name: "Add a model" });
    await expect(dialog.getByText("Missing: its scaler.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Add this model" })).toBeDisabled();
    await dialog
      .getByTestId("model-file-input")
      .setInputFiles([{ name: "test.parquet", mimeType: "", buffer: readFileSync("public/data/test.parquet") }]);
    await dialog.getByRole("button", { name: "Add this model" }).click();
    await expect(modelSelect(page)).toHaveValue("best_model");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    await page.getByText("About this model").click();
    await expect(page.locator(".model-details")).toContainText("Scaler estimated from test.parquet");
    await page.getByText("About this model").click();
    await openSettings(page, "researcher");
    await page.getByRole("button", { name: "Remove best_model" }).click();
    await expect(modelSelect(page)).toHaveValue("population");
    await expect(modelSelect(page)).toBeFocused();
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    await page.keyboard.press("Escape");
    await page.getByTestId("level").uncheck();
  });
  await test.step("the published checkpoint is fetched by one click on its address, and not before", () =>
    expectFetched(page, expected));
  await test.step("a model that can't serve is refused with the reason, and the one before keeps its picture", async () => {
    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    const mae = await figure(page, "metric-mae");
    const scaler = { mean: new Array(14).fill(0), std: new Array(14).fill(1) };
    const uncalibrated = anyContract({ calibration: null, intervals: null });
    const whole = (bias: number, contract = uncalibrated) =>
      Buffer.from(writeOnnx({ ...NETWORK, head: { ...NETWORK.head, bias } }, scaler, contract));
    const contract = contractMetadata(uncalibrated).value;
    const withContract = (change: (text: string) => string) =>
      Buffer.from(whole(150).toString("latin1").replace(contract, change(contract)), "latin1");
    const cases: [string, Buffer, string, RegExp][] = [
      ["text", Buffer.from("no model"), "bad-model", /no ONNX model/],
      ["cut", whole(150).subarray(0, 900), "bad-model", /cut short/],
      ["json", withContract((text) => text.replace('{"version"', "{'version'")), "bad-model", /no JSON/],
      ["newer", withContract((text) => text.replace('"version":1', '"version":9')), "bad-model", /newer/],
      ["unknown", withContract((text) => text.replace('"speed_lag_2"', '"speed_lag_7"')), "unknown-feature", /lag_7/],
      ["misfit", whole(150, anyContract()), "bad-model", /calibration does not fit its hidden state/],
      ["nan", whole(Number.NaN), "bad-model", /NaN for a heart rate/],
    ];
    for (const [name, bytes, code, message] of cases) {
      await dropFiles(page, [{ name: `${name}.onnx`, text: bytes }]);
      const error = page.locator(`[data-testid="error"][data-run="${name}"]`);
      await expect(error).toHaveAttribute("data-code", code);
      await expect(error).toHaveText(message);
      await expect(modelSelect(page)).toHaveValue("population");
      expect(await figure(page, "metric-mae")).toBe(mae);
    }
    await page.getByRole("button", { name: "Close" }).click();
    await expect(page.getByTestId("error")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Settings" })).toBeFocused();
    await dropFiles(page, [{ name: "good.onnx", text: whole(150) }]);
    await expect(modelSelect(page)).toHaveValue("good");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    await closeAll(page);
  });
  await test.step("a model that wants to know what a run was meant to be asks, and predicts by the answer", async () => {
    await expect(page.getByLabel("What the run was meant to be")).toHaveCount(0);
    await dropFiles(page, [CHECKPOINT, SCALER, RUN]);
    const add = page.getByRole("button", { name: "Add this model" });
    await add.click();
    await settled(page, RUN.name);
    await expect(page.getByTestId("error")).toHaveAttribute("data-code", "intent-needed");
    const answer = page.getByRole("main").getByLabel("What the run was meant to be");
    await answer.selectOption("recovery");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    const recovery = await figure(page, "metric-bias");
    await openSettings(page);
    await page.getByRole("region", { name: "About me" }).getByLabel("What the run").selectOption("intensive");
    await expect.poll(() => figure(page, "metric-bias")).not.toBe(recovery);
  });
});

/** Reads the start of the run that is shown, as a model predicts it that begins without a state. */
async function expectSettling(page: Page): Promise<void> {
  const chart = page.getByTestId("chart-heart-rate");
  const slider = page.getByLabel("Moment of the run");
  await slider.focus();
  await expect(page.getByText("Expected, settling")).toBeVisible();
  await expect(slider).toHaveAttribute("aria-valuetext", /^0:00, 0\.00 km: .*the model is settling$/);
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", /^0:24, /);
  await expect(page.getByText("Expected, settling")).toHaveCount(0);
  await expect(slider).not.toHaveAttribute("aria-valuetext", /settling/);
  // The expected line is one, in two strengths; nothing is filled before it has settled.
  const startOf = (selector: string) =>
    chart.locator(selector).evaluate((path) => (path as SVGGeometryElement).getBBox().x);
  expect(await startOf("path.expected.settling")).toBe(0);
  const settledX = await startOf("path.expected:not(.settling)");
  expect(settledX).toBeGreaterThan(0);
  expect(Math.min(await startOf("path.harder"), await startOf("path.easier"))).toBeCloseTo(settledX, 0);
}

test("a second model is fetched when it is chosen, and its line lies over the first, as the terminal's does; one without a state says where it settles", async ({
  page,
}, testInfo) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(...(/models\/(.*)\.onnx\.gz$/.exec(request.url())?.slice(1) ?? [])));
  await opened(page);
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  const mae = await figure(page, "metric-mae");
  const choice = page.getByTestId("second-model");
  await expect(choice).toHaveValue("");
  expect(fetched).not.toContain("population-lstm");
  await choice.focus();
  await choice.selectOption("population-lstm");
  await expect(choice).toHaveAttribute("data-phase", "ready");
  await expect(choice).toBeFocused();
  expect(fetched.filter((name) => name === "population-lstm")).toHaveLength(1);

  const both = page.getByTestId("two-models");
  const secondMae = async () => Number(await both.getAttribute("data-second-mae"));
  await expect(both).toContainText("bpm apart on average");
  expect(Number(await both.getAttribute("data-mae"))).toBeCloseTo(mae, 9);
  await expect(page.locator(".legend-second")).toHaveText("expected by population-lstm");
  await expect(page.locator(".canvas .second:not(.settling)")).toHaveAttribute("d", /L/);
  const run = testInfo.outputPath(RUN.name);
  writeFileSync(run, RUN.text);
  const inTerminalMae = async (model: string) =>
    JSON.parse(await inTerminal("predict", run, "--model", model, "--json")).metrics.mae;
  expect(Math.abs((await inTerminalMae("population-lstm")) - (await secondMae()))).toBeLessThan(0.01);
  const moment = page.getByLabel("Moment of the run");
  await moment.focus();
  await expect(moment).toHaveAttribute("aria-valuetext", /expected \d+, by population-lstm \d+ bpm/);
  await expect(page.getByTestId("chart-heart-rate").locator(".crosshair-dot.second")).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNothingAside(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  const attentionMae = await inTerminalMae("population-attention");
  const unfitted = await secondMae();
  await page.getByTestId("calibration").locator("[value=warm-up]").check({ force: true });
  await expect(both).toContainText("Both: Compared with the first 10 minutes");
  expect(await secondMae()).not.toBe(unfitted);

  await chooseBundled(page, "population-lstm");
  await expect(choice).toHaveValue("");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  await expect(both).toHaveCount(0);
  await page.getByTestId("calibration").locator("[value=none]").check({ force: true });
  await test.step("the first half minute is that of a model without a state, and what is read there says so", () =>
    expectSettling(page));

  await chooseBundled(page, "population-attention");
  await expect
    .poll(async () => Math.abs((await figure(page, "metric-mae")) - attentionMae), { timeout: 20_000 })
    .toBeLessThan(0.01);
  expect(await figure(page, "metric-mae")).not.toBe(mae);
  await openSettings(page, "researcher");
  await modelSelect(page).selectOption("population");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
});

function modelSelect(page: Page) {
  return page.getByLabel("Trained network");
}
