import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { EnginePage, Key } from "./engine-page.ts";

/** Debian's WebKitGTK, which has no headless mode. */
export interface WebKitGtk {
  driver: string;
  browser: string;
  /** What shows nothing to anybody; null to open a window on the display that there is. */
  xvfb: string | null;
}

/** What WebDriver calls the reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys as WebDriver writes them. */
const KEYS: Record<Key, string> = { " ": "\uE00D", PageUp: "\uE00E", End: "\uE010" };

const START_LIMIT_MS = 20_000;

/**
 * A page in WebKitGTK's small browser, through W3C WebDriver.
 * @throws Error with the driver's words
 */
export async function startWebKitGtk({ driver, browser, xvfb }: WebKitGtk): Promise<EnginePage> {
  const home = mkdtempSync(join(tmpdir(), "webkit-"));
  const started: ChildProcess[] = [];
  const end = () => {
    process.off("exit", end);
    for (const child of started.reverse()) child.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", end);
  try {
    const port = await freePort();
    const display = xvfb === null ? process.env.DISPLAY : await startDisplay(xvfb, started);
    // Its sandbox needs leave that root in a container has not got; and there is no graphics card.
    const quirks = { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
    const env = { ...process.env, ...quirks, HOME: home, DISPLAY: display, NO_AT_BRIDGE: "1" };
    started.push(spawn(driver, [`--port=${port}`], { env, stdio: "ignore" }));
    const page = await openSession(`http://127.0.0.1:${port}`, browser);
    return {
      ...page,
      async close() {
        await page.close().finally(end);
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

async function openSession(driver: string, binary: string): Promise<EnginePage> {
  await answering(driver);
  const { sessionId } = await ask<{ sessionId: string }>("POST", `${driver}/session`, {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } } },
  });
  const session = `${driver}/session/${sessionId}`;
  const post = <T>(command: string, body: object) => ask<T>("POST", `${session}/${command}`, body);
  const find = async (value: string) =>
    (await post<Record<string, string>>("element", { using: "css selector", value }))[ELEMENT];
  return {
    async open(url) {
      await post("url", { url });
    },
    evaluate: (expression) => post("execute/sync", { script: `return (${expression});`, args: [] }),
    async click(selector) {
      await post(`element/${await find(selector)}/click`, {});
    },
    async press(selector, key) {
      await post(`element/${await find(selector)}/value`, { text: KEYS[key] });
    },
    async setFiles(selector, paths) {
      await post(`element/${await find(selector)}/value`, { text: paths.join("\n") });
    },
    async close() {
      await ask("DELETE", session);
    },
  };
}

async function ask<T>(method: string, address: string, body?: object): Promise<T> {
  const answer = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${method} ${address}: ${value.error}: ${value.message}`);
  return value;
}

async function answering(driver: string): Promise<void> {
  for (const end = performance.now() + START_LIMIT_MS; performance.now() < end; await wait(100)) {
    const answer = await fetch(`${driver}/status`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`WebKit's driver did not answer within ${START_LIMIT_MS / 1000} s.`);
}

/** Starts a display on the first free number, and gives its name. */
async function startDisplay(xvfb: string, started: ChildProcess[]): Promise<string> {
  const args = ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  const child = spawn(xvfb, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  started.push(child);
  const [number] = await once(child.stdio[3] as Readable, "data", { signal: AbortSignal.timeout(START_LIMIT_MS) });
  return `:${String(number).trim()}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
