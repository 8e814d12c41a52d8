import { mkdirSync } from "node:fs";

/** Where the documents find what became of the published animations and figures. */
const FOLDER = "docs/successors";

/** The samples that the documents show as films, each as its page saves it. */
const FILMS = ["steady", "intervals", "progressive"];

/** High enough for each part to stand clear of the bar. */
const SIZE = { width: 1040, height: 1400 };

/** A replay is shown on its way, where it has something to show and something to come. */
const ON_THE_WAY = 0.62;

/**
 * Takes a picture of each successor of a published animation or figure, and films of three samples, of the built page.
 * @param {import("@playwright/test").Page} page
 * @param {string} address the built page's
 */
export async function pictureSuccessors(page, address) {
  mkdirSync(FOLDER, { recursive: true });
  await page.setViewportSize(SIZE);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  for (const sample of FILMS) await film(page, address, sample);
  await run(page, address);
  await dataset(page, address);
}

async function opened(page, address, hash) {
  await page.goto("about:blank");
  await page.goto(address + hash);
  await page.locator('[data-testid="status"][data-state="done"]').waitFor();
}

async function film(page, address, sample) {
  await opened(page, address, `#s1.${sample}`);
  const downloading = page.waitForEvent("download");
  await page.getByTestId("save-film").click();
  await (await downloading).saveAs(`${FOLDER}/${sample}.gif`);
}

const shoot = (locator, name) => locator.screenshot({ path: `${FOLDER}/${name}.png` });

async function run(page, address) {
  await opened(page, address, "#s1.hilly");
  await page.getByRole("button", { name: "Replay this run" }).click();
  await stopOnTheWay(page);
  await shoot(page.getByTestId("replay-picture"), "replay");
  const why = page.getByTestId("influence");
  await why.getByText(/^Why this heart rate:/).click();
  await page.locator('[data-testid="influence"][data-ready="true"]').waitFor();
  await shoot(why, "why");
}

async function dataset(page, address) {
  await page.goto("about:blank");
  await page.goto(`${address}#d1.test`);
  await page.locator('[data-testid="split-arrival"][data-state="whole"]').waitFor({ state: "attached" });
  await page.getByTestId("evaluate-split").click();
  await page.locator('[data-testid="evaluate-progress"][data-state="done"]').waitFor();
  await page.getByText(/^Where it fails:/).click();
  await page.locator(".error-chart .plot svg").nth(3).waitFor();
  const charts = {
    errors: "errors",
    runs: "errors-of-runs",
    density: "expected-and-measured",
    minutes: "errors-over-time",
  };
  for (const [chart, name] of Object.entries(charts)) await shoot(page.locator(`.of-${chart}`), name);
  await shoot(page.getByTestId("error-map"), "error-map");
  await shoot(page.getByTestId("evaluate-kinds"), "kinds");
  await page.getByTestId("replay-quarters").click();
  await page.locator('[data-testid="compare"][data-runs="4"]').waitFor();
  await page.getByTestId("replay-picture").waitFor();
  await stopOnTheWay(page);
  await shoot(page.getByTestId("replay-picture"), "several");
}

async function stopOnTheWay(page) {
  const scrubber = page.getByTestId("replay-scrubber");
  const end = Number(await scrubber.getAttribute("max"));
  await scrubber.fill(String(Math.round(ON_THE_WAY * end)));
}
