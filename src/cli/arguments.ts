import { type ParseArgsConfig, parseArgs } from "node:util";
import { PredictorError } from "../base/error.ts";
import { DEFAULT_SPLIT_SEED } from "../dataset/build/splits.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { durationSeconds } from "../workout/formats/value.ts";
import type { Gender, Intent, Span } from "../workout/workout.ts";
import { closestTo } from "./closest-word.ts";
import { isWithin, pathOf } from "./files.ts";

/** A command's arguments. @throws PredictorError `usage` where they can't be its. */
export function readArguments<T extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node goes on about positional arguments, and ends in the middle of a quotation.
    const [complaint] = (error as Error).message.split(/\.(?:\s|$)/);
    throw usageError(`${complaint}.${suggestion(complaint, Object.keys(options))}`);
  }
}

/** The option that Node's complaint about an unknown one may have been meant for; empty where there is none. */
function suggestion(complaint: string, options: readonly string[]): string {
  const [, typed] = complaint.match(/^Unknown option '--([^']+)'/) ?? [];
  const meant = typed === undefined ? null : closestTo(typed, options);
  return meant === null ? "" : ` Did you mean --${meant}?`;
}

/** Arguments in which an option takes all words up to the next option, put as Node's parser takes them: one each. */
export function listOption(args: string[], option: string): string[] {
  let isOpen = false;
  return args.flatMap((argument, i) => {
    const isLast = args[i + 1]?.startsWith("-") ?? true;
    if (argument === option && !isLast) {
      isOpen = true;
      return [];
    }
    if (argument.startsWith("-")) isOpen = false;
    return isOpen ? [`${option}=${argument}`] : [argument];
  });
}

/** The refusal of arguments; the terminal adds how the command is said. */
export function usageError(complaint: string): PredictorError {
  return new PredictorError("usage", complaint);
}

/** Runs the form of a command that the first of its arguments names. @throws PredictorError `usage` where none is named. */
export async function runForm(
  forms: Readonly<Record<string, (args: string[]) => Promise<void>>>,
  [form, ...args]: string[],
): Promise<void> {
  if (!Object.hasOwn(forms, form ?? "")) throw usageError(`Say ${Object.keys(forms).join(" or ")}.`);
  await forms[form](args);
}

/** The files and folders that a command reads. @throws PredictorError `usage` where none is named. */
export function namedPaths(positionals: string[]): string[] {
  if (positionals.length === 0) throw usageError("Name at least one file or folder.");
  return positionals;
}

/** Options about the runner, common to the commands that compute features. */
export const runnerOptions = { gender: { type: "string" }, intent: { type: "string" } } as const;

const GENDERS: Record<string, Gender> = { male: 1, female: 0, unknown: 0.5 };
const INTENTS: readonly Intent[] = ["recovery", "steady", "intensive"];

/** @throws PredictorError `usage` where a word is not known. */
export function runnerSettings(values: { gender?: string | undefined; intent?: string | undefined }): RunnerSettings {
  const { gender, intent } = values;
  if (gender !== undefined && !Object.hasOwn(GENDERS, gender)) {
    throw usageError(`--gender is ${gender}: say ${Object.keys(GENDERS).join(" or ")}.`);
  }
  const stated = INTENTS.find((known) => known === intent);
  if (intent !== undefined && !stated) throw usageError(`--intent is ${intent}: say ${INTENTS.join(" or ")}.`);
  return { gender: gender === undefined ? null : GENDERS[gender], intent: stated ?? null };
}

/** A stretch of a run, as 12:30-15:00 or 1:02:00-1:05:00. @throws PredictorError `usage` where it is none. */
export function spanFrom(text: string): Span {
  const [startS, endS, ...more] = text.split(/[-–]/).map(durationSeconds);
  if (more.length === 0 && startS < endS) return { startS, endS };
  throw usageError(`"${text}" is no stretch of a run: say from when to when, such as 12:30-15:00.`);
}

/** Options of `hr dataset build` and `hr dataset tensors`: source folder, output folder, seed of the split. */
export const datasetOptions = { from: { type: "string" }, out: { type: "string" }, seed: { type: "string" } } as const;

/** @throws PredictorError `usage` where one of them is missing or can't be. */
export function datasetPlaces({
  positionals,
  values,
}: {
  positionals: string[];
  values: { from?: string; out?: string; seed?: string };
}): { from: string; folder: string; seed: number } {
  const seed = Number(values.seed ?? DEFAULT_SPLIT_SEED);
  if (positionals.length > 0 || !values.from || !values.out) {
    throw usageError("Say where the runs are by --from, and where to write by --out.");
  }
  if (!Number.isInteger(seed)) throw usageError(`--seed is ${values.seed}: it has to be a whole number.`);
  const folder = pathOf(values.out);
  if (isWithin(folder, pathOf(values.from))) {
    throw usageError(`--out lies in --from: what is written would be read as runs the next time.`);
  }
  return { from: values.from, folder, seed };
}

/** One of the words that an option takes. @throws PredictorError `usage` where it is none of them. */
export function oneOf<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const known = words.find((word) => word === value);
  if (known === undefined) throw usageError(`--${option} is ${value}: say ${words.join(" or ")}.`);
  return known;
}
