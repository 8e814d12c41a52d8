import { spawn, spawnSync } from "node:child_process";
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
  return spawnSync(command, args, { stdio: "inherit", ...surroundings(env) });
}

/**
 * Runs a program beside others.
 * @param {{ isLive?: boolean }} [options] isLive: it prints as it runs; else in one piece, once it has ended
 * @returns {Promise<number | null>} its exit status; null where it was ended from outside
 */
export function startBeside(command, args, { isLive = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = isLive ? "inherit" : ["ignore", "pipe", "pipe"];
    const program = spawn(command, args, { stdio, ...surroundings({}) });
    const printed = [];
    for (const stream of [program.stdout, program.stderr]) stream?.on("data", (part) => printed.push(part));
    program.on("error", reject);
    program.on("close", (status) => {
      process.stdout.write(Buffer.concat(printed));
      resolve(status);
    });
  });
}

function surroundings(env) {
  // npm and npx are batch files on Windows.
  return { env: { ...process.env, ...env }, shell: process.platform === "win32" };
}
