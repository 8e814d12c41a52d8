/** @module-tag slow */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  gpxOfHostileNames,
  hostileArchives,
  hostileCheckpoints,
  hostileRuns,
  hostileSplits,
} from "../testing/hostile-files.ts";
import { type CommandOutcome, runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hostile-"));

/** A process that is ended where it takes too long or fills its memory, so that an answer shows that it did neither. */
function inBounds(...program: string[]) {
  return spawnSync(process.execPath, ["--max-old-space-size=500", "--import", "tsx", ...program], {
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: folder },
    timeout: 240_000,
    killSignal: "SIGKILL",
  });
}

/** Runs `hr` commands one after another, for starting takes longer than to refuse a file; prints their outcomes. */
const COMMANDS_IN_TURN = `
import { runHr } from "./src/testing/terminal.ts";
const [folder, ...commands] = process.argv.slice(1);
const outcomes = await Promise.all(commands.map((args) => runHr(folder, JSON.parse(args))));
console.log(JSON.stringify(outcomes));
`;

test("hr predict refuses every hostile run, archive and split with its code, and reads the next", {
  timeout: 300_000,
}, () => {
  const files = [...hostileRuns, ...hostileArchives, ...hostileSplits];
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes());
  const names = files.map(({ name }) => name);
  const { status, stdout, stderr } = inBounds("src/cli/hr.ts", "predict", ...names, "--json");
  expect(status).toBe(1);
  expect(stdout).toBe("");
  const codes = stderr.split("\n").flatMap((line) => {
    const [, name, code] = /^(\S+): ([a-z-]+): /.exec(line) ?? [];
    return name === undefined ? [] : [[name, code]];
  });
  expect(codes).toEqual(files.map(({ name, run = name, code }) => [run, code]));
});

describe("hr import-checkpoint", () => {
  const names = hostileCheckpoints.map(({ name }) => name);
  let outcomes: CommandOutcome[];

  beforeAll(() => {
    writeFileSync(join(folder, "scaler.json"), "{}");
    for (const { name, bytes } of hostileCheckpoints) writeFileSync(join(folder, name), bytes());
    const options = ["--scaler", "scaler.json", "--features", "temporal", "--out", "never.onnx"];
    const commands = names.map((name) => JSON.stringify(["import-checkpoint", name, ...options]));
    const { stdout, stderr } = inBounds("--input-type=module", "--eval", COMMANDS_IN_TURN, folder, ...commands);
    expect(stderr).toBe("");
    outcomes = JSON.parse(stdout);
  });

  test.each(hostileCheckpoints)("refuses $name, and nothing in it is run", ({ name, code }) => {
    expect(outcomes[names.indexOf(name)]).toMatchObject({ status: 1, stderr: expect.stringContaining(`${code}: `) });
  });

  test("left nothing behind", () => {
    for (const file of ["owned", join(folder, "owned"), join(folder, "never.onnx")])
      expect(existsSync(file)).toBe(false);
  });
});

test("a name in a file gives the terminal no orders", async () => {
  writeFileSync(join(folder, "names.gpx"), gpxOfHostileNames("\u009b31mred \u202egpj.nur", "b"));
  const { status, stdout } = await runHr(folder, ["predict", "names.gpx"]);
  expect(status).toBe(0);
  expect(stdout).toContain("names.gpx · \ufffd31mred \ufffdgpj.nur\n");
});
