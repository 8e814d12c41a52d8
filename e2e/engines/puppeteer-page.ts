import { type ElementHandle, launch } from "puppeteer-core";
import type { EnginePage } from "./engine-page.ts";

/** A page in the machine's own Firefox, which Playwright does not drive, through WebDriver BiDi. */
export async function startFirefox(executablePath: string): Promise<EnginePage> {
  const browser = await launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  return {
    async open(address) {
      await page.goto(address);
    },
    evaluate: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    click: (selector) => page.locator(selector).click(),
    async press(selector, key) {
      const element = (await page.waitForSelector(selector)) as ElementHandle;
      await element.press(key);
    },
    async setFiles(selector, paths) {
      const input = (await page.waitForSelector(selector)) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(...paths);
    },
    close: () => browser.close(),
  };
}
