import type { Page } from "@playwright/test";
import { expect, opened } from "./page.ts";

export async function openBundledSplit(page: Page): Promise<void> {
  await opened(page);
  await page.goto("./#d1.test");
  await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
}

const fold = (page: Page) => page.getByText(/^Where it fails:/);

/** Opens the charts, parts, and best and worst runs. */
export async function unfoldFigures(page: Page): Promise<void> {
  await fold(page).click();
  // Browsers tell the page of it later, which then draws the charts.
  await expect(page.locator(".error-chart").first()).toBeVisible();
}

/** Closes them again, for other figures too. */
export async function foldFigures(page: Page): Promise<void> {
  await fold(page).click();
  await expect(page.locator(".error-chart").first()).toBeHidden();
}

/** Scores the runs that the filter lets through, to the last. */
export async function score(page: Page, { timeout } = { timeout: 50_000 }): Promise<void> {
  await page.getByTestId("evaluate-split").click();
  const progress = page.getByTestId("evaluate-progress");
  await expect(progress).toHaveAttribute("data-state", "running");
  await expect(progress).toHaveAttribute("data-state", "done", { timeout });
}
