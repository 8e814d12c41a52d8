import { open, writeFile } from "node:fs/promises";
import { counted } from "../base/counted.ts";
import { writeHubRows } from "../dataset/parquet/parquet.ts";
import { MOST_SIMULATED_RUNNERS } from "../dataset/simulator/simulated-runners.ts";
import { type SimulationOptions, simulateRuns } from "../dataset/simulator/simulator.ts";
import { buildTestSplit } from "../dataset/test-split.ts";
import { workoutJson } from "../workout/formats/workout-json.ts";
import type { Workout } from "../workout/workout.ts";
import { readArguments, usageError } from "./arguments.ts";
import { pathOf } from "./files.ts";
import { print, tell } from "./output.ts";

/**
 * `hr simulate --runs N [--seed N] [--runners N] [--out FILE]`: runs that nobody ran, as workout JSON, one a line,
 * on stdout or in a .jsonl file; or, in a .parquet file, as a test split in the published dataset's schema.
 */
export async function simulate(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    seed: { type: "string" },
    runs: { type: "string" },
    runners: { type: "string" },
    out: { type: "string" },
  });
  if (positionals.length > 0 || values.runs === undefined) throw usageError("Say how many runs by --runs.");
  const options: SimulationOptions = {
    seed: wholeNumber("seed", values.seed ?? "1", 0),
    runs: wholeNumber("runs", values.runs, 1),
    ...(values.runners === undefined
      ? {}
      : { runners: wholeNumber("runners", values.runners, 1, MOST_SIMULATED_RUNNERS) }),
  };
  const { out } = values;
  if (out === undefined) {
    for (const workout of simulateRuns(options)) print(workoutJson(workout));
  } else if (out.endsWith(".parquet")) {
    await writeFile(pathOf(out), await writeHubRows(buildTestSplit(options)));
  } else if (out.endsWith(".jsonl")) {
    await writeLines(pathOf(out), simulateRuns(options));
  } else {
    throw usageError(`--out is ${out}: end it in .parquet or .jsonl.`);
  }
  tell(`${counted(options.runs, "run")} simulated with the seed ${options.seed}.`);
}

function wholeNumber(name: string, written: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(written);
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw usageError(
      `--${name} is ${written}: it has to be a whole number, ${least} or more${most < Number.MAX_SAFE_INTEGER ? `, and at most ${most}` : ""}.`,
    );
  }
  return value;
}

async function writeLines(path: string, workouts: Iterable<Workout>): Promise<void> {
  const file = await open(path, "w");
  for (const workout of workouts) await file.appendFile(`${workoutJson(workout)}\n`);
  await file.close();
}
