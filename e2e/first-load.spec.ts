import { readdirSync, statSync } from "node:fs";
import { expect, opened, test } from "./page.ts";

const wasm = readdirSync("dist/assets").find((file) => /^ort-wasm-simd-threaded-.*\.wasm$/.test(file))!;

test("the server compresses what hosts compress, as the browser's Accept-Encoding allows", async ({ request }) => {
  const size = statSync(`dist/assets/${wasm}`).size;
  const sent = async (encoding: string, range?: string) => {
    const headers = { "accept-encoding": encoding, ...(range !== undefined && { range }) };
    const response = await request.get(`./assets/${wasm}`, { headers });
    const { "content-encoding": coding, "content-length": length } = response.headers();
    return { status: response.status(), coding, length: Number(length), unpacked: (await response.body()).length };
  };
  const [brotli, gzip, plain] = [await sent("gzip, br"), await sent("br;q=0, gzip"), await sent("identity")];
  expect([brotli.coding, gzip.coding, plain.coding]).toEqual(["br", "gzip", undefined]);
  expect(brotli.length).toBeLessThan(gzip.length);
  expect(gzip.length).toBeLessThan(size / 3);
  expect([brotli, gzip, plain].map(({ unpacked }) => unpacked)).toEqual([size, size, size]);
  // A part of a file is a part of what lies there.
  expect(await sent("br", "bytes=0-9")).toMatchObject({ status: 206, coding: undefined, unpacked: 10 });
});

test("what the browser holds already is not sent again", async ({ request }) => {
  const { etag } = (await request.get("./")).headers();
  const again = await request.get("./", { headers: { "if-none-match": etag } });
  expect(again.status()).toBe(304);
});

test("what a first prediction waits for is asked for once, by the page's HTML", async ({ page }) => {
  const asked: string[] = [];
  page.context().on("request", (request) => asked.push(request.url()));
  await opened(page);
  const preloaded = await page
    .locator("link[rel=preload]")
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(preloaded).toEqual([expect.stringContaining(wasm), expect.stringContaining("models/population.onnx")]);
  expect(asked.filter((url) => preloaded.includes(url)).sort()).toEqual([...preloaded].sort());
});
