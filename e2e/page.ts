import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { setFlagsFromString } from "node:v8";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { runHr } from "../src/testing/terminal.ts";
import type { Workout } from "../src/workout/workout.ts";

/** The window of a test that sets no other. */
export const USUAL_VIEWPORT = { width: 1280, height: 720 };

// As pages do: commands that run here are over before ONNX Runtime's code gains by being compiled again.
setFlagsFromString("--liftoff-only");

/** What a test expects that would fail any other. */
export interface Expected {
  /** The console's words. */
  complaints: RegExp | null;
  /** The one other origin that is asked. */
  origin: string | null;
}

/** Said by Playwright, where it keeps service workers from a page. */
const NO_SERVICE_WORKER = "Service Worker registration blocked by Playwright";

/** A page that may speak to its own origin alone, keeps to its content security policy, and whose console stays silent. */
export const test = base.extend<{ expected: Expected }>({
  expected: [{ complaints: null, origin: null }, { option: true }],
  context: async ({ context, baseURL, expected }, use) => {
    const foreign: string[] = [];
    const complaints: string[] = [];
    const complain = (words: string) => {
      // ONNX Runtime's lines have colours, and one that ends them alone.
      const text = stripVTControlCharacters(words);
      if (!expected.complaints?.test(text) && text !== NO_SERVICE_WORKER) complaints.push(text);
    };
    // A test may learn the other origin as it goes.
    const isOwn = ({ origin }: URL) => origin === new URL(baseURL as string).origin || origin === expected.origin;
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && !isOwn(url)) foreign.push(url.href);
    });
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complain(message.text());
    });
    context.on("weberror", (webError) => complain(webError.error().message));
    await context.exposeFunction("reportViolation", (text: string) => complain(`policy: ${text}`));
    await context.addInitScript(() => {
      const { reportViolation } = window as unknown as { reportViolation: (text: string) => void };
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        reportViolation(`${violatedDirective} ${blockedURI}`),
      );
    });
    await use(context);
    // A worker may just be asked for, through a route of the test.
    for (const page of context.pages()) await page.unrouteAll({ behavior: "ignoreErrors" });
    expect(foreign, "requests to another origin").toEqual([]);
    expect(complaints, "complaints in the console, of scripts and of the content security policy").toEqual([]);
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

/** The policy that the built page states. */
export function policyOf(page: Page): Promise<string> {
  return page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .evaluate((meta) => (meta as HTMLMetaElement).content);
}

/** A page whose workers keep to its policy too: that comes with a worker's own headers, and a plain host sends none. */
export async function openedUnderOnePolicy(page: Page): Promise<void> {
  let served = 0;
  let policy: Promise<string> | undefined;
  await page.route("**/*worker-*.js", async (route) => {
    served++;
    policy ??= policyOf(page);
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": await policy };
    await route.fulfill({ response, headers });
  });
  await opened(page);
  expect(served).toBeGreaterThan(0);
}

/** Opens the settings; at the researcher's level they hold the model and what runs it. */
export async function openSettings(page: Page, level: "runner" | "researcher" = "runner"): Promise<void> {
  await page.getByTestId("level").setChecked(level === "researcher");
  await page.getByRole("button", { name: "Settings", exact: true }).click();
}

/** Opens what takes files, folders and typed values. */
export async function openOpening(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open a run", exact: true }).click();
}

/** Goes to the list of the opened runs. */
export async function openMyRuns(page: Page): Promise<void> {
  await page.getByTestId("place-my-runs").click();
}

/** The rows of the table of the opened runs, as far as they are in the document. */
export function listedRuns(page: Page): Locator {
  return page.locator(".my-runs [data-row]");
}

/** Closes all that was opened, and shows the opening sample again. */
export async function closeAll(page: Page): Promise<void> {
  await openMyRuns(page);
  await page.getByRole("button", { name: "Remove all", exact: true }).click();
  await page.getByTestId("place-run").click();
  await settled(page, "Opening sample");
}

/** Shows a run of the list. */
export async function showListed(page: Page, name: string): Promise<void> {
  await openMyRuns(page);
  await listedRuns(page).filter({ hasText: name }).locator(".row-link").first().click();
}

/** Shows a run that was refused. */
export async function showRefused(page: Page, name: string): Promise<void> {
  await openMyRuns(page);
  await page.getByText(/^\d+ not read$/).click();
  await page.getByRole("button", { name, exact: true }).click();
}

/** Gives the page files as its file input takes them. */
export async function dropFiles(page: Page, files: { name: string; text: string | Buffer }[]): Promise<void> {
  await page.getByTestId("file-input").setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(text as string),
    })),
  );
}

/** The project's own form of a run. */
export function workoutJson({ runner, startedAt, timeS, speedKmh, altitudeM, heartRateBpm }: Workout): string {
  const [time_s, speed_kmh, altitude_m, heart_rate_bpm] = [timeS, speedKmh, altitudeM, heartRateBpm].map((own) => [
    ...own,
  ]);
  const started_at = startedAt && new Date(1000 * startedAt.unixS).toISOString();
  return JSON.stringify({ runner, started_at, time_s, speed_kmh, altitude_m, heart_rate_bpm });
}

/**
 * Gives the page a file on this machine, and waits for its run.
 * @param run its name, where that is not the file's
 */
export async function dropPath(page: Page, path: string, run = basename(path)): Promise<void> {
  await page.getByTestId("file-input").setInputFiles(path);
  await settled(page, run);
}

/** A figure's number, as far as the page knows it. */
export async function figure(page: Page, testId: string): Promise<number> {
  const value = await page.getByTestId(testId).getAttribute("data-value");
  return value === null ? Number.NaN : Number(value);
}

/**
 * The output of an `hr` command.
 * @throws Error with its complaints where it fails
 */
export async function inTerminal(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runHr(process.cwd(), args);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** What `hr predict` says of files, in their order. */
export async function predictedInTerminal(
  paths: string[],
  ...options: string[]
): Promise<{ file: string; run: string; metrics: Record<string, number> | null }[]> {
  const lines = (await inTerminal("predict", ...paths, ...options, "--json")).trim().split("\n");
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

/** Where the parts of a selector lie on the page, wherever it is scrolled to. */
export function placesOnPage(page: Page, selector: string) {
  return page.locator(selector).evaluateAll((parts) =>
    parts.map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return { x, y: y + window.scrollY, width, height };
    }),
  );
}

/** Nothing is wider than the window. */
export async function expectNothingAside(page: Page): Promise<void> {
  const aside = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(aside).toBeLessThanOrEqual(0);
}

/** Does something while the browser is told to make text larger than its usual 16 px. */
export async function withTextOf(sizePx: number, page: Page, act: () => Promise<void>): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const setSize = (standard: number) => devtools.send("Page.setFontSizes", { fontSizes: { standard } });
  await setSize(sizePx);
  await act();
  await setSize(16);
}

/** The rows of the CSV that the page offers, NaN for an empty field. */
export async function rowsOfCsv(page: Page): Promise<number[][]> {
  const downloading = page.waitForEvent("download");
  await page.getByTestId("download-csv").click();
  const lines = readFileSync(await (await downloading).path(), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  return lines.map((line) => line.split(",").map((field) => (field === "" ? Number.NaN : Number(field))));
}

/** The panel of a dataset's split; a run's splits have the same name, and are there until the panel takes their place. */
export function splitPanel(page: Page): Locator {
  return page.locator('[data-testid="split"][data-state]');
}

/** What the page says of the bundled models that are loaded only when chosen. */
const BUNDLED = { "population-lstm": "LSTM", "population-attention": "attention" };

/** Chooses another of the bundled models: the published LSTM, which begins without a state, or the one with attention. */
export async function chooseBundled(page: Page, name: keyof typeof BUNDLED): Promise<void> {
  await openSettings(page, "researcher");
  await page.getByTestId("model-choice").selectOption(name);
  await expect(page.getByTestId("model-is")).toContainText(BUNDLED[name], { timeout: 60_000 });
  await page.keyboard.press("Escape");
}
