import { expect, test } from "vitest";
import { drawn } from "../../testing/drawn.tsx";
import { nameOf, predicted, ScriptedPage } from "../../testing/scripted-page.ts";
import { qualityCodes } from "../../workout/quality/quality-flags.ts";
import { REPAIR_RULES } from "../../workout/repair/rules.ts";
import type { RepairCode } from "../../workout/workout.ts";
import { RunPanel } from "../run-view/run-panel.tsx";

const everyRepair = Object.keys(REPAIR_RULES) as RepairCode[];

test("a run of every repair and flag lists the first, and all of them and their places when asked", async () => {
  const page = new ScriptedPage();
  const spans = Array.from({ length: 5 }, (_, i) => ({ startS: 12 * i, endS: 12 * i + 6 }));
  page.predictor.answer = (source) => ({
    ...predicted(nameOf(source)),
    repairs: everyRepair.map((code) => ({ code, count: 5, message: "", spans })),
    flags: qualityCodes.map((code) => ({ code, count: 5, message: "", spans })),
  });
  await page.start();
  const screen = await drawn(page, <RunPanel />);
  const repairs = screen.getByTestId("repairs");
  const rows = () => repairs.element().querySelectorAll("tbody tr");
  await expect.element(repairs).toBeVisible();
  expect(rows()).toHaveLength(12);
  await repairs.getByRole("button", { name: `Show ${everyRepair.length - 12} more` }).click();
  expect(rows()).toHaveLength(everyRepair.length);

  const places = () => rows()[0].querySelectorAll(".mark-place");
  expect(places()).toHaveLength(3);
  await repairs.getByRole("button", { name: "and 2 more" }).first().click();
  expect(places()).toHaveLength(5);
  expect(screen.getByTestId("signal").element().querySelectorAll("tbody tr").length).toBeGreaterThan(0);
});
