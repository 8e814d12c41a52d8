import { expect, test } from "vitest";
import { drawn } from "../../testing/drawn.tsx";
import { CONTRACT, file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { CompareWith } from "./compare-with.tsx";

test("a model that can't be fitted to a runner says so, and the run stays compared as it was", async () => {
  const page = new ScriptedPage();
  page.state().start("");
  page.predictor.loads[0].finish({ contract: { ...CONTRACT, calibration: null } });
  await page.state().openFiles([file("mine.gpx"), file("earlier.gpx")]);
  await rest();
  const screen = await drawn(page, <CompareWith />);
  const choice = screen.getByTestId("calibration");
  await expect.element(choice).toHaveAttribute("data-kind", "none");
  await screen.getByRole("radio").nth(1).click();
  await expect.element(screen.getByRole("radio").nth(1)).toBeChecked();
  await expect.element(choice).toHaveAttribute("data-kind", "none");
  await expect.element(screen.getByText(/model/i).first()).toBeVisible();
});
