import { expect, test, vi } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { drawn } from "../../testing/drawn.tsx";
import { file, nameOf, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
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

test("while another run is read, what is saved of the one that is still drawn bears its name", async () => {
  const saved: string[] = [];
  const contents: Blob[] = [];
  using _made = vi.spyOn(URL, "createObjectURL").mockImplementation((content) => {
    contents.push(content as Blob);
    return "#";
  });
  using _ = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const page = new ScriptedPage();
  await page.start();
  const screen = await drawn(page, <RunPanel />);
  const save = screen.getByTestId("download-splits");
  await expect.element(save).toBeVisible();
  page.predictor.answer = () => new Promise(() => {});
  await page.state().openFiles([file("next.gpx")]);
  await rest();
  await expect.element(screen.getByTestId("status")).toHaveTextContent("next.gpx");
  await save.click();
  expect(saved).toEqual(["Opening sample-splits-by-km.csv"]);
  const zones = screen.getByRole("region", { name: "Time in zones" });
  await zones.getByRole("combobox").selectOptions("SVG, as shown");
  await zones.getByRole("button", { name: /^Save picture/ }).click();
  await expect.poll(() => saved.at(-1)).toBe("time-in-zones.svg");
  expect(await contents.at(-1)!.text()).toContain(">Opening sample</text>");
});

test("a split that goes while the pointer rests on it is shaded no more", async () => {
  const page = new ScriptedPage();
  await page.start();
  const screen = await drawn(page, <RunPanel />);
  const shades = screen.getByTestId("shade");
  await screen.getByTestId("split").hover();
  await expect.element(shades.first()).toBeInTheDocument();
  // Not by the pointer, which would leave the row for it.
  (screen.getByRole("radio", { name: "laps" }).element() as HTMLInputElement).click();
  await expect.element(screen.getByText("No laps are known of this run", { exact: false })).toBeVisible();
  await expect.element(shades).not.toBeInTheDocument();
});
