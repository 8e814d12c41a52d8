import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, opened, test } from "./page.ts";

const wasm = readdirSync("dist/assets").find((file) => /^ort-wasm-simd-threaded-.*\.wasm$/.test(file))!;

const WIDE = { width: 1440, height: 900 };

const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync };

interface Sent {
  status: number | undefined;
  coding: string | undefined;
  /** Bytes of the body, packed and unpacked. */
  length: number;
  unpacked: number;
}

/** An answer as it is sent: a browser would unpack it, and not every server states its length. */
async function sent(url: string, headers: Record<string, string>): Promise<Sent> {
  const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
  const body = Buffer.concat(await response.toArray());
  const coding = response.headers["content-encoding"];
  const unpacked = coding === undefined ? body : UNPACK[coding as keyof typeof UNPACK](body);
  return { status: response.statusCode, coding, length: body.length, unpacked: unpacked.length };
}

test("the server compresses what hosts compress, as Accept-Encoding allows", async ({ baseURL }) => {
  const size = statSync(`dist/assets/${wasm}`).size;
  const asWasm = (encoding: string, more = {}) =>
    sent(`${baseURL}assets/${wasm}`, { "accept-encoding": encoding, ...more });
  const [brotli, gzip, plain] = [await asWasm("gzip, br"), await asWasm("br;q=0, gzip"), await asWasm("identity")];
  expect([brotli.coding, gzip.coding, plain.coding]).toEqual(["br", "gzip", undefined]);
  expect(brotli.length).toBeLessThan(gzip.length);
  expect(gzip.length).toBeLessThan(size / 3);
  expect([brotli, gzip, plain].map(({ unpacked }) => unpacked)).toEqual([size, size, size]);
  // A part of a file is a part of what lies there.
  expect(await asWasm("br", { range: "bytes=0-9" })).toMatchObject({ status: 206, coding: undefined, unpacked: 10 });
});

test("what the browser holds already is not sent again", async ({ request }) => {
  const { etag } = (await request.get("./")).headers();
  const again = await request.get("./", { headers: { "if-none-match": etag } });
  expect(again.status()).toBe(304);
});

test("the HTML asks for all that its picture waits for before the page's scripts, of which a host may send six at a time", () => {
  const [beforeScripts, scripts] = readFileSync("dist/index.html", "utf8").split('<script type="module"');
  expect(beforeScripts.match(/rel="stylesheet"|<script /g)).toEqual([
    'rel="stylesheet"',
    'rel="stylesheet"',
    "<script ",
  ]);
  expect(scripts).toContain('rel="modulepreload"');
  expect(scripts).not.toMatch(/rel="stylesheet"|<script /);
});

test("at the first visit each part is asked for once, the page says what its HTML said, and nothing moves", async ({
  page,
  browser,
  baseURL,
}) => {
  const asked: string[] = [];
  page.context().on("request", (request) => asked.push(request.url()));
  await page.setViewportSize(WIDE);
  const shifts = await watchedShifts(page);
  await opened(page);
  await test.step("nothing moves as the page takes the place of its HTML", async () => expectStill(await shifts()));
  await test.step("what a first prediction waits for is asked for once, by the page's HTML", () =>
    expectAskedOnce(page, asked));
  await test.step("the HTML says of the opening run what the page says once the model has run", async () => {
    const bare = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL!, viewport: WIDE });
    const still = await bare.newPage();
    await still.goto("./");
    const [before, after] = [await saidBy(still), await saidBy(page)];
    expect(before.finding.join()).toContain("the average runner");
    expect(before.metrics.length).toBeGreaterThan(3);
    expect(before.lines).toBeGreaterThan(3);
    expect(before).toEqual(after);
    await bare.close();
  });
});

test("nothing moves as the page takes the place of its HTML on a phone, either", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const shifts = await watchedShifts(page);
  await opened(page);
  expectStill(await shifts());
});

async function expectAskedOnce(page: Page, asked: readonly string[]): Promise<void> {
  const preloaded = await page
    .locator("link[rel=preload]")
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(preloaded).toEqual([expect.stringContaining(wasm), expect.stringContaining("models/population.onnx.gz")]);
  expect(asked.filter((url) => preloaded.includes(url)).sort()).toEqual([...preloaded].sort());
  expect(
    asked.filter((url) => url.includes("/screenshots/")),
    "what other sites show of the page",
  ).toEqual([]);
}

/** What a page says of its run. */
function saidBy(page: Page) {
  return page.evaluate(() => {
    const texts = (selector: string) => [...document.querySelectorAll(selector)].map((found) => found.textContent);
    const metrics = [...document.querySelectorAll<HTMLElement>('[data-testid^="metric-"]')];
    return {
      finding: texts(".finding, .finding + *"),
      metrics: metrics.map(({ dataset, textContent }) => `${dataset.testid}: ${textContent}`),
      ticks: texts(".tick"),
      charts: [...document.querySelectorAll(".plot [role=img]")].map((chart) => chart.getAttribute("aria-label")),
      lines: document.querySelectorAll(".canvas .expected:not([d='']), .canvas .measured, .canvas .ground-line").length,
    };
  });
}

/** Watches what moves from the page's first moment on; the shifts so far are told once a frame has passed. */
async function watchedShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & LayoutShift)[]) {
        const moved = entry.sources.map(({ node, previousRect, currentRect }) => {
          const name = node instanceof Element ? `${node.tagName}.${node.className}` : String(node?.textContent);
          return `${name} ${JSON.stringify(previousRect)} ${JSON.stringify(currentRect)}`;
        });
        shifts.push(`${entry.value} at ${entry.startTime}: ${moved.join("; ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    return page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
  };
}

function expectStill(shifts: readonly string[]): void {
  const total = shifts.reduce((sum, shift) => sum + Number.parseFloat(shift), 0);
  // The words of the status line differ in width: a hundredth of what counts as good.
  expect(total, shifts.join("\n")).toBeLessThan(0.01);
}

/** What the DOM's types lack of it. */
interface LayoutShift {
  value: number;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}
