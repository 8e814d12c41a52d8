import { asPredictorError, PredictorError } from "../base/error.ts";
import { dataset } from "./dataset.ts";
import { evaluate } from "./evaluate.ts";
import { features } from "./features.ts";
import { asFileError } from "./files.ts";
import { importCheckpoint } from "./import-checkpoint.ts";
import { print, tellError } from "./output.ts";
import { predict } from "./predict.ts";
import { scorecard } from "./scorecard.ts";
import { simulate } from "./simulate.ts";

interface Command {
  run(args: string[]): Promise<void>;
  /** What it does, and what those of its options mean that do not say so themselves; a line each. */
  about: string[];
}

const commands: Record<string, Command> = {
  predict: {
    run: predict,
    about: [
      "What heart rate the model expects of runs, beside the one that was measured, with repairs and flags.",
      "--json: every step, one run a line. --leave-out: a stretch, such as 12:30-15:00, that counts in no figure.",
      "--history, --warmup: earlier runs of the runner, and first minutes of the run, that the model is fitted to.",
      "Differences are measured - expected, but for bias in JSON, which is predicted - measured, as it was published.",
    ],
  },
  features: { run: features, about: ["What the model is given of a run, column by column, before scaling."] },
  evaluate: {
    run: evaluate,
    about: [
      "A model's errors over many runs, beside simpler predictors.",
      "--split: runs of runners whom the model's own training put on that side.",
      "--history, --warmup: how many earlier runs of each runner, and first minutes of each run, it is fitted to.",
      "--intent: what the runs were meant to be, for models that ask. --intent-from-answer: told by the measured heart",
      "rate, to show what such a leak is worth. Differences are measured - expected, but for bias in JSON, as of predict.",
    ],
  },
  scorecard: {
    run: scorecard,
    about: [
      "The tables of a model card, in Markdown: they name no run and no runner. --brief: the first of them.",
      "--split: as of evaluate.",
    ],
  },
  "import-checkpoint": {
    run: importCheckpoint,
    about: [
      "A PyTorch checkpoint as a model that describes itself. --scaler: the training's, or a split to estimate it from.",
      "--tensors: what it was trained on, to measure its errors and intervals there. --fold: for each fold of the",
      "runners, in their order, a checkpoint that was trained without it. --settling: seconds until the model knows how",
      "a run began, 24 unless said otherwise, 0 for none.",
    ],
  },
  dataset: {
    run: dataset,
    about: [
      "build: recordings as Parquet files, split for training, validation and test, with a card. --filter published:",
      "only what the published dataset's filter keeps. tensors: what training/ learns from.",
    ],
  },
  simulate: { run: simulate, about: ["Runs that nobody ran, as JSON lines or as a Parquet split."] },
};

const isHelp = (argument: string) => argument === "--help" || argument === "-h";

/** Runs the command that the arguments name. What fails is told, and the process ends with 1. */
export async function runCommand(args: string[]): Promise<void> {
  await dispatch(args).catch((error) => tellError(asPredictorError(asFileError(error))));
}

async function dispatch([name = "", ...args]: string[]): Promise<void> {
  if (isHelp(name)) return printUsage(Object.values(commands));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new PredictorError("usage", `Say: hr ${Object.keys(commands).join(" | ")}, or hr --help.`);
  await (args.some(isHelp) ? printUsage([command]) : command.run(args));
}

/** Without arguments, every command refuses with how it is said. */
async function printUsage(asked: Command[]): Promise<void> {
  for (const { run, about } of asked) {
    await run([]).catch((refusal) => print(asPredictorError(refusal).message));
    for (const line of about) print(`  ${line}`);
  }
}
