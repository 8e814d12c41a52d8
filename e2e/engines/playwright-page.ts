import type { BrowserType, LaunchOptions } from "@playwright/test";
import type { EnginePage } from "./engine-page.ts";

/** A page in Chromium, or in one of the browsers that Playwright brings. */
export async function startPlaywright(type: BrowserType, options: LaunchOptions): Promise<EnginePage> {
  const browser = await type.launch(options);
  // As a person has them: the configuration keeps them from the tests of the page.
  const page = await browser.newPage({ serviceWorkers: "allow" });
  return {
    async open(address) {
      await page.goto(address);
    },
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.locator(selector).click(),
    press: (selector, key) => page.locator(selector).press(key),
    setFiles: (selector, paths) => page.locator(selector).setInputFiles(paths),
    close: () => browser.close(),
  };
}
