import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import { installedChromium } from "./scripts/chromium.mjs";
import page from "./vite.config.ts";

/** Rooms whose figures people rely on, and the shares in percent of each that tests have to run. */
const MEASURED = ["workout", "features", "model", "evaluation"];
const FLOOR = { statements: 95, branches: 90, functions: 95, lines: 95 };

/** Tests of components run in a browser; all others are unit tests. */
const COMPONENT_TESTS = "src/**/*.browser.test.tsx";

/** Unit tests that put other modules in the place of those that a module imports, so that each needs its modules afresh. */
const MOCKED_TESTS = "src/**/*.mocked.test.ts";

// Read by a plugin of the page's build, not by Node.
const server = { deps: { inline: [/\.wasm\?gzip$/] } };

/**
 * WebAssembly is not compiled again to be fast once it has run for a while: for ONNX Runtime and Parquet that takes longer
 * than tests gain by it. Figures are the same.
 */
const COMPILED_ONCE = "--liftoff-only";

const executablePath = installedChromium();

export default mergeConfig(
  page,
  defineConfig({
    test: {
      // Some tests start the terminal program, on machines that may be busy.
      testTimeout: 60_000,
      expect: { poll: { timeout: 20_000 } },
      // All cores, for many tests wait: for a server, a program, a time. Else one would be left to Vitest alone.
      maxWorkers: "100%",
      tags: [
        {
          name: "slow",
          description: "Fuzzing, hostile and very large files, many runs: `npm test -- --quick` does without.",
        },
      ],
      coverage: {
        include: MEASURED.map((room) => `src/${room}/**/*.ts`),
        reporter: ["text-summary", "html"],
        thresholds: Object.fromEntries(MEASURED.map((room) => [`src/${room}/**/*.ts`, FLOOR])),
      },
      projects: [
        {
          extends: true,
          test: {
            name: "unit",
            include: ["{src,scripts}/**/*.test.{ts,tsx}"],
            exclude: [COMPONENT_TESTS, MOCKED_TESTS],
            // A process for each file would spend half of the tests' time on starting, and on loading the same modules.
            isolate: false,
            execArgv: [COMPILED_ONCE],
            server,
          },
        },
        { extends: true, test: { name: "mocked", include: [MOCKED_TESTS], execArgv: [COMPILED_ONCE], server } },
        {
          extends: true,
          test: {
            name: "components",
            include: [COMPONENT_TESTS],
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: {
                  ...(executablePath ? { executablePath } : { channel: "chromium" }),
                  args: ["--no-sandbox"],
                },
              }),
              instances: [{ browser: "chromium" }],
            },
          },
        },
      ],
    },
  }),
);
