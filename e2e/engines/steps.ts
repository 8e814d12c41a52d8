import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { EnginePage } from "./engine-page.ts";

const LIMIT_MS = 60_000;

export const byTestId = (testId: string) => `[data-testid="${testId}"]`;

/** Opens an address as one who was not there before. */
export async function openAnew(page: EnginePage, address: string): Promise<void> {
  await page.open("about:blank");
  await page.open(address);
  await settled(page);
}

/** Opens a link to a run on the page that is open already. */
export async function followLink(page: EnginePage, link: string): Promise<void> {
  await page.open(link);
  await present(page, `${byTestId("status")}[data-run^="Shared run"]:is([data-state="done"], [data-state="error"])`);
}

/** Waits until the run that is shown is predicted or refused. */
export async function settled(page: EnginePage, run?: string): Promise<void> {
  const name = run === undefined ? "" : `[data-run=${JSON.stringify(run)}]`;
  const status = (state: string) => `${byTestId("status")}${name}[data-state="${state}"]`;
  await present(page, `${status("done")}, ${status("error")}`);
}

export async function present(page: EnginePage, selector: string): Promise<void> {
  await until(page, `document.querySelector(${JSON.stringify(selector)}) !== null`);
}

/** @throws Error with what the page says instead, where an expression does not come true */
export async function until(page: EnginePage, expression: string): Promise<void> {
  for (const end = performance.now() + LIMIT_MS; !(await page.evaluate<boolean>(expression)); await wait(50)) {
    if (performance.now() < end) continue;
    const text = await page.evaluate<string>("document.body.innerText");
    throw new Error(`Never came true: ${expression}. The page says: ${text}`);
  }
}

/** Chooses a file, and waits for its run. */
export async function openFile(page: EnginePage, path: string): Promise<void> {
  await page.setFiles(byTestId("file-input"), [path]);
  await settled(page, basename(path));
}

/** A figure's number, NaN where there is none. */
export async function figure(page: EnginePage, testId: string): Promise<number> {
  const value = await attribute(page, testId, "data-value");
  return value === null ? Number.NaN : Number(value);
}

export function attribute(page: EnginePage, testId: string, name: string): Promise<string | null> {
  const element = `document.querySelector(${JSON.stringify(byTestId(testId))})`;
  return page.evaluate(`${element}?.getAttribute(${JSON.stringify(name)}) ?? null`);
}

/** The link to the run that is shown, as it would come to lie on the clipboard, which tests of three engines can't read. */
export async function sharedLink(page: EnginePage): Promise<string> {
  await page.evaluate(
    "void Object.assign(navigator.clipboard, { writeText: async (text) => { document.body.dataset.copied = text; } })",
  );
  await page.click(byTestId("share-link"));
  await present(page, "body[data-copied]");
  const link = await page.evaluate<string>("document.body.dataset.copied");
  await page.evaluate("delete document.body.dataset.copied");
  return link;
}
