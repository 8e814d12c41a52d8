import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/** Installs what package-lock.json names, unless that is done already. */
export function ensureInstalled() {
  const installed = "node_modules/.package-lock.json";
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  run("npm", ["ci", "--no-audit", "--no-fund"]);
}

/** Runs a program in this terminal; ends this one where it fails. */
export function run(command, args) {
  const { status } = start(command, args);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a program in this terminal and gives its status. */
export function start(command, args, env = {}) {
  return spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
    // npm and npx are batch files on Windows.
    shell: process.platform === "win32",
  });
}
