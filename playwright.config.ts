import { defineConfig } from "@playwright/test";

const port = 4199;

export default defineConfig({
  testDir: "e2e",
  timeout: 60_000,
  expect: { timeout: 20_000 },
  // The machine's own speed is part of what is tested: one page at a time.
  workers: 1,
  reporter: [["list"], ["json"]],
  use: {
    // A sub-folder, as on a host that serves several sites.
    baseURL: `http://localhost:${port}/some/folder/`,
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
    permissions: ["clipboard-read", "clipboard-write"],
  },
  webServer: {
    command: `node e2e/serve-dist.mjs ${port} /some/folder/`,
    url: `http://localhost:${port}/some/folder/`,
    stdout: "ignore",
  },
});
