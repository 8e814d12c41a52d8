import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { download } from "./download.ts";

const content = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);

function answerWith(bytes: Uint8Array): void {
  vi.stubGlobal("fetch", async () => new Response(new Uint8Array(bytes)));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("what lies compressed on the host is unpacked, whether or not the host has done so on the way", async () => {
  for (const sent of [gzipSync(content), content]) {
    answerWith(sent);
    expect(await download("https://host/build.wasm.gz", () => {})).toEqual(content);
  }
});

test("a gzipped file whose name does not say so is left to whoever reads it", async () => {
  answerWith(gzipSync(content));
  expect(await download("https://host/run.gpx", () => {})).toEqual(new Uint8Array(gzipSync(content)));
});

test("what arrives cut off is refused by name", async () => {
  answerWith(gzipSync(content).subarray(0, 500));
  await expect(download("https://host/build.wasm.gz", () => {})).rejects.toMatchObject({
    code: "download-failed",
    message: expect.stringContaining("build.wasm.gz arrived damaged"),
  });
});
