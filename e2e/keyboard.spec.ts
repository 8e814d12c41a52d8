import { largeSplit } from "../src/testing/large-split.ts";
import { nextStop } from "./hands.ts";
import { expect, opened, test } from "./page.ts";

test("the keyboard reaches everything from top to bottom, and shows where it is", { tag: "@smoke" }, async ({
  page,
}) => {
  await opened(page);
  const reached: string[] = [];
  for (let stop = await nextStop(page); stop !== null; stop = await nextStop(page)) {
    expect(stop.isMarked, `a focus ring at ${stop.name}`).toBe(true);
    expect(stop.isSeen, `${stop.name} is on the screen`).toBe(true);
    reached.push(stop.name);
  }
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
});

test("arrow keys move the crosshair through all three charts, and the ends of the brush", async ({ page }) => {
  await opened(page);
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
});

test("the keyboard stays where scoring begins, is stopped, goes on, and ends", async ({ page }) => {
  await opened(page);
  await page.getByTestId("file-input").setInputFiles(await largeSplit());
  await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
  const button = page.getByTestId("evaluate-split");
  const progress = page.getByTestId("evaluate-progress");
  const done = async () => Number(await progress.getAttribute("data-done"));
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  await button.press("Enter");
  await expect.poll(done, { timeout: 50_000 }).toBeGreaterThan(0);
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  expect(await done(), "not begun anew").toBeGreaterThan(0);
  await page.keyboard.press("Tab");
  await expect(cancel).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(progress).toHaveAttribute("data-state", "cancelled");
  await expect(button).toBeFocused();
  await page.getByRole("button", { name: "Go on" }).press("Enter");
  await expect(progress).toHaveAttribute("data-state", "running");
  await expect(button).toBeFocused();

  await page.goto("./#d1.test");
  await expect(page.getByRole("heading", { name: /^Example dataset/ })).toBeVisible();
  await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
  await button.press("Enter");
  await cancel.focus();
  await expect(progress).toHaveAttribute("data-state", "done", { timeout: 50_000 });
  await expect(button).toBeFocused();
});

test("a link that the clipboard did not take is closed by Escape, and the keyboard goes on from its button", async ({
  page,
}) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("closed"));
  });
  await opened(page);
  const button = page.getByTestId("share-link");
  await button.press("Enter");
  const field = page.getByLabel(/Copy the link from here/);
  await expect(field).toBeFocused();
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(button).toBeFocused();
});
