import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { HubRow } from "../dataset/hub-row.ts";
import { readHubRows } from "../dataset/parquet/parquet.ts";
import { simulateRuns } from "../dataset/simulator/simulator.ts";
import { differing } from "../testing/differing.ts";
import { fitFile } from "../testing/fit-file.ts";
import { fitrecLine } from "../testing/fitrec-file.ts";
import { gpxFile } from "../testing/gpx-file.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "build-"));
const path = (name: string) => join(folder, name);

const program = ["--import", "tsx", "src/cli/hr.ts", "dataset", "build"];
const env = { ...process.env, INIT_CWD: folder };

function build(...args: string[]) {
  return runHr(folder, ["dataset", "build", ...args]);
}

async function rowsOf(file: string): Promise<HubRow[]> {
  return readHubRows(new Uint8Array(readFileSync(path(file))));
}

/** More on the training side than a row group holds. */
const RUNS = 500;
const RUNNERS = 61;

/** Lines that hold no run, by their numbers. */
const badLines = new Map([
  [2, "{'speed': [9.5, 10.1,"],
  [250, "I felt good."],
  [400, "{'sport': 'run', 'userId': 3, 'timestamp': [1, 2], 'heart_rate': [150]}"],
]);

/** A FitRec file of more than ten megabytes; every tenth recording is no run. */
function fitrecFile(): string {
  const shapes = Array.from(simulateRuns({ seed: 4, runs: 12 }), (workout) =>
    fitrecLine(workout, { id: 987_654_321, userId: 123_456_789 }),
  );
  const lines: string[] = [];
  for (let i = 0; i < RUNS; i++) {
    const bad = badLines.get(lines.length + 1);
    if (bad !== undefined) lines.push(bad);
    const line = shapes[i % shapes.length].replaceAll("987654321", String(i));
    const sport = i % 10 === 0 ? "bike" : "run";
    lines.push(line.replace("123456789", String(1000 + (i % RUNNERS))).replace("'run'", `'${sport}'`));
  }
  return `${lines.join("\n")}\n`;
}

beforeAll(() => {
  const text = fitrecFile();
  expect(text.length).toBeGreaterThan(11_000_000);
  mkdirSync(path("fitrec"));
  writeFileSync(path("fitrec/raw.json"), text);
  mkdirSync(path("packed"));
  writeFileSync(path("packed/raw.json.gz"), gzipSync(text, { level: 1 }));
  mkdirSync(path("mixed"));
  writeFileSync(path("mixed/a.gpx"), gpxFile({ minutes: 20 }));
  writeFileSync(path("mixed/b.fit"), fitFile({ minutes: 20 }));
  writeFileSync(path("mixed/c.jsonl"), text.slice(0, text.indexOf("\n")));
  writeFileSync(path("mixed/notes.txt"), "Felt good.");
});

test("the raw FitRec file, gzipped or not, becomes splits of whole runners; bad lines are told and left out", {
  tags: ["slow"],
  timeout: 120_000,
}, async () => {
  const plain = await build("--from", "fitrec", "--out", "by-runner");
  expect(plain.status).toBe(0);
  for (const [number] of badLines)
    expect(plain.stderr).toMatch(new RegExp(`^raw\\.json · line ${number}: .*Line ${number}: `, "m"));
  expect(plain.stderr).toMatch(new RegExp(`^${RUNS + badLines.size} runs, \\d+ a second; (\\d+) of \\1 MB read$`, "m"));

  const rows = await rowsOf("by-runner/dataset.parquet");
  expect(rows.map(({ workout_id }) => workout_id)).toEqual(Array.from({ length: RUNS }, (_, i) => i + 1));
  expect(rows.map(({ user_id }) => user_id)).toEqual(rows.map((_, i) => 1000 + (i % RUNNERS)));
  const sides = new Map<HubRow["user_id"], Set<string | null>>();
  for (const { user_id, split } of rows) sides.set(user_id, (sides.get(user_id) ?? new Set()).add(split));
  for (const side of sides.values()) expect(side.size).toBe(1);
  for (const split of ["train", "validation", "test"]) {
    const own = await rowsOf(`by-runner/${split}.parquet`);
    const theirs = rows.filter((row) => row.split === split);
    expect(differing(own, theirs)).toEqual([]);
    expect(plain.stdout).toMatch(new RegExp(`^\\| ${split} \\| ${own.length} \\| `, "m"));
  }

  expect((await build("--from", "packed", "--out", "unpacked")).status).toBe(0);
  for (const file of ["dataset", "train", "validation", "test"]) {
    expect(readFileSync(path(`unpacked/${file}.parquet`)).equals(readFileSync(path(`by-runner/${file}.parquet`)))).toBe(
      true,
    );
  }
});

test("runs may be dealt as published, filtered as published, and packed with Snappy; the card says all of it", {
  tags: ["slow"],
  timeout: 120_000,
}, async () => {
  const { status, stdout } = await build(
    ...["--from", "fitrec", "--out", "as-published", "--split-by", "run"],
    ...["--filter", "published", "--compression", "snappy", "--seed", "7"],
  );
  expect(status).toBe(0);
  const rows = await rowsOf("as-published/dataset.parquet");
  expect(rows).toHaveLength(RUNS - RUNS / 10);
  expect(stdout).toContain(`kept ${rows.length} of ${RUNS} runs`);
  expect(stdout).toMatch(/^\| sport \| a sport that is not running, .* \| 50 \| 50 \|$/m);

  const card = readFileSync(path("as-published/README.md"), "utf8");
  expect(card).toMatch(/^---\n/);
  expect(card).toContain("  - split: validation\n    path: validation.parquet\n");
  expect(card).toMatch(/^- n<1K$/m);
  expect(card).toContain("Split by run: 70 % train, 15 % validation, 15 % test, by a hash of the seed 7");
  expect(card).toContain("Runners have, or may have, runs on several sides");
  expect(card).toContain("Snappy");
  for (const line of stdout.trim().split("\n")) expect(card).toContain(line);
});

test("files of several formats make one dataset, in which nobody is named and nothing tells where", async () => {
  const { status, stderr } = await build("--from", "mixed", "--out", "of-several");
  expect(status).toBe(0);
  expect(stderr).toMatch(/^notes\.txt: unknown-format: /m);
  expect(stderr).toContain("2 runs name no runner");
  const rows = await rowsOf("of-several/dataset.parquet");
  expect(rows.map(({ user_id, timestamp }) => [user_id, timestamp[0]])).toEqual([
    [null, 0],
    [null, 0],
    [1000, 0],
  ]);
  const card = readFileSync(path("of-several/README.md"), "utf8");
  expect(card).toContain("1 recording could not be made a run of");
  expect(card).toContain("2 of the runs name no runner");
  expect(card).not.toContain("1000");
});

test("Ctrl-C leaves what was there and nothing half", async () => {
  mkdirSync(path("interrupted"));
  writeFileSync(path("interrupted/train.parquet"), "of an earlier build");
  const command = spawn(process.execPath, [...program, "--from", "fitrec", "--out", "interrupted"], { env });
  while (!existsSync(path("interrupted/README.md.part"))) await setTimeout(20);
  command.kill("SIGINT");
  const [status] = await once(command, "close");
  expect(status).toBe(130);
  expect(readdirSync(path("interrupted"))).toEqual(["train.parquet"]);
  expect(readFileSync(path("interrupted/train.parquet"), "utf8")).toBe("of an earlier build");
});

test("what can't be is refused with a reason, and leaves no file", async () => {
  mkdirSync(path("nothing"));
  writeFileSync(path("nothing/notes.txt"), "Felt good.");
  const cases: [string[], RegExp][] = [
    [["--from", "mixed", "--out", "mixed/dataset"], /^usage: --out lies in --from/],
    [["--from", "mixed", "--out", "no", "--split-by", "day"], /^usage: --split-by is day: say runner or run/],
    [["--from", "mixed", "--out", "no", "--compression", "lz4"], /^usage: --compression is lz4: say zstd or snappy/],
    [["--from", "mixed", "--out", "no", "--filter", "strict"], /^usage: --filter is strict: say published/],
    [["--from", "mixed", "--out", "no", "--seed", "1.5"], /^usage: --seed is 1\.5: it has to be a whole number/],
    [["--from", "missing", "--out", "no"], /^no-file: /],
    [["--from", "nothing", "--out", "empty"], /^no-runs: No run of nothing/m],
  ];
  for (const [args, reason] of cases) {
    const { status, stderr } = await build(...args);
    expect([args, status]).toEqual([args, stderr.startsWith("usage: ") ? 2 : 1]);
    expect(stderr).toMatch(reason);
  }
  expect(existsSync(path("no"))).toBe(false);
  expect(readdirSync(path("empty"))).toEqual([]);
}, 60_000);
