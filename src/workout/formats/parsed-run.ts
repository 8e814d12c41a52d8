import { asPredictorError, PredictorError } from "../../base/error.ts";
import { MAX_RUNS } from "../../base/limits.ts";
import type { Workout } from "../workout.ts";

/** One run of a file: read, or the reason why it was not. */
export type ParsedRun = { name: string; workout: Workout } | { name: string; error: PredictorError };

/** Kind of a file by its first bytes. */
export interface FileKind {
  isActivity: boolean;
  /** null where the first bytes do not state it. */
  sport: string | null;
}

/** Reads one run of a file that may hold several. An error is returned, prefixed by `where`, so that the others can be read. */
export function attempt(name: string, where: string, read: (name: string) => Workout): ParsedRun {
  const [run] = attemptRuns(name, where, () => [{ name, workout: read(name) }]);
  return run;
}

/** Reads the runs of a part of a file. A thrown error becomes the part's single entry; every error is prefixed by `where`. */
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

/** Names of a file's runs: the file's own for a single run, else followed by the run's label; repeated labels get a number. */
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
