import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { installedChromium } from "../scripts/chromium.mjs";
import { serve } from "../src/serving/serve.mjs";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, listedRuns, opened, openMyRuns, openSettings, settled, test } from "./page.ts";

const RUN = { name: "run.gpx", text: gpxFile({ minutes: 20 }) };

test.use({ serviceWorkers: "allow", reuseContext: false });

/** Waits until the device holds the page. */
async function held(page: Page): Promise<void> {
  await expect(page.getByTestId("held")).toBeAttached();
}

test.describe("without a network", () => {
  test.use({ expected: { complaints: /ERR_INTERNET_DISCONNECTED/, origin: "https://huggingface.co" } });

  test("after one visit the page installs, and does all but fetch datasets from elsewhere", async ({
    page,
    context,
  }) => {
    const asked: string[] = [];
    context.on("request", (request) => {
      if (request.serviceWorker() !== null) asked.push(request.url());
    });
    await opened(page);
    expect(asked, "beside what a first picture waits for").toEqual([]);
    await held(page);
    await openSettings(page);
    await expect(page.getByTestId("held")).toContainText(/its models and its dataset \(\d+ MB\)/);
    const devtools = await context.newCDPSession(page);
    expect((await devtools.send("Page.getAppManifest")).errors).toEqual([]);
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);

    await context.setOffline(true);
    await page.goto("./?embedded=no#run");
    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    await openMyRuns(page);
    await expect(listedRuns(page)).toHaveCount(1);
    await page.getByTestId("place-plan").click();
    await page
      .getByTestId("plan-course")
      .setInputFiles({ ...RUN, mimeType: "text/xml", buffer: Buffer.from(RUN.text) });
    await expect(page.getByTestId("plan-result")).toBeVisible();
    await page.goto("./?embedded=no#d1.test");
    await page.getByLabel("Duration, to").fill("40");
    await page.getByTestId("evaluate-split").click();
    await expect(page.getByTestId("evaluate-progress")).toHaveAttribute("data-state", "done");
    await page.getByText("From another address").click();
    await page.getByRole("button", { name: /huggingface\.co/ }).click();
    await expect(page.getByTestId("error")).toContainText(
      // Emulated, it reaches no worker that the page has no network.
      /huggingface\.co.*(no network now|Check the connection and try again)/,
    );
  });
});

test("an installed page opens the files that the system opens with it, and those that are shared to it", async ({
  baseURL,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "installed-"));
  const { launchOptions = {} } = test.info().project.use;
  const whole = installedChromium();
  // Nothing is installed into the private windows that tests have otherwise, nor into a browser without its window.
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    ...launchOptions,
    ...(whole && { executablePath: whole }),
    serviceWorkers: "allow",
    // The system's menus, where a browser enters what it installs, are not this test's.
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  const page = context.pages()[0];
  await page.goto(baseURL as string);
  await held(page);
  const devtools = await context.newCDPSession(page);
  const app = { manifestId: baseURL as string };
  await devtools.send("PWA.install", app);
  await devtools.send("PWA.changeAppUserSettings", { ...app, displayMode: "standalone" });
  const path = join(folder, "launched.gpx");
  writeFileSync(path, RUN.text.replaceAll("2024", "2022"));
  const opening = context.waitForEvent("page");
  await devtools.send("PWA.launchFilesInApp", { ...app, files: [path] });
  const appWindow = await opening;
  await settled(appWindow, "launched.gpx");
  expect(await appWindow.evaluate(() => window.matchMedia("(display-mode: standalone)").matches)).toBe(true);

  // As a phone posts them; the page's policy keeps it from posting a form itself.
  const names = [RUN.name, `ä/%2F ${RUN.name}`];
  const answered = await page.evaluate(
    async ({ names, text }) => {
      const form = new FormData();
      for (const [i, name] of names.entries())
        form.append("files", new File([text.replaceAll("2024", `202${i}`)], name));
      const answer = await fetch("shared", { method: "POST", body: form });
      return answer.text();
    },
    { names, text: RUN.text },
  );
  expect(answered, "where the phone is led on to").toContain('<div id="page"');
  await page.reload();
  await openMyRuns(page);
  await expect(listedRuns(page)).toHaveCount(2);
  for (const name of names) await expect(listedRuns(page).filter({ hasText: name })).not.toHaveCount(0);
  await devtools.send("PWA.uninstall", app);
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

test.describe("on a host of its own", () => {
  test.use({ expected: { complaints: null, origin: null } });

  test("a newer version waits for a person, mixes with none before, and opens again what is open", async ({
    page,
    context,
    expected,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), "newer-"));
    cpSync("dist", folder, { recursive: true });
    writeNewerVersion(folder);
    const first = await serve("dist", { port: 0, encodings: [] });
    expected.origin = new URL(first.address).origin;
    const script = (of: Page) => of.locator("script[type=module]").getAttribute("src");

    await page.goto(first.address);
    await held(page);
    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    await page.getByLabel("Start of the stretch shown").fill("300");
    await page
      .getByTestId("zoom-chip")
      .getByRole("button", { name: /^Exclude/ })
      .click();
    const excluded = await page.getByTestId("left-out").innerText();
    const before = await script(page);
    first.stop();
    const newer = await serve(folder, { port: Number(new URL(first.address).port), encodings: [] });
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const notice = page.getByTestId("update");
    await expect(notice).toContainText("It opens your 1 file again");
    await settled(page, RUN.name);
    // Its script is on the host no more.
    await openMyRuns(page);
    await expect(listedRuns(page)).toHaveCount(1);

    const other = await context.newPage();
    await other.goto(first.address);
    expect(await script(other)).toBe(before);
    await notice.getByRole("button", { name: "Load it" }).click();
    await expect(notice).toContainText("1 other window of this page still runs the version before");
    expect(await script(page)).toBe(before);
    await other.getByTestId("place-datasets").click();
    await expect(other.getByRole("heading", { name: "Datasets" })).toBeVisible();
    await other.close();
    await notice.getByRole("button", { name: "Load it" }).click();
    await expect.poll(() => script(page)).not.toBe(before);
    await settled(page, RUN.name);
    await expect(page.getByTestId("left-out")).toHaveText(excluded, { useInnerText: true });
    await expect(notice).toHaveCount(0);
    newer.stop();
    rmSync(folder, { recursive: true });
  });
});

/** Makes another version of a built page, in which all scripts go by other names, as where something in each has changed. */
function writeNewerVersion(folder: string): void {
  const assets = readdirSync(join(folder, "assets"));
  const scripts = assets.filter((file) => file.endsWith(".js"));
  // The bundler's hash has eight letters.
  const newName = (file: string) =>
    `${file.slice(0, -"12345678.js".length)}${[...file.slice(-11, -3)].reverse().join("")}.js`;
  const named = new Set(scripts);
  for (const file of scripts) renameSync(join(folder, "assets", file), join(folder, "assets", newName(file)));
  for (const path of ["index.html", "sw.js", ...scripts.map((file) => `assets/${newName(file)}`)]) {
    const before = readFileSync(join(folder, path), "utf8");
    const after = before.replaceAll(/[\w.-]{1,80}\.js\b/g, (name) => (named.has(name) ? newName(name) : name));
    writeFileSync(join(folder, path), after.replace(/("index\.html","revision":)"[^"]*"/, '$1"newer"'));
  }
}
