import { asPredictorError, PredictorError } from "../../base/error.ts";
import { MAX_RUNS } from "../../base/limits.ts";
import type { Workout } from "../workout.ts";

/** One run of a file: read, or the reason why it was not. */
export type ParsedRun = { name: string; workout: Workout } | { name: string; error: PredictorError };

/** Kind of a file, as far as its first bytes show it. */
export interface FileKind {
  isActivity: boolean;
  /** null where it does not say, or only later. */
  sport: string | null;
}

/** One run of a file that may hold several: its error is kept, led by `where`, so that the others can be read. */
export function attempt(name: string, where: string, read: (name: string) => Workout): ParsedRun {
  const [run] = attemptRuns(name, where, () => [{ name, workout: read(name) }]);
  return run;
}

/** Runs of a part of a file, as attempt: what is thrown is the part's error, and every error is led by `where`. */
export function attemptRuns(name: string, where: string, read: (name: string) => ParsedRun[]): ParsedRun[] {
  try {
    return read(name).map((run) => ("error" in run ? { ...run, error: ledBy(where, run.error) } : run));
  } catch (thrown) {
    return [{ name, error: ledBy(where, asPredictorError(thrown)) }];
  }
}

function ledBy(where: string, error: PredictorError): PredictorError {
  return where === "" ? error : new PredictorError(error.code, where + error.message, error.cause);
}

/** @throws PredictorError `too-large` of more than MAX_RUNS */
export function checkRuns(count: number): void {
  if (count <= MAX_RUNS) return;
  throw new PredictorError(
    "too-large",
    `The file holds more than ${MAX_RUNS.toLocaleString("en")} runs, the most that are read. Split it.`,
  );
}

/** The names of a file's runs: the file's, and each run's own where there are several; a repeated one gets a number. */
export function runNames(fileName: string, labels: (string | null)[]): string[] {
  if (labels.length === 1) return [fileName];
  const seen = new Set<string | null>();
  const repeated = new Set<string | null>();
  for (const label of labels) (seen.has(label) ? repeated : seen).add(label);
  return labels.map((label, i) => {
    const isOwn = label !== null && !repeated.has(label);
    return `${fileName} · ${isOwn ? label : `${label ?? "run"} ${i + 1}`}`;
  });
}
