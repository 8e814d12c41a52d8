import { ALL_MODEL_LIBRARY_KEYS, PIPELINE_TYPES, SUBTASK_TYPES } from "@huggingface/tasks";
import { Ajv } from "ajv";

/** What the hub publishes, each with a front matter of its own, and a collection of these as its API takes it. */
export type HubDocument = "model" | "dataset" | "space" | "collection";

/** hub-docs, `repositories-licenses.md`, without those of single models. */
const LICENCES = [
  ...["apache-2.0", "mit", "isc", "bsd", "bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear", "bsl-1.0", "zlib"],
  ...["cc", "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0"],
  ...["cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0"],
  ...["cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cdla-sharing-1.0", "cdla-permissive-1.0"],
  ...["cdla-permissive-2.0", "odc-by", "odbl", "pddl", "c-uda", "gpl", "gpl-2.0", "gpl-3.0", "agpl-3.0", "lgpl"],
  ...["lgpl-2.1", "lgpl-3.0", "lgpl-lr", "gfdl", "mpl-2.0", "epl-1.0", "epl-2.0", "eupl-1.1", "eupl-1.2", "ms-pl"],
  ...["afl-3.0", "artistic-2.0", "ecl-2.0", "etalab-2.0", "lppl-1.3c", "ncsa", "ofl-1.1", "osl-3.0", "postgresql"],
  ...["wtfpl", "unlicense", "openrail", "openrail++", "unknown", "other"],
];

const text = { type: "string", minLength: 1 };
const texts = { type: "array", items: text, minItems: 1, uniqueItems: true };
const flag = { type: "boolean" };
const oneOf = (values: readonly string[]) => ({ type: "string", enum: [...new Set(values)] });
const manyOf = (values: readonly string[]) => ({ ...texts, items: oneOf(values) });
const all = (properties: object, required: string[] = []) => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});

/** `owner/name`, as the hub checks it: huggingface_hub, `utils/_validators.py`. */
const repository = {
  type: "string",
  maxLength: 96,
  pattern: "^[A-Za-z0-9_][\\w.-]*/[A-Za-z0-9_](?!.*(--|\\.\\.))[\\w.-]*$",
};
const repositories = { ...texts, items: repository };
const address = { type: "string", pattern: "^https://" };

const shared = {
  license: oneOf(LICENCES),
  license_name: text,
  license_link: text,
  language: { anyOf: [text, texts] },
  tags: texts,
  pretty_name: text,
};

/** hub-docs, `modelcard.md`; the hub's own list lacks ONNX, which it knows from the file. */
const model = all(
  {
    ...shared,
    library_name: oneOf([...ALL_MODEL_LIBRARY_KEYS, "onnx"]),
    pipeline_tag: oneOf(PIPELINE_TYPES),
    base_model: { anyOf: [repository, repositories] },
    datasets: repositories,
    // Those of https://huggingface.co/metrics that measure a series of numbers.
    metrics: manyOf(["mae", "mse", "mape", "mase", "smape", "r_squared", "pearsonr", "spearmanr"]),
    "model-index": {
      type: "array",
      minItems: 1,
      items: all({ name: text, results: { type: "array", minItems: 1, items: evaluation() } }, ["name", "results"]),
    },
  },
  ["license", "pipeline_tag", "tags", "metrics", "model-index"],
);

function evaluation() {
  const kind = { type: text, name: text };
  return all(
    {
      task: all({ ...kind, type: oneOf([...PIPELINE_TYPES, ...SUBTASK_TYPES]) }, ["type"]),
      dataset: all({ ...kind, config: text, split: text, revision: text, args: { type: "object" } }, ["type", "name"]),
      metrics: {
        type: "array",
        minItems: 1,
        items: all(
          { ...kind, value: { type: ["number", "string"] }, config: text, args: { type: "object" }, verified: flag },
          ["type", "value"],
        ),
      },
      source: all({ name: text, url: address }, ["url"]),
    },
    ["task", "dataset", "metrics"],
  );
}

const SIZES = ["n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B", "1B<n<10B"];
const TYPES = ["bool", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "string"];

/** hub-docs, `datasetcard.md`. */
const dataset = all(
  {
    ...shared,
    size_categories: manyOf([...SIZES, "10B<n<100B", "100B<n<1T", "n>1T"]),
    task_categories: manyOf(PIPELINE_TYPES),
    task_ids: manyOf(SUBTASK_TYPES),
    annotations_creators: manyOf(["found", "crowdsourced", "expert-generated", "machine-generated", "no-annotation"]),
    source_datasets: texts,
    configs: {
      type: "array",
      minItems: 1,
      items: all(
        {
          config_name: text,
          default: flag,
          data_files: { type: "array", minItems: 1, items: all({ split: text, path: text }, ["split", "path"]) },
        },
        ["config_name", "data_files"],
      ),
    },
    dataset_info: all({
      config_name: text,
      features: {
        type: "array",
        minItems: 1,
        items: {
          oneOf: [
            all({ name: text, dtype: oneOf(TYPES) }, ["name", "dtype"]),
            all({ name: text, sequence: oneOf(TYPES) }, ["name", "sequence"]),
          ],
        },
      },
    }),
  },
  ["license", "pretty_name", "task_categories", "size_categories", "configs"],
);

const COLOURS = ["red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"];

/** hub-docs, `spaces-config-reference.md`, as far as it holds for static Spaces. */
const space = all(
  {
    ...shared,
    title: text,
    emoji: { type: "string", pattern: "^\\p{Extended_Pictographic}\\p{M}*\\u200D?\\p{Extended_Pictographic}?\\p{M}*$" },
    colorFrom: oneOf(COLOURS),
    colorTo: oneOf(COLOURS),
    sdk: { const: "static" },
    app_file: text,
    app_build_command: text,
    fullWidth: flag,
    header: oneOf(["default", "mini"]),
    short_description: { type: "string", minLength: 1, maxLength: 60 },
    models: repositories,
    datasets: repositories,
    thumbnail: text,
    pinned: flag,
    disable_embedding: flag,
    custom_headers: all({
      "cross-origin-embedder-policy": oneOf(["unsafe-none", "require-corp", "credentialless"]),
      "cross-origin-opener-policy": oneOf(["same-origin", "same-origin-allow-popups", "unsafe-none"]),
      "cross-origin-resource-policy": oneOf(["same-site", "same-origin", "cross-origin"]),
    }),
  },
  ["title", "emoji", "colorFrom", "colorTo", "sdk", "license"],
);

/** @huggingface/hub, `createCollection` and `addCollectionItem`. */
const collection = all(
  {
    title: { type: "string", minLength: 1, maxLength: 60 },
    description: { type: "string", maxLength: 150 },
    items: {
      type: "array",
      minItems: 1,
      items: all(
        {
          type: oneOf(["paper", "collection", "space", "model", "dataset"]),
          id: repository,
          note: { type: "string", maxLength: 500 },
        },
        ["type", "id"],
      ),
    },
  },
  ["title", "items"],
);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validators = {
  model: ajv.compile(model),
  dataset: ajv.compile(dataset),
  space: ajv.compile(space),
  collection: ajv.compile(collection),
};

/** Sentences on what the hub would not take, each with the place in the front matter; none where all is well. */
export function problemsOf(kind: HubDocument, frontMatter: unknown): string[] {
  const isValid = validators[kind];
  if (isValid(frontMatter)) return [];
  return (isValid.errors ?? []).map(({ instancePath, message, params }) => {
    const about = "additionalProperty" in params ? ` (${params.additionalProperty})` : "";
    return `${instancePath || "/"} ${message}${about}`;
  });
}
