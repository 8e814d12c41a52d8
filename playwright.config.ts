import { defineConfig } from "@playwright/test";
import { installedChromium, installedHeadlessShell } from "./scripts/chromium.mjs";

const port = Number(process.env.PORT ?? 4199);
/** The server that the page is tested on: a plain host's, or the container's, with the page's headers. */
const server =
  process.env.SERVER === "container"
    ? { command: `npx tsx e2e/serve-container.ts ${port}`, path: "/" }
    : // A sub-folder, as on a host that serves several sites.
      { command: `node e2e/serve-dist.mjs ${port} /some/folder/`, path: "/some/folder/" };
const baseURL = `http://localhost:${port}${server.path}`;
const executablePath = installedChromium();

const launchOptions = (...args: string[]) => ({
  // Playwright's own browser otherwise: the whole one, for the headless shell knows no WebGPU.
  ...(executablePath ? { executablePath } : { channel: "chromium" }),
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...args],
});

const shell = installedHeadlessShell();
/** The browser that draws the page where nothing but its engine counts. */
const pageBrowser = shell ? { executablePath: shell } : {};

/** Pages are drawn by the processor itself, which takes less of it than to stand in for a graphics card. */
const WITHOUT_GPU = "--disable-gpu";

/**
 * ONNX Runtime's code is not compiled again to be fast once it has run for a while: each page would spend a quarter of
 * its processor time on that, and is gone before it gains by it. Figures are the same; Chromium's part of the engines'
 * tests compiles all.
 */
const COMPILED_ONCE = "--js-flags=--liftoff-only";

export default defineConfig({
  testDir: "e2e",
  timeout: 60_000,
  expect: { timeout: 20_000 },
  // One more than the cores of a small machine, for a test often waits for its page.
  workers: 3,
  reporter: [["list"], ["json"]],
  use: {
    baseURL,
    // It would answer what tests have the host answer; those of the service worker let it be.
    serviceWorkers: "block",
    permissions: ["clipboard-read", "clipboard-write"],
    // Recording slows every test, and whoever sits at the machine can ask for it by --trace.
    trace: process.env.CI ? "retain-on-failure" : "off",
    // A page of its own would cost each test a new process, which compiles ONNX Runtime anew: what a test leaves is cleared.
    reuseContext: true,
  },
  // What takes longest by itself begins first, and the pages go side by side with it.
  projects: [
    // Each test of another engine does Chromium's part too, where that has not been done.
    {
      name: "engines",
      testMatch: "engines.spec.ts",
      timeout: 180_000,
      use: { launchOptions: launchOptions(WITHOUT_GPU) },
    },
    {
      name: "webgpu",
      testMatch: "webgpu.spec.ts",
      use: {
        // Chromium's software adapter: it proves that the path works, and says nothing of a graphics card.
        launchOptions: launchOptions(
          "--enable-unsafe-webgpu",
          "--enable-features=Vulkan",
          "--use-webgpu-adapter=swiftshader",
          COMPILED_ONCE,
        ),
      },
    },
    {
      name: "page",
      testIgnore: ["webgpu.spec.ts", "engines.spec.ts"],
      fullyParallel: true,
      use: { launchOptions: { ...launchOptions(WITHOUT_GPU, COMPILED_ONCE), ...pageBrowser } },
    },
  ],
  webServer: {
    command: server.command,
    // It removes what it made.
    gracefulShutdown: { signal: "SIGTERM", timeout: 5000 },
    url: baseURL,
    stdout: "ignore",
  },
});
