import { defineConfig } from "@playwright/test";

const port = Number(process.env.PORT ?? 4199);

const launchOptions = (...args: string[]) => ({
  // Playwright's own browser otherwise: the whole one, for the headless shell knows no WebGPU.
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : { channel: "chromium" }),
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...args],
});

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
    permissions: ["clipboard-read", "clipboard-write"],
    // Recording slows every test, and whoever sits at the machine can ask for it by --trace.
    trace: process.env.CI ? "retain-on-failure" : "off",
  },
  projects: [
    { name: "page", testIgnore: ["webgpu.spec.ts", "engines.spec.ts"], use: { launchOptions: launchOptions() } },
    {
      name: "webgpu",
      testMatch: "webgpu.spec.ts",
      use: {
        // Chromium's software adapter: it proves that the path works, and says nothing of a graphics card.
        launchOptions: launchOptions(
          "--enable-unsafe-webgpu",
          "--enable-features=Vulkan",
          "--use-webgpu-adapter=swiftshader",
        ),
      },
    },
    // Each test of another engine does Chromium's part too, where that has not been done.
    { name: "engines", testMatch: "engines.spec.ts", timeout: 180_000, use: { launchOptions: launchOptions() } },
  ],
  webServer: {
    command: `node e2e/serve-dist.mjs ${port} /some/folder/`,
    url: `http://localhost:${port}/some/folder/`,
    stdout: "ignore",
  },
});
