import { readdirSync, readFileSync } from "node:fs";
import { validateCFF } from "cffjs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { nameOf } from "../../src/cli/conditions.ts";
import { datasetCard, featureLines } from "../../src/cli/dataset-card.ts";
import { readHubRows } from "../../src/dataset/parquet/parquet.ts";
import type { CalibratedErrors, MeasuredErrors } from "../../src/model/contract.ts";
import { readContract } from "../../src/model/onnx-metadata.ts";
import { OWNER, ownIdOf, readCollection } from "./collection.ts";
import { readCard } from "./front-matter.ts";
import { type HubDocument, problemsOf } from "./schemas.ts";

const read = (path: string) => readFileSync(path, "utf8");
const bytes = (path: string) => new Uint8Array(readFileSync(path));

/** A card's front matter, as far as its figures are looked at here. */
interface ModelFrontMatter {
  license: string;
  "model-index": {
    name: string;
    results: { dataset: { name: string; config: string }; metrics: { type: string; value: number }[] }[];
  }[];
}

const counts = { runs: 2, runners: 2, hours: 1.5 };
const built = datasetCard(
  {
    whole: counts,
    splits: { train: counts, validation: counts, test: counts },
    unnamed: 0,
    skipped: 0,
    filter: null,
  },
  { seed: 42, splitBy: "runner", filter: null, compression: "zstd" },
);

const models = readdirSync("public/models").filter((file) => file.endsWith(".md"));
const documents: [string, HubDocument, string][] = [
  ...models.map((file) => [file, "model", read(`public/models/${file}`)] as [string, HubDocument, string]),
  ["the bundled dataset's card", "dataset", read("public/data/README.md")],
  ["the card of a dataset that hr builds", "dataset", built],
  ["the Space's card", "space", read("scripts/hub/space.md")],
  ["COLLECTION.md", "collection", read("COLLECTION.md")],
];

describe("the hub takes the front matter of", () => {
  test.each(documents)("%s", (_, kind, markdown) => {
    expect(problemsOf(kind, readCard(markdown).data)).toEqual([]);
  });
});

test.each<[HubDocument, object, RegExp]>([
  ["model", { license: "MIT" }, /\/license must be equal to one of the allowed values/],
  ["model", { pipeline_tag: "heart-rate" }, /\/pipeline_tag must be equal/],
  ["model", { "model-index": [{ name: "a", results: [{ task: {}, dataset: {}, metrics: [] }] }] }, /task must have/],
  ["dataset", { size_categories: ["60"] }, /\/size_categories\/0 must be equal/],
  ["dataset", { dataset_info: { features: [{ name: "a", dtype: "list" }] } }, /\/features\/0/],
  ["space", { sdk: "static", colour: "red" }, /\/ must NOT have additional properties \(colour\)/],
  ["space", { emoji: "heart" }, /\/emoji must match pattern/],
  ["collection", { items: [{ type: "model", id: "no owner" }] }, /\/items\/0\/id must match pattern/],
])("what the hub would not take of a %s is named: %o", (kind, frontMatter, problem) => {
  expect(problemsOf(kind, frontMatter).join("\n")).toMatch(problem);
});

test.each(models)("the front matter of %s states the errors that the model carries", (card) => {
  const { errors, licence, name } = readContract(bytes(`public/models/${card.replace(".md", ".onnx")}`));
  const { data } = readCard(read(`public/models/${card}`));
  const {
    "model-index": [index],
    license,
  } = data as ModelFrontMatter;
  expect([index.name, license]).toEqual([name, licence.toLowerCase()]);
  const rounded = (bpm: number) => Number(bpm.toFixed(2));
  const result = (config: string, { runs, runners, mae }: MeasuredErrors | CalibratedErrors) => ({
    dataset: { name: `${runs.toLocaleString("en")} runs of ${runners} runners that it never saw`, config },
    metrics: [{ type: "mae", value: rounded(mae) }],
  });
  const all = [result(name, errors!), ...errors!.calibrated.map((own) => result(nameOf(own), own))];
  all[0].metrics.push({ type: "mse", value: rounded(errors!.rmse) });
  expect(index.results).toMatchObject(all);
});

test("the bundled dataset's card states its columns, runs, runners and hours", async () => {
  const { data, body } = readCard(read("public/data/README.md"));
  expect(data).toMatchObject(parse(featureLines().join("\n")));
  const rows = await readHubRows(bytes("public/data/test.parquet"));
  const runners = new Set(rows.map(({ user_id }) => user_id)).size;
  const hours = Math.round(rows.reduce((sum, { duration_min }) => sum + duration_min!, 0) / 60);
  expect(body).toContain(`${rows.length} runs of ${runners} simulated runners, ${hours} hours in all`);
});

test("CITATION.cff keeps to the schema of CFF 1.2.0, and states the version and licence of the package", () => {
  const { version, license } = JSON.parse(read("package.json"));
  const [, holder] = /Copyright \(c\) \d+ (.*)/.exec(read("LICENSE"))!;
  expect(validateCFF(parse(read("CITATION.cff")))).toMatchObject({ version, license, authors: [{ name: holder }] });
  expect(() => validateCFF({ "cff-version": "1.2.0", title: "Heart Rate Predictor" })).toThrow(/authors/);
  expect(read("public/models/population.md")).toContain(`version = {${version}}`);
});

test("the collection ties demo, model and dataset to the published ones, and names nobody for whoever publishes it", () => {
  const collection = readCollection();
  const { data } = readCard(read("scripts/hub/space.md"));
  const idsOf = (type: "model" | "dataset") =>
    collection.items.filter((item) => item.type === type).map(({ id }) => id);
  expect(data).toMatchObject({ models: idsOf("model"), datasets: idsOf("dataset") });
  for (const type of ["space", "model", "dataset"] as const) {
    expect(ownIdOf(type, collection)).toMatch(`${OWNER}/heart-rate-predictor`);
    const published = collection.items.find((item) => item.type === type && item.id.startsWith("rricc22/"));
    expect(read("COLLECTION.md")).toContain(`huggingface.co/${type === "model" ? "" : `${type}s/`}${published!.id})`);
  }
});
