import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openBrowser } from "./open-browser.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.runIf(process.platform === "linux")("the system's own opener is given the address", async () => {
  const folder = mkdtempSync(join(tmpdir(), "opener-"));
  const opened = join(folder, "opened");
  writeFileSync(
    join(folder, "xdg-open"),
    `#!/bin/sh\nprintf %s "$1" > "${opened}.part" && mv "${opened}.part" "${opened}"\n`,
  );
  chmodSync(join(folder, "xdg-open"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  expect(await openBrowser("http://localhost:4173/")).toBe(true);
  await vi.waitUntil(() => existsSync(opened), { timeout: 30_000 });
  expect(readFileSync(opened, "utf8")).toBe("http://localhost:4173/");
});

test("a system without an opener is no error", async () => {
  vi.stubEnv("PATH", mkdtempSync(join(tmpdir(), "no-opener-")));
  expect(await openBrowser("http://localhost:4173/")).toBe(false);
});
