import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import {
  gpxOfHostileNames,
  hostileArchives,
  hostileCheckpoints,
  hostileNames,
  hostileRuns,
  hostileSplits,
  jsonOfHostileName,
} from "../src/testing/hostile-files.ts";
import { CHECKPOINT } from "./model-files.ts";
import {
  dropFiles,
  dropPath,
  expect,
  expectNothingAside,
  figure,
  listedRuns,
  opened,
  openedUnderOnePolicy,
  openMyRuns,
  policyOf,
  settled,
  test,
} from "./page.ts";

const RUN = { name: "run.gpx", text: gpxFile({ minutes: 12 }) };

/** What the page's policy allows, by what is to be loaded. */
async function directivesOf(page: Page): Promise<Record<string, string>> {
  const policy = await policyOf(page);
  return Object.fromEntries(policy.split("; ").map((directive) => directive.split(/ (.*)/, 2)));
}

test("under the page's own policy the worker predicts, reads samples and checkpoints as well", async ({ page }) => {
  await openedUnderOnePolicy(page);
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await page.getByRole("link", { name: "Steady" }).click();
  await expect(page.getByTestId("status")).toHaveAttribute("data-run", "Steady");
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  await dropFiles(page, [CHECKPOINT]);
  await expect(page.getByText("LSTM, 1 layer of 6 units")).toBeVisible();
});

test.describe("what the policy forbids", () => {
  test.use({ expected: { complaints: /Content Security Policy|^policy: |Failed to fetch/, origin: null } });

  test("the page states a policy that lets nothing in but its own files and WebAssembly: code in its markup, code in text and other servers are refused", async ({
    page,
  }) => {
    await opened(page);
    expect(await directivesOf(page)).toEqual({
      "default-src": "'self'",
      "script-src": "'self' 'wasm-unsafe-eval'",
      "worker-src": "'self'",
      "connect-src": "'self' https://huggingface.co https://*.hf.co",
      "img-src": "'self' blob:",
      "object-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
    });
    const violated = await page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) => directives.push(event.effectiveDirective));
      const inline = document.createElement("script");
      inline.textContent = "document.title = 'owned'";
      document.head.append(inline);
      const holder = document.createElement("div");
      holder.innerHTML = "<button onclick=\"document.title = 'owned'\"></button>";
      document.body.append(holder);
      holder.querySelector("button")!.click();
      // What a test evaluates may use eval until it first waits.
      await new Promise((resume) => setTimeout(resume));
      try {
        // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
        globalThis.eval("document.title = 'owned'");
      } catch {
        directives.push("eval");
      }
      await fetch("https://example.org/").catch(() => directives.push("fetch"));
      await new Promise((resume) => setTimeout(resume, 500));
      return { directives, title: document.title };
    });
    expect(violated.title).not.toBe("owned");
    for (const directive of ["script-src-elem", "script-src-attr", "eval", "connect-src", "fetch"]) {
      expect(violated.directives).toContain(directive);
    }
  });
});

test("names that would be markup, orders or endless are text, and break no layout", async ({ page }, testInfo) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await opened(page);
  const [markup, script] = hostileNames;
  await dropFiles(page, [
    { name: "tracks.gpx", text: gpxOfHostileNames(markup, script) },
    { name: "endless.gpx", text: gpxOfHostileNames(hostileNames[4], hostileNames[5]) },
    { name: "turned.gpx", text: gpxOfHostileNames(hostileNames[3], "b") },
    ...hostileNames.map((name, i) => ({ name: `runner-${i}.json`, text: jsonOfHostileName(name) })),
    ...hostileNames.slice(0, 5).map((name) => ({ name: `${name}.gpx`, text: RUN.text })),
    ...hostileNames.slice(0, 5).map((name) => ({ name: `${name}.txt`, text: `<${"n".repeat(10_000)}/>` })),
  ]);
  await openMyRuns(page);
  const list = listedRuns(page);
  await expect(page.getByRole("progressbar", { name: "Runs predicted" })).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Opened runs" })).toHaveAttribute("aria-rowcount", "18");
  await expect(list.filter({ hasText: markup })).not.toHaveCount(0);
  await page.getByText("5 not read").click();
  await expectNothingAside(page);
  const height = (selector: string) => page.locator(selector).evaluate((element) => element.clientHeight);
  await list.first().locator(".row-link").click();
  for (let position = 1; position <= 17; position++) {
    if (position > 1) await page.getByRole("button", { name: "Next run" }).click();
    await expect(page.locator(".run-step")).toHaveText(`${position} of 17`);
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", /done|error/);
    await expectNothingAside(page);
    expect(await height(".finding"), "a sentence without end").toBeLessThan(600);
  }
  expect(await page.locator("#page img, #page script").count()).toBe(0);
  expect(await page.title(), "no code in a name has run").not.toBe("1");
  await page.screenshot({ path: testInfo.outputPath("narrow.png"), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await expectNothingAside(page);
  await page.screenshot({ path: testInfo.outputPath("wide.png") });
});

test("every hostile run and archive is refused with its code, and the page goes on", async ({ page }, testInfo) => {
  test.slow();
  await opened(page);
  for (const { name, run = name, code, bytes } of [...hostileRuns, ...hostileArchives]) {
    // From the disk, for what is handed over as bytes takes its time.
    const path = testInfo.outputPath(name);
    writeFileSync(path, bytes());
    await dropPath(page, path, run);
    const error = page.locator(`[data-testid="error"][data-run="${run}"]`).first();
    await expect(error, name).toHaveAttribute("data-code", code);
  }
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
});

test("every hostile checkpoint and split is refused with its code, and the page goes on", async ({ page }) => {
  test.slow();
  await opened(page);
  const error = page.getByRole("dialog").getByTestId("error");
  for (const { name, code, bytes } of hostileCheckpoints) {
    await dropFiles(page, [{ name, text: Buffer.from(bytes()) }]);
    await expect(error, name).toHaveAttribute("data-run", name);
    await expect(error, name).toHaveAttribute("data-code", code);
  }
  await dropFiles(page, [CHECKPOINT]);
  const build = page.getByRole("button", { name: "Add this model" });
  for (const { name, code, bytes } of hostileSplits) {
    await dropFiles(page, [{ name, text: Buffer.from(bytes()) }]);
    await build.click();
    await expect(error, name).toHaveAttribute("data-run", name);
    await expect(error, name).toHaveAttribute("data-code", code);
  }
  await page.keyboard.press("Escape");
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
});
