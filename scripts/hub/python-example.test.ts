import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { gpxFile } from "../../src/testing/gpx-file.ts";
import { runHr } from "../../src/testing/terminal.ts";
import { hasPython, pythonOfCard, runPython } from "./python-example.ts";

/** What the lines printed where Python ran them last, below their hash; `vitest -u` writes it, where Python has ONNX Runtime. */
const STORED = "scripts/hub/python-example.csv";

const folder = mkdtempSync(join(tmpdir(), "card-"));
const python = pythonOfCard();
const hash = createHash("sha256").update(python).digest("hex");
let features: string;
let onThePage: { time_s: number[]; predicted_hr_bpm: number[] };

beforeAll(async () => {
  writeFileSync(join(folder, "run.gpx"), gpxFile({ minutes: 8 }));
  features = (await runHr(folder, ["features", "run.gpx", "--json"])).stdout;
  onThePage = JSON.parse((await runHr(folder, ["predict", "run.gpx", "--json"])).stdout);
});

test("the Python of the model's card has at most ten lines", () => {
  expect(python.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(10);
});

test.skipIf(!hasPython("numpy", "onnxruntime"))("the Python of the model's card prints what is stored", async () => {
  await expect(`${hash}\n${runPython(python, features)}`).toMatchFileSnapshot(join(process.cwd(), STORED));
});

test("what the card's Python printed are the page's numbers, and these lines printed it", () => {
  const [printedBy, ...lines] = readFileSync(STORED, "utf8").trim().split("\n");
  expect(printedBy, `the card's Python has changed: run this test with -u where Python has ONNX Runtime`).toBe(hash);
  const printed = lines.map((line) => line.split(",").map(Number));
  expect(printed.map(([seconds]) => seconds)).toEqual(onThePage.time_s);
  for (const [i, [, bpm]] of printed.entries())
    expect(Math.abs(bpm - onThePage.predicted_hr_bpm[i])).toBeLessThan(0.06);
});
