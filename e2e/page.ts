import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";

/** A page that may speak to its own origin alone, and whose console must stay silent. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== new URL(baseURL as string).origin) foreign.push(url.href);
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await use(page);
    expect(foreign, "requests to another origin").toEqual([]);
    expect(complaints, "complaints in the console").toEqual([]);
  },
});

export { expect };

/** Waits until a run of that name is done or has failed. */
export async function settled(page: Page, run: string): Promise<void> {
  const status = page.getByTestId("status");
  await expect(status).toHaveAttribute("data-run", run);
  await expect(status).toHaveAttribute("data-state", /done|error/);
}

export async function opened(page: Page, hash = ""): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", /done|error/);
}

/** Gives the page files as its file input takes them, and waits for the first. */
export async function dropFiles(page: Page, files: { name: string; text: string | Buffer }[]): Promise<void> {
  await page.getByTestId("file-input").setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(text as string),
    })),
  );
}

export async function dropPath(page: Page, path: string): Promise<string> {
  const name = basename(path);
  await dropFiles(page, [{ name, text: readFileSync(path) }]);
  await settled(page, name);
  return name;
}

/** A figure's number, as far as the page knows it. */
export async function figure(page: Page, testId: string): Promise<number> {
  const value = await page.getByTestId(testId).getAttribute("data-value");
  return value === null ? Number.NaN : Number(value);
}

/** What `hr predict` says of files, in their order. */
export function predictedInTerminal(paths: string[]): { file: string; metrics: Record<string, number> | null }[] {
  const args = ["run", "--silent", "hr", "--", "predict", ...paths, "--json"];
  const lines = execFileSync("npm", args, { encoding: "utf8", maxBuffer: 1e9 }).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** Copies the link to the run that is shown. */
export async function copiedLink(page: Page): Promise<string> {
  await page.getByTestId("share-link").click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The mean absolute error that a link's run comes to on a page of its own. */
export async function maeThroughLink(page: Page, link: string): Promise<number> {
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  return figure(page, "metric-mae");
}

/** Nothing is wider than the window. */
export async function expectNothingAside(page: Page): Promise<void> {
  const aside = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(aside).toBeLessThanOrEqual(0);
}
