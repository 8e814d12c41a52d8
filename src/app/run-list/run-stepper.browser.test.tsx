import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { drawn } from "../../testing/drawn.tsx";
import { file, nameOf, parsed, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { RunStepper } from "./run-stepper.tsx";

const activity = { path: [], sport: null, heartRates: null, heartRateFile: null, stated: null };

test("an archive that was stopped half way offers to go on, and then tells what was not read", async () => {
  const page = new ScriptedPage();
  await page.start();
  page.reader.listing = {
    activities: ["a.gpx", "b.gpx", "c.gpx"].map((name) => ({ ...activity, name })),
    passedOver: { files: 0, workouts: 0 },
  };
  page.reader.answer = (name) => {
    if (name === "c.gpx") throw new PredictorError("no-time", "No point has a time.");
    return [parsed(name)];
  };
  let finish = () => {};
  page.predictor.answer = (source) => {
    const prediction = predicted(nameOf(source));
    if (nameOf(source) !== "b.gpx") return prediction;
    return new Promise((resolve) => {
      finish = () => resolve(prediction);
    });
  };
  const screen = await drawn(page, <RunStepper />);
  await expect.element(screen.getByRole("navigation")).not.toBeInTheDocument();

  await page.state().openFiles([file("runs.zip")]);
  await rest();
  await expect.element(screen.getByText("1 of 3").first()).toBeVisible();
  await screen.getByRole("button", { name: "Cancel" }).click();
  await expect.element(screen.getByRole("progressbar")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "Go on" })).toHaveFocus();

  finish();
  page.predictor.answer = () =>
    new Promise((resolve) => {
      finish = () => resolve(predicted("b.gpx"));
    });
  await rest();
  await screen.getByRole("button", { name: "Go on" }).click();
  await expect.element(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await screen.getByRole("button", { name: "Cancel" }).click();
  await expect.element(screen.getByRole("button", { name: "Go on" })).toHaveFocus();

  finish();
  page.predictor.answer = (source) => predicted(nameOf(source));
  await rest();
  await screen.getByRole("button", { name: "Go on" }).click();
  await screen.getByText("1 not read").click();
  await expect.element(screen.getByRole("alert")).toHaveTextContent("No point has a time.");
  await expect.element(screen.getByRole("button", { name: "Go on" })).not.toBeInTheDocument();
});

test("a refused run of a file of many takes none of the others along; a refused file is removed by its button", async () => {
  const page = new ScriptedPage();
  await page.start();
  page.reader.answer = (name) => {
    if (name === "bad.gpx") throw new PredictorError("no-time", "No point has a time.");
    return [{ name: "line 1", error: new PredictorError("too-short", "This run is too short.") }, parsed("line 2")];
  };
  const screen = await drawn(page, <RunStepper />);
  await page.state().openFiles([file("runs.jsonl", "a"), file("bad.gpx", "b")]);
  await rest();
  await screen.getByText("2 not read").click();
  await expect.element(screen.getByRole("button", { name: "Remove bad.gpx" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Remove runs.jsonl" })).not.toBeInTheDocument();
});
