import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, opened, settled, test } from "./page.ts";

test("the keyboard reaches everything from top to bottom, and shows where it is", async ({ page }) => {
  await opened(page);
  const reached: string[] = [];
  for (let stop = await nextStop(page); stop !== null; stop = await nextStop(page)) {
    expect(stop.isMarked, `a focus ring at ${stop.name}`).toBe(true);
    reached.push(stop.name);
  }
  const inOrder = [
    /^Choose runs/,
    /^Type or paste/,
    /^Steady$/,
    /^Gender$/,
    /^Maximum heart rate/,
    /^Runs on$/,
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
  await expect(moment).toHaveAttribute("aria-valuetext", /^1:00: measured \d+, expected \d+ bpm$/);

  const whole = page.getByRole("button", { name: "Show the whole run" });
  await expect(whole).toBeHidden();
  const start = page.getByLabel("Start of the stretch shown");
  const before = await start.screenshot();
  await start.focus();
  expect(before.equals(await start.screenshot()), "no ring at the brush's end").toBe(false);
  await page.keyboard.press("ArrowRight");
  await expect(start).not.toHaveAttribute("aria-valuetext", "0:00");
  await expect(crosshairs).toHaveCount(0);
  await whole.press("Enter");
  await expect(start).toHaveAttribute("aria-valuetext", "0:00");
});

test("whatever the keyboard removes, it goes on from beside it, or from where there may be more", async ({ page }) => {
  await opened(page);
  const run = (minutes: number) => gpxFile({ minutes });
  const zipped = (name: string) => Buffer.from(zipSync({ [name]: new TextEncoder().encode(run(12)) }));
  await dropFiles(page, [
    { name: "a.zip", text: zipped("1.gpx") },
    { name: "b.gpx", text: run(13) },
    { name: "c.gpx", text: run(14) },
  ]);
  await settled(page, "1.gpx");
  const remove = (name: string) => page.getByRole("button", { name: `Remove ${name}`, exact: true });
  await expect(remove("c.gpx")).toBeVisible();
  await remove("all of a.zip").press("Enter");
  await expect(page.getByRole("button", { name: /^b\.gpx/ })).toBeFocused();
  await remove("c.gpx").press("Enter");
  await expect(remove("b.gpx")).toHaveCount(0);
  await expect(page.getByTestId("file-input")).toBeFocused();
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

/** Goes on by one: to what, by its name, and whether a ring shows it; null once the page has been left. */
async function nextStop(page: Page): Promise<{ name: string; isMarked: boolean } | null> {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLInputElement | null;
    if (focused === null || focused === document.body) return null;
    const hasRing = (element: Element | null) => element !== null && getComputedStyle(element).outlineStyle === "solid";
    const isMarked =
      hasRing(focused) ||
      hasRing(focused.nextElementSibling) ||
      hasRing(focused.closest(".file-choice")) ||
      // Its ring stands around its thumb, whose style no script can read.
      focused.matches(".overview-handle");
    const name = focused.getAttribute("aria-label") ?? focused.labels?.[0]?.innerText ?? focused.innerText;
    return { name: name.trim(), isMarked };
  });
}
