import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readHubRows } from "../../src/dataset/parquet/parquet.ts";
import { gpxFile } from "../../src/testing/gpx-file.ts";
import { runHr } from "../../src/testing/terminal.ts";
import { hasPython, pythonOf, runPython } from "./card-python.ts";

const folder = mkdtempSync(join(tmpdir(), "card-"));

const ANEW = "the lines, or the file that they open, changed: run this test with -u where Python has the modules";

/** What Python printed where it ran a card's lines last, below their hash; `vitest -u` stores it where Python has the modules. */
const STORED = "scripts/hub/printed";

interface Example {
  card: string;
  modules: string[];
  stored: string;
  /** The numbers that the lines have to print, line by line, as this project has them. */
  own: () => Promise<number[][]>;
}

const examples: Example[] = [
  { card: "public/models/population.md", modules: ["numpy", "onnxruntime"], stored: "model.csv", own: predicted },
  { card: "public/data/README.md", modules: ["pandas", "pyarrow"], stored: "dataset.csv", own: rowsOfSplit },
];

beforeAll(async () => {
  for (const path of ["public/models/population.onnx", "public/data/test.parquet"]) {
    copyFileSync(path, join(folder, path.slice(path.lastIndexOf("/"))));
  }
  writeFileSync(join(folder, "run.gpx"), gpxFile({ minutes: 8 }));
  writeFileSync(join(folder, "run.json"), (await runHr(folder, ["features", "run.gpx", "--json"])).stdout);
});

/** Seconds and expected bpm, a step a line, as terminal and page have them. */
async function predicted(): Promise<number[][]> {
  const { time_s, predicted_hr_bpm } = JSON.parse((await runHr(folder, ["predict", "run.gpx", "--json"])).stdout);
  return time_s.map((seconds: number, i: number) => [seconds, predicted_hr_bpm[i]]);
}

/** The bundled split's runs with the mean of their measured heart rate and of their speed. */
async function rowsOfSplit(): Promise<number[][]> {
  const rows = await readHubRows(new Uint8Array(readFileSync("public/data/test.parquet")));
  return rows.map(({ workout_id, hr_mean, speed_mean }) => [Number(workout_id), hr_mean!, speed_mean!]);
}

describe.each(examples)("the Python of $card", ({ card, modules, stored, own }) => {
  const python = pythonOf(card);
  const hash = createHash("sha256").update(python).digest("hex");
  let printedHere: string | null = null;

  test("has at most ten lines", () => {
    expect(python.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(10);
  });

  test.skipIf(!hasPython(modules))("prints what is stored", async () => {
    printedHere = `${hash}\n${runPython(python, folder)}`;
    await expect(printedHere).toMatchFileSnapshot(resolve(STORED, stored));
  });

  test("printed the project's own numbers", async () => {
    const text = printedHere ?? readFileSync(join(STORED, stored), "utf8");
    const [printedBy, ...lines] = text.trim().split("\n");
    expect(printedBy, ANEW).toBe(hash);
    const printed = lines.map((line) => line.split(",").map(Number));
    const expected = await own();
    expect(printed.length).toBe(expected.length);
    // They print one decimal.
    for (const [i, row] of printed.entries()) {
      for (const [j, value] of row.entries()) expect(Math.abs(value - expected[i][j]), ANEW).toBeLessThan(0.06);
    }
  });
});
