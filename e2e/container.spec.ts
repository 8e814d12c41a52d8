import { readdirSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { hasContainerServer, serveContainer } from "../scripts/container/server.ts";
import { PAGE_HEADERS, SPLIT_WORKER_POLICY } from "../scripts/page-policy.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { serveRanges } from "../src/testing/range-server.ts";
import { CHECKPOINT } from "./model-files.ts";
import { dropFiles, expect, figure, test as onPlainHost, opened, settled, splitPanel } from "./page.ts";

const test = onPlainHost.extend<{ splitUrl: string }, { container: { address: string; folder: string } }>({
  container: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is needed
    async ({}, use) => {
      const container = await serveContainer(await freePort());
      await use(container);
      await container.stop();
    },
    { scope: "worker" },
  ],
  baseURL: ({ container }, use) => use(container.address),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is needed
  splitUrl: async ({}, use) => {
    const server = await serveRanges(new Uint8Array(readFileSync("public/data/test.parquet")));
    await use(server.url);
    await server.stop();
  },
  expected: ({ splitUrl }, use) => use({ complaints: null, origin: new URL(splitUrl).origin }),
});

// In one worker after the other: they share the server.
test.describe.configure({ mode: "default" });
test.skip(!hasContainerServer(), "This machine has no Caddy, the server of the container.");

test("the container's server sends each file with the page's headers, under its type, and compressed once", async ({
  request,
}) => {
  const sent = async (path: string, encoding = "gzip, br") => {
    const response = await request.head(`./${path}`, { headers: { "accept-encoding": encoding } });
    return response.headers();
  };
  const asset = (name: RegExp) => `assets/${readdirSync("dist/assets").find((file) => name.test(file))}`;
  for (const [path, type, encoding, cached] of [
    ["", "text/html; charset=utf-8", "br", "no-cache"],
    [asset(/^ort-wasm.*\.wasm$/), "application/wasm", "br", "public, max-age=31536000, immutable"],
    [asset(/^ort-wasm.*\.gz$/), "application/gzip", undefined, "public, max-age=31536000, immutable"],
    [asset(/^index.*\.js$/), "text/javascript; charset=utf-8", "br", "public, max-age=31536000, immutable"],
    ["models/population.onnx.gz", "application/gzip", undefined, "no-cache"],
    ["data/test.parquet", "application/vnd.apache.parquet", undefined, "no-cache"],
  ]) {
    const headers = await sent(path!);
    expect(
      [headers["content-type"], headers["content-encoding"], headers["cache-control"]],
      `type, encoding and cache of ${path}`,
    ).toEqual([type, encoding, cached]);
    for (const [name, value] of Object.entries(PAGE_HEADERS)) expect(headers[name.toLowerCase()], name).toBe(value);
  }
  const missing = await request.head("./assets/index-before.js");
  expect([missing.status(), missing.headers()["cache-control"]], "another container may have it").toEqual([
    404,
    "no-cache",
  ]);
  const splitWorker = await sent(asset(/^split-worker.*\.js$/));
  expect(splitWorker["content-security-policy"]).toBe(SPLIT_WORKER_POLICY);
  expect((await sent("", "gzip"))["content-encoding"]).toBe("gzip");
  expect((await sent("", "identity"))["content-encoding"]).toBeUndefined();
});

test("the Dockerfile puts all files of the container into it", ({ container }) => {
  const copied = readFileSync("Dockerfile", "utf8").matchAll(/ \/page\/build\/container\/(\S+)/g);
  expect([...copied].map(([, file]) => file).toSorted()).toEqual(readdirSync(container.folder).toSorted());
});

test("under the container's headers the page predicts, reads samples, checkpoints, and datasets of other servers", async ({
  page,
  splitUrl,
}) => {
  await opened(page);
  await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 12 }) }]);
  await settled(page, "run.gpx");
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await page.getByRole("link", { name: "Steady" }).click();
  await settled(page, "Steady");
  await dropFiles(page, [CHECKPOINT]);
  await expect(page.getByText("LSTM, 1 layer of 6 units")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto(`./#d1.${splitUrl}`);
  await page.getByRole("button", { name: "Fetch it" }).click();
  await expect(splitPanel(page).locator("[data-row]").first()).toBeVisible();
});

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
