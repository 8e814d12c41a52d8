import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { drawn } from "../../testing/drawn.tsx";
import { nameOf, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { RunPanel } from "./run-panel.tsx";

test("a sample that could not be fetched says why without a figure, and is predicted at another try", async () => {
  const page = new ScriptedPage();
  page.predictor.answer = () => {
    throw new PredictorError("download-failed", "The samples could not be fetched.");
  };
  await page.start("#s1.steady");
  const screen = await drawn(page, <RunPanel />);
  await expect.element(screen.getByTestId("status")).toHaveAttribute("data-state", "error");
  await expect.element(screen.getByRole("alert")).toHaveTextContent("The samples could not be fetched.");
  await expect.element(screen.getByTestId("metric-mae")).not.toBeInTheDocument();

  page.predictor.answer = (source) => predicted(nameOf(source));
  await screen.getByRole("button", { name: "Try again to predict the run" }).click();
  await rest();
  await expect.element(screen.getByRole("heading").first()).toHaveFocus();
  await expect.element(screen.getByTestId("status")).toHaveAttribute("data-state", "done");
  await expect.element(screen.getByTestId("metric-mae")).toHaveAttribute("data-value", "150");
});

test("a model's question what the run was meant to be goes as it is answered, and the keyboard goes on from the finding", async () => {
  const page = new ScriptedPage();
  page.predictor.answer = () => {
    throw new PredictorError("intent-needed", "Choose what the run was meant to be.");
  };
  await page.start("#s1.steady");
  const screen = await drawn(page, <RunPanel />);
  const question = screen.getByLabelText("What the run was meant to be");
  await expect.element(question).toBeVisible();
  page.predictor.answer = (source) => predicted(nameOf(source));
  await question.selectOptions("steady");
  await rest();
  await expect.element(question).not.toBeInTheDocument();
  await expect.element(screen.getByRole("heading").first()).toHaveFocus();
});

test("a model that is refused leaves the run as the one before predicted it, and says both", async () => {
  const page = new ScriptedPage();
  await page.start();
  const screen = await drawn(page, <RunPanel />);
  await expect.element(screen.getByTestId("metric-mae")).toHaveAttribute("data-value", "150");
  page.state().chooseModel("other");
  page.predictor.loads.at(-1)!.fail(new PredictorError("bad-model", "The model gives NaN for a heart rate."));
  await expect.element(screen.getByRole("alert")).toHaveTextContent("The model gives NaN for a heart rate.");
  await expect.element(screen.getByTestId("metric-mae")).toHaveAttribute("data-value", "150");
  await screen.getByRole("button", { name: "Close" }).click();
  await expect.element(screen.getByRole("alert")).not.toBeInTheDocument();
});
