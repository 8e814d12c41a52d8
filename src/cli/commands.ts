import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asPredictorError, type PredictorError } from "../base/error.ts";
import { usageError } from "./arguments.ts";
import { closestTo } from "./closest-word.ts";
import { asFileError } from "./files.ts";
import { print, tell, tellError } from "./output.ts";

/** A command of the terminal. */
interface Command {
  /** Purpose, in one line of the list of commands. */
  summary: string;
  /** Syntax behind `hr`, one line a form. */
  usage: readonly string[];
  /** Meaning of the options whose names do not tell it, in lines. */
  about: readonly string[];
  /** Example arguments behind `hr`. */
  example: string;
  /** Fetches what runs it: no command waits for what another needs. */
  load(): Promise<(args: string[]) => Promise<void>>;
}

/** Every command by its name; help, dispatch and docs/terminal.md follow this list. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  predict: {
    summary: "What heart rate the model expects of runs, beside the measured one, with repairs and flags.",
    usage: [
      "predict FILE|FOLDER|LIBRARY… [--model M] [--runner NAME] [--from DATE] [--to DATE] [--json] [--history FILE|FOLDER|LIBRARY…] [--warmup MINUTES] [--max-hr BPM] [--resting-hr BPM] [--threshold-hr BPM] [--best DISTANCE=TIME] [--zones ZONES] [--leave-out FROM-TO]… [--gender male|female|unknown] [--intent recovery|steady|intensive]",
    ],
    about: [
      "--json: every timestep, one run a line.",
      "--history, --warmup: earlier runs of the runner, and first minutes of the run, that the model is fitted to.",
      "--max-hr, --resting-hr, --threshold-hr, --best: what the runner knows of themselves, such as --best 5km=22:30, an",
      "effort of 3:30 to 3:50:00; for models that have learnt what it tells.",
      "--zones: tells the time in zones: of maximum, of reserve (with --resting-hr), of threshold (with --threshold-hr), of",
      "the watch, or those that begin at heart rates such as 115,133,152.",
      "--leave-out: a stretch, such as 12:30-15:00, that counts in no figure; of a library's runs, so does what was left out there.",
      "--runner, --from, --to: of a library, or of many files, the runs of one runner, or of some days, such as 2026-05-12.",
      "Differences are measured - expected, but for bias in JSON, which is predicted - measured, as it was published.",
    ],
    example: "predict run.gpx --history mon.gpx tue.gpx --warmup 10",
    load: async () => (await import("./predict.ts")).predict,
  },
  splits: {
    summary:
      "What each kilometre, mile, lap, hour, or time of work and rest of a run cost, beside what was expected; drift, and recovery after efforts.",
    usage: [
      "splits FILE|FOLDER|LIBRARY… [--by km|mile|lap|hour|effort] [--json|--csv] [--model M] [--runner NAME] [--from DATE] [--to DATE] [--history FILE|FOLDER|LIBRARY…] [--warmup MINUTES] [--zones ZONES] [--max-hr BPM] [--resting-hr BPM] [--threshold-hr BPM] [--best DISTANCE=TIME] [--leave-out FROM-TO]… [--gender male|female|unknown] [--intent recovery|steady|intensive]",
    ],
    about: [
      "--by: km unless said otherwise; lap, the laps of the watch; effort, work and rest as the pace shows them.",
      "--csv: one line a split. --zones: of maximum unless said otherwise, by --max-hr or 190. Other options: as of predict.",
      "On level: the pace that would have cost as much on the level. Difference: measured - expected. Usual: between which",
      "differences nine of ten such splits lie. Decoupling: speed by heart rate in the first half of the moving",
      "time over that in the second, less 1; unexplained drift: slope of measured - expected; both after ten minutes.",
    ],
    example: "splits run.fit --by lap",
    load: async () => (await import("./splits.ts")).splits,
  },
  plan: {
    summary:
      "What a course will cost at a time or a pace, or the pace that keeps under a heart rate, before it is run.",
    usage: [
      "plan COURSE --time H:MM:SS|--pace M:SS[,M:SS]…|--hr BPM [--of expected|upper] [--strategy even-pace|even-effort|even-effort-hearts|like-run] [--like FILE] [--negative-split PERCENT] [--above BPM] [--json] [--model M] [--history FILE|FOLDER|LIBRARY…] [--max-hr BPM] [--resting-hr BPM] [--threshold-hr BPM] [--best DISTANCE=TIME] [--zones ZONES] [--gender male|female|unknown] [--intent recovery|steady|intensive]",
    ],
    about: [
      "COURSE: a GPX or TCX route or track without times; any run, of which the ground is taken and not the pace; a library,",
      "of which its courses are planned, or else its runs'; or lengths with slopes, such as '2 km, 1.5 km 4 %, 800 m -3 %'.",
      "--pace: of the whole, or kilometre by kilometre.",
      "--hr: the fastest pace by kilometre that stays at or under a heart rate: the expected one, or the upper end of its",
      "band by --of upper. --strategy: even-pace; even-effort, by the energy that slopes cost (Minetti 2002), which --hr takes",
      "unless said otherwise; even-effort-hearts, by what they cost the heart (Robb 2017); like-run, the pacing of --like.",
      "--negative-split: by how many per cent the second half takes less time. --above: the heart rate above which time is",
      "told, where zone 4 begins unless said otherwise. --zones: as of predict, but of no watch; of maximum unless said",
      "otherwise. --json: as of predict, by the planned timesteps, and plan. Other options: as of predict.",
    ],
    example: "plan course.gpx --time 1:45:00 --strategy even-effort",
    load: async () => (await import("./plan.ts")).plan,
  },
  compare: {
    summary:
      "Two to twelve runs beside one another, and whether they differ by more than runs of one runner usually do.",
    usage: [
      "compare FILE|FOLDER|LIBRARY… [--by time|distance|share] [--json] [--model M] [--runner NAME] [--from DATE] [--to DATE] [--gender male|female|unknown] [--intent recovery|steady|intensive]",
    ],
    about: [
      "--by: what the runs are laid along one another by: time unless said otherwise; share, the share of each one's way.",
      "Each run is compared with other runners; difference: measured - expected. Each of the others is then compared with",
      "the first, where they are not of different runners. --runner, --from, --to: as of predict.",
    ],
    example: "compare march.fit may.fit --by distance",
    load: async () => (await import("./compare.ts")).compare,
  },
  trend: {
    summary: "How a runner's heart rate at the same running changed over their dated runs.",
    usage: [
      "trend FILE|FOLDER|LIBRARY… [--json|--csv] [--model M] [--runner NAME] [--from DATE] [--to DATE] [--gender male|female|unknown] [--intent recovery|steady|intensive]",
    ],
    about: [
      "--json: one line a runner; --csv: one line a run. Difference: measured - expected over the run. Trend: the runner's",
      "state by all runs, with its 90 % interval. Other options: as of predict.",
    ],
    example: "trend runs/",
    load: async () => (await import("./trend.ts")).trend,
  },
  library: {
    summary: "A runner's runs in one file, each once, which the page writes and takes, too.",
    usage: [
      "library import FILE|FOLDER… --into LIBRARY [--runner NAME] [--model M]",
      "library list LIBRARY [--json] [--runner NAME] [--from DATE] [--to DATE]",
      "library export LIBRARY --out LIBRARY [--runner NAME] [--from DATE] [--to DATE]",
    ],
    about: [
      "import: adds runs, or another library's, to a library, and makes it where it is missing. What a run was recorded as,",
      "FIT or GPX, does not matter: two recordings of one run are one. list: its runs, the oldest first. export: those of a",
      "person or of some days, 2026-05-12 say, as a library of their own, or all, with the planned courses. Every command",
      "that reads runs takes a library.",
      "--runner: the person whose runs they are. --model: on whose grid they are kept.",
    ],
    example: "library import strava.zip garmin/ --into runs.jsonl.gz",
    load: async () => (await import("./library.ts")).library,
  },
  serve: {
    summary: "The page itself, on this machine, with or without a network.",
    usage: ["serve [--port N] [--no-open]"],
    about: [
      "--port: 4173 unless said otherwise; where another program has it, a free one is taken.",
      "--no-open: without opening the browser, which is opened where a person is at the terminal.",
    ],
    example: "serve",
    load: async () => (await import("./serve.ts")).serve,
  },
  features: {
    summary: "What the model is given of a run, column by column, before scaling.",
    usage: ["features FILE --json [--model M] [--gender male|female|unknown] [--intent recovery|steady|intensive]"],
    about: [],
    example: "features run.gpx --json",
    load: async () => (await import("./features.ts")).features,
  },
  evaluate: {
    summary: "A model's errors over many runs, beside simpler predictors.",
    usage: [
      "evaluate FILE|FOLDER… [--json] [--model M] [--split train|validation|test] [--history RUNS] [--warmup MINUTES] [--max-hr BPM] [--resting-hr BPM] [--threshold-hr BPM] [--best DISTANCE=TIME] [--from-other-runs max-hr,resting-hr,threshold-hr,best] [--intent recovery|steady|intensive | --intent-from-answer]",
    ],
    about: [
      "--split: runs of runners whom the model's own training put on that side.",
      "--history, --warmup: how many earlier runs of each runner, and first minutes of each run, it is fitted to.",
      "--max-hr, --resting-hr, --threshold-hr, --best: what all of the runners know of themselves, as of predict.",
      "--from-other-runs: which of it is taken from each runner's runs but the one that is scored, or from what their",
      "files state.",
      "--intent: what the runs were meant to be, for models that ask. --intent-from-answer: told by the measured heart",
      "rate, to show what such a leak is worth. Differences are measured - expected, but for bias in JSON, as of predict.",
    ],
    example: "evaluate runs/ --split test --history 20",
    load: async () => (await import("./evaluate.ts")).evaluate,
  },
  scorecard: {
    summary: "The tables of a model's card, in Markdown: they name no run and no runner.",
    usage: ["scorecard FILE|FOLDER… [--model M] [--split train|validation|test] [--brief] [--json]"],
    about: ["--brief: the first of them. --split: as of evaluate. Of fewer than five runners no figure is told."],
    example: "scorecard runs/ --split test",
    load: async () => (await import("./scorecard.ts")).scorecard,
  },
  "import-checkpoint": {
    summary: "A PyTorch checkpoint as a model that describes itself.",
    usage: [
      "import-checkpoint CHECKPOINT.pt --scaler scaler_params.json|SPLIT.parquet --features temporal|typed --out MODEL.onnx [--tensors DIR [--fold CHECKPOINT.pt]… [--sealed]] [--settling SECONDS] [--name NAME] [--about TEXT] [--licence TEXT]",
    ],
    about: [
      "--scaler: the training's, or a split to estimate it from.",
      "--tensors: what it was trained on, to measure its errors and intervals there. --fold: for each fold of the",
      "runners, in their order, a checkpoint that was trained without it. --sealed: leaves the test runners unopened.",
      "--settling: seconds until the model knows how a run began, 24 unless said otherwise, 0 for none.",
    ],
    example: "import-checkpoint best_model.pt --scaler scaler_params.json --features temporal --out model.onnx",
    load: async () => (await import("./import-checkpoint.ts")).importCheckpoint,
  },
  "describe-model": {
    summary: "Any network in an ONNX file as a model that describes itself.",
    usage: [
      "describe-model NETWORK.onnx --tensors DIR [--fold NETWORK.onnx]… [--sealed] --out MODEL.onnx [--settling SECONDS] [--name NAME] [--network WORDS] [--about TEXT] [--licence TEXT]",
      "describe-model MODEL.onnx --tensors DIR --ranges-only --out MODEL.onnx",
    ],
    about: [
      "--tensors: what it was trained on, which says what it is fed and measures its errors and intervals. --fold: for",
      "each fold of the runners, in their order, a network that was trained without it. --sealed: leaves the test runners",
      "unopened, to choose between networks by their folds. --settling: seconds until the network knows how a run began,",
      "none unless said otherwise. --network: its kind and size in a few words, which the page shows. --ranges-only: a",
      "model that describes itself is given the ranges of speed, slope, climb and length of the tensors, and stays as it is.",
    ],
    example: "describe-model network.onnx --tensors build/tensors --out model.onnx",
    load: async () => (await import("./describe-model.ts")).describeModel,
  },
  dataset: {
    summary: "Recordings as a dataset to share, or as training data.",
    usage: [
      "dataset build --from FILE|DIR --out DIR [--split-by runner|run] [--seed N] [--filter published] [--compression zstd|snappy]",
      "dataset tensors --from DIR --out DIR [--seed N] [--features temporal|typed --intent-from-answer]",
    ],
    about: [
      "build: Parquet files, split for training, validation and test, with a card. --filter published: only what the",
      "published dataset's filter keeps. tensors: what training/ learns from.",
    ],
    example: "dataset build --from runs --out dataset",
    load: async () => (await import("./dataset.ts")).dataset,
  },
  simulate: {
    summary: "Runs that nobody ran, as JSON lines or as a Parquet split.",
    usage: ["simulate --runs N [--seed N] [--runners N] [--out FILE.parquet|FILE.jsonl]"],
    about: [],
    example: "simulate --runs 60 --out test.parquet",
    load: async () => (await import("./simulate.ts")).simulate,
  },
};

const isHelp = (argument: string) => argument === "--help" || argument === "-h";

/** Runs the command that the arguments name. What fails is told; the process ends with 2 where nobody knew what was asked, else with 1. */
export async function runCommand(args: string[]): Promise<void> {
  await dispatch(args).catch((error) => fail(asPredictorError(asFileError(error)), args[0]));
}

async function dispatch([name = "", ...args]: string[]): Promise<void> {
  if (isHelp(name)) return printLines(listOfCommands());
  if (name === "--version") return print(version());
  const command = commandOf(name);
  if (command === undefined) throw unknownCommand(name);
  if (args.some(isHelp)) return printLines(helpOf(command));
  await (await command.load())(args);
}

function commandOf(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

function unknownCommand(name: string): PredictorError {
  if (name === "") return usageError("Say which command.");
  const meant = closestTo(name, Object.keys(COMMANDS));
  return usageError(`There is no command ${name}.${meant === null ? "" : ` Did you mean ${meant}?`}`);
}

function fail(error: PredictorError, name = ""): void {
  tellError(error);
  if (error.code !== "usage") return;
  process.exitCode = 2;
  for (const line of commandOf(name)?.usage.map(said) ?? listOfCommands()) tell(line);
}

function listOfCommands(): string[] {
  const names = Object.keys(COMMANDS);
  const width = Math.max(...names.map((name) => name.length));
  return [
    "hr COMMAND …",
    "",
    ...names.map((name) => `  ${name.padEnd(width)}  ${COMMANDS[name].summary}`),
    "",
    "For example:",
    ...names.map((name) => `  ${said(COMMANDS[name].example)}`),
    "",
    "hr COMMAND --help tells a command's options, hr --version the version.",
  ];
}

function helpOf({ summary, usage, about, example }: Command): string[] {
  const options = about.length > 0 ? ["", ...about] : [];
  return [summary, "", ...usage.map(said), ...options, "", "For example:", `  ${said(example)}`];
}

function said(usage: string): string {
  return `hr ${usage}`;
}

function printLines(lines: readonly string[]): void {
  for (const line of lines) print(line);
}

function version(): string {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")).version;
}
