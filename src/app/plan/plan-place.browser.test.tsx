import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { drawn } from "../../testing/drawn.tsx";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { PlanPlace } from "./plan-place.tsx";

test("a course waits for a model that could not be loaded, and is planned once it is loaded again", async () => {
  const page = new ScriptedPage();
  page.state().start("#plan");
  page.predictor.loads[0].fail(new PredictorError("download-failed", "The model could not be fetched."));
  await rest();
  await page.state().openCourses([file("course.gpx")]);
  const screen = await drawn(page, <PlanPlace />);
  await expect.element(screen.getByRole("alert")).toHaveTextContent("The model could not be fetched.");
  await expect.element(screen.getByText("The model is being loaded.")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Try again to load small" }).click();
  await expect.element(screen.getByText("The model is being loaded.")).toBeVisible();
  page.predictor.loads.at(-1)!.finish();
  await expect.element(screen.getByTestId("plan-result")).toBeVisible();
});
