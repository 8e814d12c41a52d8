import { asPredictorError, PredictorError } from "../../base/error.ts";
import type { WholeNumber } from "../../base/whole-number.ts";
import type { ParsedRun } from "../../workout/formats/parsed-run.ts";
import { type QualityFlag, qualityFlags } from "../../workout/quality/quality-flags.ts";
import { repair } from "../../workout/repair/repair.ts";
import type { HubRow } from "../hub-row.ts";
import { type HubCompression, HubWriter } from "../parquet/hub-writer.ts";
import { type FilterReport, PublishedFilter } from "./published-filter.ts";
import { type Split, splitOf, splitOfRun } from "./splits.ts";
import { hubRowOf } from "./statistics.ts";
import type { SkippedRun } from "./tensors.ts";
import { UserIds } from "./user-ids.ts";

/** `dataset.parquet` holds every row, the others those of their split. */
export const datasetFiles = ["dataset.parquet", "train.parquet", "validation.parquet", "test.parquet"] as const;

export type DatasetFile = (typeof datasetFiles)[number];

/** Whether a runner's runs are all on one side, or each run is dealt by itself, as in the published files. */
export const splitUnits = ["runner", "run"] as const;

/** Sets of rules that a dataset may be filtered by. */
export const filters = ["published"] as const;

export interface BuildSettings {
  seed: number;
  splitBy: (typeof splitUnits)[number];
  /** null keeps every run. */
  filter: (typeof filters)[number] | null;
  compression: HubCompression;
}

/** Receiver of a dataset's files, and of reports about it. */
interface BuildOutput {
  /** Appends to a file. The next piece comes once it has resolved. */
  write(file: DatasetFile, piece: Uint8Array): Promise<void>;
  /** A recording that no row can be made of. */
  skipped(run: SkippedRun): void;
  /** A recording has been dealt with, whatever became of it. */
  done(): void;
}

export interface SplitReport {
  runs: number;
  /** Who are named. */
  runners: number;
  hours: number;
}

export interface BuildReport {
  whole: SplitReport;
  splits: Record<Split, SplitReport>;
  /** Rows that name no runner. */
  unnamed: number;
  /** Recordings that no row could be made of. */
  skipped: number;
  filter: FilterReport | null;
}

/** Runs that name no runner may all be one's: they stay together, so that none is on two sides of a split. */
const UNNAMED_RUNNER = "";

/**
 * Recordings as a dataset in the published schema, in memory of a row group a file. Rows are numbered in the order in
 * which they come, runners as UserIds says. Times count from 1970: the pipeline keeps no date.
 * @param recordings taken one at a time and not kept.
 * @throws PredictorError `not-loaded`, or what `write` threw.
 */
export async function buildDataset(
  recordings: Iterable<ParsedRun> | AsyncIterable<ParsedRun>,
  settings: BuildSettings,
  output: BuildOutput,
): Promise<BuildReport> {
  const { seed, splitBy } = settings;
  const writers = await openWriters(settings.compression, output);
  const userIds = new UserIds(seed);
  const filter = settings.filter === null ? null : new PublishedFilter();
  const whole = new SplitCount();
  const splits = { train: new SplitCount(), validation: new SplitCount(), test: new SplitCount() };
  let unnamed = 0;
  let skipped = 0;
  for await (const recording of recordings) {
    const made = rowOf(recording);
    if (made instanceof PredictorError) {
      skipped++;
      output.skipped({ name: recording.name, code: made.code, message: made.message });
    } else if (filter?.keeps({ row: made.row, flags: made.flags() }) ?? true) {
      const { runner } = made;
      if (runner === null) unnamed++;
      const split = splitBy === "run" ? splitOfRun(made.row, seed) : splitOf(runner ?? UNNAMED_RUNNER, seed);
      const user_id = runner === null ? null : userIds.of(runner);
      const row: HubRow = { ...made.row, workout_id: whole.runs + 1, user_id, split };
      await writers.whole.add(row);
      await writers[split].add(row);
      whole.add(row);
      splits[split].add(row);
    }
    output.done();
  }
  for (const writer of Object.values(writers)) await writer.close();
  return {
    whole: whole.report(),
    splits: { train: splits.train.report(), validation: splits.validation.report(), test: splits.test.report() },
    unnamed,
    skipped,
    filter: filter?.report() ?? null,
  };
}

async function openWriters(compression: HubCompression, output: BuildOutput) {
  const open = (file: DatasetFile) => HubWriter.open((piece) => output.write(file, piece), compression);
  return {
    whole: await open("dataset.parquet"),
    train: await open("train.parquet"),
    validation: await open("validation.parquet"),
    test: await open("test.parquet"),
  };
}

/** A row made of a recording. */
interface MadeRow {
  runner: string | null;
  /** Not numbered yet, nor on a side. */
  row: HubRow;
  /** Runs the checks, for a filter: they are as costly as all the rest. */
  flags(): QualityFlag[];
}

/** A recording's row, or why it makes none. */
function rowOf(recording: ParsedRun): MadeRow | PredictorError {
  if ("error" in recording) return recording.error;
  const { workout } = recording;
  try {
    const repaired = repair(workout);
    const row = hubRowOf(repaired.workout, { workoutId: 0, userId: null, startUnixS: 0, split: "" });
    return { runner: workout.runner, row, flags: () => qualityFlags(workout, repaired) };
  } catch (error) {
    return asPredictorError(error);
  }
}

class SplitCount {
  runs = 0;
  #minutes = 0;
  readonly #runners = new Set<WholeNumber>();

  add({ user_id, duration_min }: HubRow): void {
    this.runs++;
    this.#minutes += duration_min ?? 0;
    if (user_id !== null) this.#runners.add(user_id);
  }

  report(): SplitReport {
    return { runs: this.runs, runners: this.#runners.size, hours: this.#minutes / 60 };
  }
}
