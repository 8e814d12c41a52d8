/** @module-tag slow */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  gpxOfHostileNames,
  hostileArchives,
  hostileCheckpoints,
  hostileRuns,
  hostileSplits,
} from "../testing/hostile-files.ts";

const folder = mkdtempSync(join(tmpdir(), "hostile-"));

/** A command that is ended where it takes too long or fills its memory, so that an answer shows that it did neither. */
function hr(...args: string[]) {
  const program = ["--max-old-space-size=500", "--import", "tsx", "src/cli/hr.ts", ...args];
  const env = { ...process.env, INIT_CWD: folder };
  return spawnSync(process.execPath, program, { encoding: "utf8", env, timeout: 240_000, killSignal: "SIGKILL" });
}

test("hr predict refuses every hostile run, archive and split with its code, and reads the next", {
  timeout: 300_000,
}, () => {
  const files = [...hostileRuns, ...hostileArchives, ...hostileSplits];
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes());
  const { status, stdout, stderr } = hr("predict", ...files.map(({ name }) => name), "--json");
  expect(status).toBe(1);
  expect(stdout).toBe("");
  const codes = stderr.split("\n").flatMap((line) => {
    const [, name, code] = /^(\S+): ([a-z-]+): /.exec(line) ?? [];
    return name === undefined ? [] : [[name, code]];
  });
  expect(codes).toEqual(files.map(({ name, run = name, code }) => [run, code]));
});

test.each(hostileCheckpoints)("hr import-checkpoint refuses $name, and nothing in it is run", ({
  name,
  code,
  bytes,
}) => {
  writeFileSync(join(folder, name), bytes());
  writeFileSync(join(folder, "scaler.json"), "{}");
  const out = ["--out", "never.onnx"];
  const { status, stderr } = hr("import-checkpoint", name, "--scaler", "scaler.json", "--features", "temporal", ...out);
  expect(status).toBe(1);
  expect(stderr).toContain(`${code}: `);
  for (const file of ["owned", join(folder, "owned"), join(folder, "never.onnx")]) expect(existsSync(file)).toBe(false);
});

test("a name in a file gives the terminal no orders", () => {
  writeFileSync(join(folder, "names.gpx"), gpxOfHostileNames("\u009b31mred \u202egpj.nur", "b"));
  const { status, stdout } = hr("predict", "names.gpx");
  expect(status).toBe(0);
  expect(stdout).toContain("names.gpx · \ufffd31mred \ufffdgpj.nur\n");
});
