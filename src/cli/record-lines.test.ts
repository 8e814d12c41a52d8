import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../base/limits.ts";
import { courseLine } from "../library/kept-line.ts";
import { PLAN_PREFIX } from "../sharing/link.ts";
import { encodePlan } from "../sharing/plan-link.ts";
import { flatCourse } from "../testing/courses.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import { holdsRecordLines, readRecordLines } from "./record-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "lines-"));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const PLAN = {
  course: flatCourse(5000),
  target: { kind: "time", durationS: 1800 },
  way: "even-pace",
  negativeSplitPercent: 0,
  like: null,
  aboveBpm: null,
} as const;

async function runsOf(path: string): Promise<ParsedRun[]> {
  const runs: ParsedRun[] = [];
  for await (const run of readRecordLines(path, () => undefined)) runs.push(run);
  return runs;
}

const good = (runner: string) => `{"runner": "${runner}", "time_s": [0, 1, 2], "speed_kmh": [9, 10, 11]}`;

test("line by line a file gives the runs and errors that it gives whole, gzipped or not", async () => {
  const line = fc.constantFrom(good("A"), good("Zoë"), "{'speed': [9, 10, None]}", '{"speed": [9', "", "  ", "[]", "8");
  const ends = fc.constantFrom("\n", "\r\n");
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), ends, fc.boolean(), async (lines, end, isPacked) => {
      const text = [good("first"), ...lines, good("last")].join(end);
      const bytes = new TextEncoder().encode(text);
      const path = fileOf("any.txt", isPacked ? gzipSync(bytes) : bytes);
      expect(await holdsRecordLines(path)).toBe(true);
      expect(await runsOf(path)).toEqual(parseWorkouts({ name: "any.txt", bytes }));
    }),
    { numRuns: 60 },
  );
});

test("a file that is no record a line is left to be read whole", async () => {
  const files: [string, string | Uint8Array][] = [
    ["one.json", good("A")],
    ["one-and-blanks.json", `${good("A")}\n\n \n`],
    ["pretty.json", JSON.stringify(JSON.parse(good("A")), null, 2)],
    ["list.json", `[${good("A")},\n${good("B")}]`],
    ["table.csv", "time,speed\n0,9\n1,10\n"],
    ["run.gpx", "<gpx>\n</gpx>\n"],
    ["blank.txt", "\n \n"],
    ["nothing.txt", ""],
    ["cut.json.gz", gzipSync(`${good("A")}\n`).subarray(0, 30)],
    ["twice.json.gz", gzipSync(gzipSync(`${good("A")}\n${good("B")}`))],
  ];
  for (const [name, content] of files)
    expect([name, await holdsRecordLines(fileOf(name, content))]).toEqual([name, false]);
});

test("the courses of a library's file are passed over, damaged ones are told", async () => {
  const course = courseLine({ name: "Lake", link: encodePlan(PLAN).slice(PLAN_PREFIX.length) });
  const runs = await runsOf(fileOf("library.jsonl", [good("A"), course, good("B")].join("\n")));
  expect(runs).toHaveLength(2);
  const damaged = course.replace('"course":"', '"course":"x');
  expect(await runsOf(fileOf("damaged.jsonl", `${good("A")}\n${damaged}\n`))).toHaveLength(2);
});

test("a mark at the start and blank lines before the first record are no obstacle", async () => {
  const path = fileOf("marked.jsonl", `\ufeff\n\n${good("A")}\n${good("B")}\n`);
  expect(await holdsRecordLines(path)).toBe(true);
  expect(await runsOf(path)).toMatchObject([{ name: "marked.jsonl · line 3" }, { name: "marked.jsonl · line 4" }]);
});

test.each([
  ["ends right", 1_000_000],
  ["ends a letter", 1_000_001],
])("a first record that %s behind the first part that is read of a file is known", async (_, length) => {
  const start = '{"speed_kmh": [9, 10], "url": "';
  const first = `${start}${"x".repeat(length - start.length - 2)}"}`;
  expect(await holdsRecordLines(fileOf("long-first.jsonl", `${first}\n${good("B")}`))).toBe(true);
  expect(await holdsRecordLines(fileOf("long-alone.jsonl", `${first}\n \n`))).toBe(false);
  expect(await holdsRecordLines(fileOf("long-list.json", `${first},\n${good("B")}`))).toBe(false);
});

test("more blanks than a run may have bytes are not looked through for a record behind them", {
  tags: ["slow"],
}, async () => {
  const path = fileOf("blanks.jsonl", new Uint8Array(MAX_FILE_BYTES + 2_000_000).fill(0x0a));
  appendFileSync(path, `${good("A")}\n${good("B")}\n`);
  expect(await holdsRecordLines(path)).toBe(false);
});

test("a line longer than a run can be is told by its number, and the next is read", async () => {
  const path = fileOf("long.jsonl", `${good("A")}\n{"url": "`);
  appendFileSync(path, new Uint8Array(MAX_FILE_BYTES).fill(0x78));
  appendFileSync(path, `"}\n${good("B")}\n`);
  expect(await runsOf(path)).toMatchObject([
    { workout: { runner: "A" } },
    { name: "long.jsonl · line 2", error: { code: "too-large", message: expect.stringMatching(/^Line 2: .*100 MB/) } },
    { workout: { runner: "B" } },
  ]);
});

test("a gzip file that was cut off gives the runs before the cut, and then says so", { tags: ["slow"] }, async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => good(`${(i * 2_654_435_761) % 2 ** 32}`)).join("\n");
  const packed = gzipSync(lines);
  const runs = await runsOf(fileOf("cut.jsonl.gz", packed.subarray(0, packed.length - 1000)));
  expect(runs.length).toBeGreaterThan(1000);
  const last = runs.pop();
  expect(last).toMatchObject({ name: "cut.jsonl.gz", error: { code: "malformed-gzip" } });
  expect(runs.every((run) => "workout" in run)).toBe(true);
});

test("what is read adds up to the file", async () => {
  const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => good(String(i))).join("\n"));
  const path = fileOf("counted.jsonl.gz", packed);
  let read = 0;
  for await (const _ of readRecordLines(path, (bytes) => {
    read += bytes;
  }))
    expect(read).toBeGreaterThan(0);
  expect(read).toBe(packed.length);
});
