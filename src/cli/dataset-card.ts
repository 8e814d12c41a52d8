import { counted } from "../base/counted.ts";
import type { BuildReport, BuildSettings, SplitReport } from "../dataset/build/build.ts";
import type { FilterReport } from "../dataset/build/published-filter.ts";
import { splitNames } from "../dataset/build/splits.ts";
import { type ColumnKind, type HubColumn, hubColumnNames, hubColumns } from "../dataset/hub-row.ts";
import { ROWS_A_GROUP } from "../dataset/parquet/hub-writer.ts";
import { count, table } from "../evaluation/markdown.ts";

/** The hub's own words for how many rows there are, each up to its number. */
const SIZE_CATEGORIES: readonly [number, string][] = [
  [1e3, "n<1K"],
  [1e4, "1K<n<10K"],
  [1e5, "10K<n<100K"],
  [1e6, "100K<n<1M"],
  [Number.POSITIVE_INFINITY, "1M<n<10M"],
];

/** How a card's table names a column's type, and how its front matter does. */
const TYPES = {
  id: { inWords: "int64", feature: "dtype: int64" },
  integer: { inWords: "int64", feature: "dtype: int64" },
  number: { inWords: "double", feature: "dtype: float64" },
  flag: { inWords: "boolean", feature: "dtype: bool" },
  text: { inWords: "string", feature: "dtype: string" },
  series: { inWords: "list of double", feature: "sequence: float64" },
} as const satisfies Record<ColumnKind, { inWords: string; feature: string }>;

const MEANINGS: Record<HubColumn, string> = {
  workout_id: "the row's number",
  user_id: "the runner's; null where the file names none",
  sport: "as the file words it",
  workout_type: "INTENSIVE from a mean heart rate of 170 bpm on, STEADY from 150 on, else RECOVERY",
  duration_min: "from the first point to the last, in minutes",
  data_points: "entries of each list, at most 500",
  corrected: "whether the heart rate was shifted as this was built: never",
  offset_applied: "by how much: 0",
  heart_rate: "bpm, null where missing",
  speed: "km/h",
  altitude: "m",
  timestamp: "Unix seconds; the first is 0 in what `hr dataset build` makes",
  hr_mean: "bpm",
  hr_std: "bpm, of the population",
  hr_min: "bpm",
  hr_max: "bpm",
  speed_mean: "km/h",
  speed_max: "km/h",
  altitude_gain: "m, the sum of all rises",
  split: "train, validation or test",
};

/** The card of a built dataset, as the hub reads it: what it holds, how it came about, what it is not. It names nobody. */
export function datasetCard(report: BuildReport, settings: BuildSettings): string {
  return [
    frontMatter(report),
    "# Runs with heart rate",
    "Speed, altitude and heart rate of runs, one row a run, in the schema of the dataset “endomondo-hr-prediction-v2”.",
    splitTable(report),
    howItWasSplit(report, settings),
    "## Columns",
    columnTable(),
    "Statistics are of the row's own lists, over the entries that are known.",
    "## What was kept",
    whatWasKept(report),
    "## What to know",
    caveats(report, settings),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The columns of the published schema, in Markdown. */
export function columnTable(): string {
  return table(
    ["column", "type", "what it is"],
    hubColumnNames.map((name) => [`\`${name}\``, TYPES[hubColumns[name]].inWords, MEANINGS[name]]),
  );
}

/** The columns as the lines of a card's front matter that tell the hub their types. */
export function featureLines(): string[] {
  const features = hubColumnNames.flatMap((name) => [`  - name: ${name}`, `    ${TYPES[hubColumns[name]].feature}`]);
  return ["dataset_info:", "  features:", ...features];
}

/** Each split's runs, runners and hours, in Markdown. */
export function splitTable({ whole, splits }: BuildReport): string {
  const row = (name: string, { runs, runners, hours }: SplitReport) => [
    name,
    count(runs),
    count(runners),
    hours.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  ];
  return table(
    ["split", "runs", "runners", "hours"],
    [...splitNames.map((name) => row(name, splits[name])), row("all", whole)],
  );
}

/** Tables in Markdown: runs dropped by each rule, and flags of the runs that were kept. */
export function filterTables({ runs, kept, rules, flagged }: FilterReport): string {
  return [
    `The published quality filter kept ${count(kept)} of ${count(runs)} runs. A run that breaks several rules falls to the first; the last column counts what each rule would have dropped alone.`,
    table(
      ["rule", "drops", "runs dropped", "alone"],
      rules.map(({ name, drops, first, alone }) => [name, drops, count(first), count(alone)]),
    ),
    "These checks drop nothing; they found something in so many of the runs that were kept:",
    table(
      ["check", "finds", "runs"],
      flagged.map(({ code, rule, runs: found }) => [code, rule, count(found)]),
    ),
  ].join("\n\n");
}

function frontMatter({ whole }: BuildReport): string {
  const size = SIZE_CATEGORIES.find(([below]) => whole.runs < below)?.[1];
  return [
    "---",
    "# Say here under which licence you publish it, once everybody whose runs these are has agreed.",
    "license: unknown",
    "pretty_name: Runs with heart rate",
    "task_categories:",
    "- time-series-forecasting",
    "tags:",
    "- running",
    "- heart-rate",
    "size_categories:",
    `- ${size}`,
    "configs:",
    "- config_name: default",
    "  data_files:",
    ...splitNames.flatMap((name) => [`  - split: ${name}`, `    path: ${name}.parquet`]),
    "- config_name: whole",
    "  data_files:",
    "  - split: all",
    "    path: dataset.parquet",
    ...featureLines(),
    "---",
  ].join("\n");
}

function howItWasSplit({ whole, splits, unnamed }: BuildReport, { seed, splitBy }: BuildSettings): string {
  const shares = `70 % train, 15 % validation, 15 % test, by a hash of the seed ${seed} and`;
  if (splitBy === "runner") {
    const rest =
      unnamed === 0 ? "" : ` ${count(unnamed)} of the runs name no runner: they may all be one's, and are on one side.`;
    return `Split by runner: ${shares} the runner, so that no runner is on two sides, and none changes sides when others are added.${rest}`;
  }
  const sides = splitNames.reduce((sum, name) => sum + splits[name].runners, 0);
  const shared =
    sides > whole.runners || unnamed > 0
      ? "Runners have, or may have, runs on several sides: **an error on its test split is not one on runners whom a model never met.**"
      : "No runner happens to be on two sides.";
  return `Split by run: ${shares} what was recorded. ${shared}`;
}

function whatWasKept({ skipped, filter }: BuildReport): string {
  const unusable = `${counted(skipped, "recording")} could not be made a run of, and ${skipped === 1 ? "is" : "are"} not in it.`;
  return filter === null
    ? `All that could be read, whatever its sport and heart rate: nothing was filtered. ${unusable}`
    : `${filterTables(filter)}\n\n${unusable}`;
}

function caveats({ filter }: BuildReport, { compression }: BuildSettings): string {
  return [
    "Times count from 1970: when a run was run is not in it, nor where.",
    "Values are as recorded, after repairs of points that can't be (a heart rate outside 30 to 220 bpm is missing, a speed above 45 km/h is interpolated); they are not smoothed. Of a run of more than 500 points, 500 are kept, evenly chosen.",
    "`workout_type` is a function of the heart rate: a model that predicts heart rate must not see it.",
    filter === null
      ? "The heart rate is unfiltered: straps and wrists fail, and their failures are in it."
      : "Runs were chosen by their heart rate: an error on them is lower than on all runs of the same people.",
    "Runners who had whole numbers for names keep them, unless an earlier one was given that number; the others were numbered in the order of reading, each with a number that the seed puts on the same side as the name. The same input gives the same numbers.",
    `Parquet with ${compression === "zstd" ? "Zstandard" : "Snappy"}, ${ROWS_A_GROUP} rows a row group, lists of three levels whose innermost is \`element\`.`,
  ]
    .map((caveat) => `- ${caveat}`)
    .join("\n");
}
