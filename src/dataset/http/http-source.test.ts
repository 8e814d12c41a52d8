/** @module-tag slow */
import { afterEach, describe, expect, test, vi } from "vitest";
import { type RangeServer, type RangeServerOptions, serveRanges } from "../../testing/range-server.ts";
import { openHttpSource } from "./http-source.ts";

const MB = 1_000_000;

let server: RangeServer | null = null;

afterEach(async () => {
  vi.unstubAllGlobals();
  await server?.stop();
  server = null;
});

/** Bytes of which each tells where it stands. */
function content(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 2_654_435_761) >>> 24);
}

/** As `toEqual`, which takes seconds over megabytes. */
function expectBytes(actual: Uint8Array, expected: Uint8Array): void {
  expect(Buffer.compare(actual, expected)).toBe(0);
}

async function serving(bytes: Uint8Array, options?: RangeServerOptions): Promise<RangeServer> {
  server = await serveRanges(bytes, options);
  return server;
}

describe("a large file", () => {
  const bytes = content(3 * MB);

  test("is read by range, and nothing but what is asked for", async () => {
    const { url, asked, sentBytes } = await serving(bytes);
    const source = await openHttpSource(url);
    expect(source).toMatchObject({ name: "split.parquet", size: 3 * MB });
    expectBytes(await source.read(2_000_000, 2_000_100), bytes.subarray(2_000_000, 2_000_100));
    expectBytes(await source.read(0, 4), bytes.subarray(0, 4));
    expect(asked).toEqual(["bytes=0-15", "bytes=2000000-2000099"]);
    expect(sentBytes()).toBe(116);
  });

  test("has its size told where the server hides its headers from pages", async () => {
    const { url } = await serving(bytes, { hidesHeaders: true });
    const source = await openHttpSource(url);
    expect(source.size).toBe(3 * MB);
    expectBytes(await source.read(1000, 3000), bytes.subarray(1000, 3000));
  });

  test("goes on where the connection broke off, and fetches nothing twice", async () => {
    const { url, options, asked, sentBytes } = await serving(bytes);
    const source = await openHttpSource(url);
    options.resets = 3;
    options.resetAfterBytes = 400_000;
    expectBytes(await source.read(500_000, 2_500_000), bytes.subarray(500_000, 2_500_000));
    expect(asked.length).toBeGreaterThanOrEqual(5);
    // What was sent and never arrived comes again.
    expect(sentBytes()).toBeLessThan(2_000_016 + 3 * 400_000);
  });

  test("comes after a server's bad moments", async () => {
    const { url, options } = await serving(bytes, { failures: { status: 503, times: 2 } });
    const source = await openHttpSource(url);
    options.failures = { status: 429, times: 1 };
    expectBytes(await source.read(7, 20), bytes.subarray(7, 20));
  });

  test.each<[string, RangeServerOptions, string, RegExp]>([
    [
      "whose connections always break",
      { resets: 100, resetAfterBytes: 10 },
      "download-failed",
      /localhost.*tried 4 times.*try again/,
    ],
    ["that is cut off on the server", { truncatedTo: 1_000_000 }, "download-failed", /ended at byte|broke off/],
    ["that is gone", { failures: { status: 404, times: 1 } }, "download-failed", /answered 404.*check the address/],
    ["whose server is down", { failures: { status: 500, times: 9 } }, "download-failed", /answered 500; tried 4 times/],
    ["that was changed meanwhile", { etag: '"2"' }, "download-failed", /was changed .* open it again/],
    [
      "whose server sends the whole from now on",
      { ignoresRanges: true },
      "no-ranges",
      /ignores byte ranges.*3 MB.*drop it/,
    ],
  ])("%s is refused with what to do", async (_, options, code, message) => {
    const running = await serving(bytes, { etag: '"1"' });
    const source = await openHttpSource(running.url);
    running.options = { etag: '"1"', ...options };
    await expect(source.read(999_000, 1_100_000)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("that is being fetched is let go of at once, and nothing more is asked for", async () => {
    const { url, options, asked } = await serving(bytes);
    const source = await openHttpSource(url);
    for (const bad of [{ latencyMs: 60_000 }, { failures: { status: 503, times: 100 } }]) {
      Object.assign(options, bad);
      const abort = new AbortController();
      const reading = source.read(16, 2_000_000, abort.signal);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const before = asked.length;
      abort.abort();
      await expect(reading).rejects.toMatchObject({ code: "cancelled" });
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(asked).toHaveLength(before);
      options.latencyMs = 0;
    }
  });
});

test.each<[string, RangeServerOptions, RegExp]>([
  ["more", { sendsMore: 1_000_000 }, /more than the 16 bytes asked for came/],
  ["other parts", { sendsFurtherOn: 7 }, /the bytes from 7 on came in place of those from 0 on/],
])("a server that sends %s than it is asked for is not believed", async (_, options, reason) => {
  const { url } = await serving(content(3 * MB), options);
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: "download-failed",
    message: expect.stringMatching(reason),
  });
});

test("a device without a network says so at once, and what to do", async () => {
  const { url, stop } = await serving(content(20));
  await stop();
  vi.stubGlobal("navigator", { onLine: false });
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: "download-failed",
    message: expect.stringMatching(
      /split\.parquet lies at localhost:\d+, and this device has no network now\. Open it/,
    ),
  });
});

describe("a server that ignores ranges", () => {
  test("gives a file of a few megabytes whole, compressed or not", async () => {
    const bytes = content(2 * MB);
    for (const options of [{}, { gzips: true }]) {
      const { url, asked, stop } = await serving(bytes, { ignoresRanges: true, ...options });
      const source = await openHttpSource(url);
      expect(source.size).toBe(2 * MB);
      expectBytes(await source.read(1_500_000, 2_000_000), bytes.subarray(1_500_000));
      expect(asked).toHaveLength(1);
      await stop();
    }
  });

  test.each([
    [{}],
    [{ gzips: true }],
  ])("is refused with a larger one, before all of it has come (%o)", async (options) => {
    const { url, asked } = await serving(content(9 * MB), { ignoresRanges: true, ...options });
    await expect(openHttpSource(url)).rejects.toMatchObject({
      code: "no-ranges",
      message: expect.stringMatching(/ignores byte ranges.*(9|more than 8) MB.*Download the file/),
    });
    expect(asked).toHaveLength(1);
  });
});

test("a small file is fetched whole: in one request where it is known to be small, else in two", async () => {
  const bytes = content(MB / 2);
  const { url, asked } = await serving(bytes);
  const known = await openHttpSource(url, { whole: true });
  expectBytes(await known.read(0, bytes.length), bytes);
  expect(asked).toEqual(["whole"]);
  const unknown = await openHttpSource(url);
  expectBytes(await unknown.read(100, 200), bytes.subarray(100, 200));
  expect(asked).toEqual(["whole", "bytes=0-15", "bytes=0-499999"]);
});

test("what is no address, or nobody's, is said", async () => {
  await expect(openHttpSource("test.parquet")).rejects.toMatchObject({ code: "bad-value" });
  await expect(openHttpSource("file:///etc/passwd")).rejects.toMatchObject({ code: "bad-value" });
  const { url, stop } = await serving(content(10));
  await stop();
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: "download-failed",
    message: expect.stringMatching(/could not be fetched from localhost.*try again/),
  });
});
