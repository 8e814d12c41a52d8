import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import type { Prediction } from "../../model/prediction.ts";
import { datedRun } from "../../testing/dated-runs.ts";
import { drawn } from "../../testing/drawn.tsx";
import { file, nameOf, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import { SETTINGS_KEY } from "../state/settings.ts";
import { MyRuns } from "./my-runs.tsx";

/** A run of a minute at 160 bpm, where 150 were expected. */
const PREDICTION = predictionOf(trackOf({ heartRateBpm: new Float32Array(11).fill(160) }));

test("a row says how far its run is; what was stopped goes on, and ends in its figures", async () => {
  const page = new ScriptedPage();
  await page.start();
  let isHeld = true;
  const held: ((prediction: Prediction) => void)[] = [];
  page.predictor.answer = (source) =>
    isHeld && nameOf(source) === "second.gpx" ? new Promise((resolve) => held.push(resolve)) : PREDICTION;
  await page.state().openFiles(["first.gpx", "second.gpx", "third.gpx"].map((name) => file(name, name)));
  await rest();
  const screen = await drawn(page, <MyRuns />);
  const row = (name: string) => screen.getByRole("row", { name });
  await expect.element(row("first.gpx")).toHaveTextContent(/1:00.*160\.0.*150\.0.*\+10\.0/);
  await expect.element(row("second.gpx")).toHaveTextContent("predicting");
  await expect.element(row("third.gpx")).toHaveTextContent("waiting");

  page.state().cancel();
  await expect.element(row("second.gpx")).toHaveTextContent("stopped");
  await expect.element(row("third.gpx")).toHaveTextContent("stopped");
  isHeld = false;
  await screen.getByRole("button", { name: "Go on" }).click();
  // The predictor ends what it is at before it takes on the next.
  for (const release of held) release(PREDICTION);
  await expect.element(row("second.gpx")).toHaveTextContent("+10.0");
  await expect.element(row("third.gpx")).toHaveTextContent("+10.0");
});

test("a run that asks for an answer stays in the table; what was refused is folded beneath it", async () => {
  const page = new ScriptedPage();
  await page.start();
  page.predictor.answer = (source) => {
    if (nameOf(source) === "asking.gpx") throw new PredictorError("intent-needed", "What was it meant to be?");
    if (nameOf(source) === "bad.gpx") throw new PredictorError("too-short", "This run is too short.");
    return PREDICTION;
  };
  await page.state().openFiles(["asking.gpx", "bad.gpx", "good.gpx"].map((name) => file(name, name)));
  await rest();
  const screen = await drawn(page, <MyRuns />);
  await expect.element(screen.getByRole("row", { name: "asking.gpx" })).toHaveTextContent("asks for an answer");
  await expect.element(screen.getByRole("heading", { name: "2 runs" })).toBeVisible();
  await expect.element(screen.getByText("This run is too short.")).not.toBeVisible();
  await screen.getByText("1 not read").click();
  await expect.element(screen.getByText("This run is too short.")).toBeVisible();
});

test("a library is not forgotten unasked, however early its switch is turned off, and can be though it can't be read", async () => {
  const page = new ScriptedPage();
  page.kept.set(SETTINGS_KEY, JSON.stringify({ remembering: "on" }));
  await page.library.keep([datedRun("a", 1)]);
  let fail: (thrown: unknown) => void = () => {};
  // Of each listing, whenever it is asked for.
  const listing = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // It may fail before it is asked for.
  listing.catch(() => {});
  page.library.summaries = () => listing;
  page.visit();
  await page.start();
  const screen = await drawn(page, <MyRuns />);
  await screen.getByTestId("remember").click();
  await expect.element(screen.getByText("What this browser keeps, all runs, can stay")).toBeVisible();
  await screen.getByRole("button", { name: "Go on remembering" }).click();
  expect(page.state().remembering).toBe("on");
  await expect.element(screen.getByText("Runs stay until you close")).not.toBeInTheDocument();

  fail(new PredictorError("newer-library", "A newer version keeps your library."));
  await expect.element(screen.getByText("A newer version keeps your library.")).toBeVisible();
  await screen.getByTestId("forget-all").click();
  await screen.getByTestId("forget-all-confirmed").click();
  await expect.element(screen.getByTestId("remember")).not.toBeChecked();
  await expect.poll(() => page.kept.size).toBe(0);
  await expect.element(screen.getByRole("region", { name: "Library" })).toHaveFocus();
});

test("a run of the library draws its heart rate before it is opened", async () => {
  const page = new ScriptedPage();
  page.kept.set(SETTINGS_KEY, JSON.stringify({ remembering: "on" }));
  await page.library.keep([datedRun("a", 1)]);
  page.visit();
  await page.start();
  const screen = await drawn(page, <MyRuns />);
  await expect.element(screen.getByTestId("library-run")).toBeVisible();
  await expect.poll(() => document.querySelector(".sparkline path")?.getAttribute("d")).toMatch(/^M0\.0 .*L/);
  expect(page.state().items.map(({ state }) => state)).toContain("kept");
});

test("of a thousand runs few rows are drawn, and the last is a key away", async () => {
  const page = new ScriptedPage();
  await page.start();
  page.predictor.answer = () => PREDICTION;
  await page.state().openFiles(Array.from({ length: 1000 }, (_, i) => file(`${i + 1}.gpx`, `${i}`)));
  while (page.state().items.some(({ state }) => state !== "done")) await rest();
  const screen = await drawn(page, <MyRuns />);
  await expect.element(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "1001");
  expect(document.querySelectorAll("tr[data-row]").length).toBeLessThan(100);
  const first = document.querySelector<HTMLElement>(".row-link")!;
  first.focus();
  first.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
  await expect.element(screen.getByRole("button", { name: "1000.gpx", exact: true })).toHaveFocus();
});
