import { readFileSync } from "node:fs";

/**
 * The page, in a context of its own, once it is ready.
 * @param prepare what is done to it before it is loaded
 * @returns it, its context, and `memoryMb(field)`, which resolves with the memory of its process with all of its workers, in MB, now
 * ("VmRSS") or at its peak ("VmHWM"); NaN where the system does not tell
 */
export async function freshPage(browser, address, prepare = async () => {}) {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  };
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await prepare(page);
  await page.goto(address);
  await page.locator('[data-testid="status"][data-state="done"]').waitFor();
  // Which process draws it nobody says: it is the largest of those that draw, as one page is open at a time.
  const memoryMb = async (field) => Math.max(...(await renderers()).map((id) => memoryOf(id, field)));
  return { page, context, memoryMb };
}

function memoryOf(id, field) {
  try {
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) / 1e3;
  } catch {
    return Number.NaN;
  }
}
