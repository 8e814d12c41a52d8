import { spawn } from "node:child_process";

/** Commands that open an address in a person's browser, by the system; most others have the first. */
const OPENERS: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", '""'],
};

/**
 * Opens an address in the person's browser. A system without a way to do so is no error: the terminal tells the address.
 * @returns whether the system's opener started
 */
export function openBrowser(address: string): Promise<boolean> {
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const opener = spawn(command, [...args, address], {
    stdio: "ignore",
    detached: true,
    windowsVerbatimArguments: true,
  });
  opener.unref();
  return new Promise((resolve) => {
    opener.once("spawn", () => resolve(true)).once("error", () => resolve(false));
  });
}
