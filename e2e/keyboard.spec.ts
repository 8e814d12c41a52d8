import type { Page } from "@playwright/test";
import { expectShown, stopsTo } from "./hands.ts";
import { expect, opened, test } from "./page.ts";

test("the keyboard reaches everything from top to bottom, shows where it is, and moves crosshair and brush", {
  tag: "@smoke",
}, async ({ page }) => {
  await opened(page);
  await test.step("everything is reached, and marked, from top to bottom", () => expectAllReached(page));
  await test.step("arrow keys move the crosshair through all three charts, and the ends of the brush", () =>
    expectMovedByArrows(page));
});

async function expectAllReached(page: Page): Promise<void> {
  const stops = await stopsTo(page.locator("body"));
  expectShown(stops);
  const reached = stops.map(({ name }) => name);
  const inOrder = [
    /^Skip to the content$/,
    /^Run$/,
    /^My runs$/,
    /^Plan$/,
    /^Datasets$/,
    /^For researchers$/,
    /^Settings$/,
    /^Open a run$/,
    /^Steady$/,
    /^Copy link$/,
    /^Download CSV$/,
    /^Moment of the run$/,
    /^pace$/,
    /^Start of the stretch/,
    /^End of the stretch/,
    /^About this model$/,
  ];
  const places = inOrder.map((name) => reached.findIndex((candidate) => name.test(candidate)));
  expect(places, reached.join(", ")).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

async function expectMovedByArrows(page: Page): Promise<void> {
  const crosshairs = page.locator(".crosshair");
  await expect(crosshairs).toHaveCount(0);
  const moment = page.getByLabel("Moment of the run");
  await moment.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
  await expect(crosshairs).toHaveCount(3);
  await expect(moment).toHaveAttribute(
    "aria-valuetext",
    /^1:00, 0\.\d\d km: measured \d+( \(zone \d\))?, expected \d+ bpm$/,
  );

  const whole = page.getByRole("button", { name: "Show the whole run" });
  await expect(whole).toHaveCount(0);
  const start = page.getByLabel("Start of the stretch shown");
  const before = await start.screenshot();
  await start.focus();
  expect(before.equals(await start.screenshot()), "no ring at the brush's end").toBe(false);
  await page.keyboard.press("ArrowRight");
  await expect(start).not.toHaveAttribute("aria-valuetext", "0:00");
  await expect(crosshairs).toHaveCount(0);
  await whole.press("Enter");
  await expect(start).toHaveAttribute("aria-valuetext", "0:00");
  await page.keyboard.press("Tab");
  await expect(
    page.getByRole("radio", { name: "pace" }),
    "the keyboard goes on from where the button was",
  ).toBeFocused();
}
