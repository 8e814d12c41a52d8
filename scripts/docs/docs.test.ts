import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { validateContract } from "../../src/model/contract-validation.ts";
import { predictionCsv } from "../../src/sharing/csv.ts";
import { decodeLink } from "../../src/sharing/link.ts";
import { runScoresCsv } from "../../src/sharing/scores-csv.ts";
import { runHr } from "../../src/testing/terminal.ts";
import type { Track } from "../../src/workout/workout.ts";
import { findLimits } from "./limits.ts";
import { DOCUMENTS, exampleContract, withTables } from "./tables.ts";

const read = (file: string) => readFileSync(file, "utf8");

describe("tables say what the code says: `npm run docs` writes them anew", () => {
  test.each(DOCUMENTS)("%s", (document) => {
    expect(read(document)).toMatch(/<!-- table: /);
    expect(withTables(read(document))).toBe(read(document));
  });
});

test("every limit of the code stands in docs/limits.md, with what it limits", () => {
  const listed = read("docs/limits.md");
  const limits = findLimits();
  expect(limits.length).toBeGreaterThan(50);
  for (const { name, meaning } of limits) {
    expect(meaning, name).not.toBe("");
    expect(listed).toContain(`[\`${name}\`]`);
  }
});

describe("docs/model-file.md", () => {
  test("its example is a contract that is understood", () => {
    expect(validateContract(exampleContract())).toMatchObject({ name: "my model" });
  });

  test("and so is the one that its Python writes", () => {
    const [, dictionary] = /contract = (\{[\s\S]*?\n\})/.exec(read("docs/model-file.md")) ?? [];
    const json = dictionary.replaceAll("None", "null").replace(/,\s*\}$/, "}");
    expect(validateContract(JSON.parse(json))).toMatchObject({ features: ["speed", "altitude"] });
  });
});

test("the example of docs/links.md is the run that it is said to be", () => {
  const [, hash, json] = /```\n(#r2\.\S+)\n```[\s\S]*?```json\n([\s\S]*?)```/.exec(read("docs/links.md")) ?? [];
  const { track, modelName, excluded, ...series } = JSON.parse(json);
  const link = decodeLink(hash);
  if (link?.kind !== "run") throw new Error("It carries no run.");
  expect(link.run).toMatchObject({ track, modelName, view: { excluded } });
  for (const [name, begins] of Object.entries(series as Record<"speedKmh", (number | null)[]>)) {
    const values = Array.from(link.run.track[name as "speedKmh"].subarray(0, begins.length));
    expect(values.map((value) => (Number.isNaN(value) ? null : value))).toEqual(begins);
  }
});

describe("docs/json-and-csv.md", () => {
  test("names every field of hr predict --json, and no other", async () => {
    const run = "src/testing/cases/F3-fit-fitness-equipment-treadmill.fit";
    const asked = ["predict", run, "--json", "--warmup", "1", "--leave-out", "0:30-0:40", "--zones", "maximum"];
    const { status, stdout, stderr } = await runHr(process.cwd(), asked);
    expect(status, stderr).toBe(0);
    const [, section] = read("docs/json-and-csv.md").split(/^## .*$/m);
    const rows = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, names]) => names.replaceAll("`", "").split(", "));
    expect(rows.flat()).toEqual(Object.keys(JSON.parse(stdout)));
  });

  test("names the columns of both tables", () => {
    const lines = [predictionCsv({ stepS: 6 } as Track, new Float32Array(0), null), runScoresCsv([], [], [])];
    for (const line of lines) expect(read("docs/json-and-csv.md")).toContain(`\`${line.trim()}\``);
  });
});

test("every recipe has at most six lines", () => {
  const [, ...recipes] = read("docs/recipes.md").split(/^## /m);
  expect(recipes.length).toBeGreaterThan(9);
  for (const recipe of recipes) {
    const [name, ...lines] = recipe.split("\n").filter((line) => line.trim() !== "");
    expect(lines.length, name).toBeLessThanOrEqual(6);
    expect(
      lines.every((line, i) => line.startsWith(`${i + 1}. `)),
      name,
    ).toBe(true);
  }
});

test("every decision stands in the index of decisions, and says what it would take to change it", () => {
  const index = read("docs/decisions/README.md");
  for (const file of readdirSync("docs/decisions").filter((name) => name !== "README.md")) {
    expect(index).toContain(`](${file})`);
    expect(read(`docs/decisions/${file}`), file).toContain("**To change it.**");
  }
});

test("the index names every document, and opens with the picture in motion, which no reader waits for long", () => {
  const index = read("docs/README.md");
  expect(index).toMatch(/^# .*\n\n!\[[^\]]{100,}\]\(page\.gif\)/);
  expect(statSync("docs/page.gif").size).toBeLessThan(1_000_000);
  const documents = readdirSync("docs").filter((name) => name.endsWith(".md") && name !== "README.md");
  for (const name of documents) expect(index).toContain(`](${name})`);
});

test("the map has at most 150 lines", () => {
  expect(read("docs/architecture.md").trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

const FOLDERS = ["docs", "public", "training", "src", "scripts", "e2e", ".github"].filter((folder) =>
  existsSync(folder),
);

const markdownFiles = [
  ...readdirSync("."),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  ),
].filter((file) => file.endsWith(".md"));

/** Without what is code, where brackets are no links and numbers of `#` no headings. */
function prose(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()#]/g, ""));
}

/** Anchors of a document's headings, as GitHub makes them. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of markdown.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} +(.*)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replaceAll(" ", "-");
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n++) unique = `${anchor}-${n}`;
    anchors.add(unique);
  }
  return anchors;
}

function brokenLinks(file: string): string[] {
  const targets = [...prose(read(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  return targets.filter((target) => {
    if (/^(?:https?|mailto):/.test(target)) return false;
    const [path, anchor] = target.split("#");
    const to = path === "" ? file : normalize(join(dirname(file), path));
    if (!existsSync(to)) return true;
    if (anchor === undefined) return false;
    return statSync(to).isDirectory() || !to.endsWith(".md") || !anchorsOf(read(to)).has(anchor);
  });
}

describe("relative links lead somewhere, to the heading that they name", () => {
  test.each(markdownFiles)("%s", (file) => {
    expect(brokenLinks(file)).toEqual([]);
  });

  test("all documents are looked at", () => {
    for (const file of ["README.md", ...DOCUMENTS, "public/models/population.md"])
      expect(markdownFiles).toContain(file);
  });
});

test("files that the documents name in code exist, but for x and NAME, which stand for any", () => {
  const PATH = /`((?:src|scripts|docs|e2e|public|training)\/[\w./-]+\.(?:tsx?|mjs|md|json|parquet|onnx|css))`/g;
  const named = markdownFiles.flatMap((file) => [...read(file).matchAll(PATH)].map(([, path]) => ({ file, path })));
  const missing = named.filter(({ path }) => !existsSync(path) && !/(?:^|\/)(?:x|NAME)\./.test(path));
  expect(missing).toEqual([]);
});
