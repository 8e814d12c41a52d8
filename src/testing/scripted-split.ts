import { PredictorError } from "../base/error.ts";
import { statedFigures } from "../dataset/row-figures.ts";
import type { OpenSplit, SplitFacts, SplitOrigin, SplitProgress, SplitReader, SplitRow } from "../dataset/split.ts";
import type { Workout } from "../workout/workout.ts";
import { workoutOf } from "./workouts.ts";

/** A row in which nothing is missing but what is given as null. */
export function splitRow(row: number, values: Partial<Omit<SplitRow, "figures">> = {}): SplitRow {
  const columns = {
    row,
    workout_id: 100 + row,
    user_id: 7,
    sport: "run",
    workout_type: "STEADY",
    duration_min: 40,
    data_points: 500,
    corrected: false,
    offset_applied: 0,
    hr_mean: 150,
    hr_std: 8,
    hr_min: 110,
    hr_max: 175,
    speed_mean: 10,
    speed_max: 14,
    altitude_gain: 50,
    split: "test",
    ...values,
  };
  return { ...columns, figures: statedFigures(columns) };
}

/** Settles what a test tells it to, or what the signal does. */
interface Pending<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

function pendingOn<T>(list: Pending<T>[], signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new PredictorError("cancelled", "Not wanted any more.")));
    list.push({ resolve, reject });
  });
}

/** A split of which a test says when it answers what. Runs are numbered from 100 on; a group has ten rows. */
export class ScriptedSplit implements OpenSplit {
  readonly facts: SplitFacts;
  readonly reads: (Pending<void> & { bring(...rows: SplitRow[]): void; signal: AbortSignal | undefined })[] = [];
  readonly lines: (Pending<Map<number, Float32Array>> & { group: number; signal: AbortSignal | undefined })[] = [];
  readonly opened: number[] = [];
  isClosed = false;
  hasEnded = false;

  constructor(name: string, groups = 3, heartRateBytes = 0) {
    this.facts = {
      name,
      fileBytes: 1000,
      rows: 10 * groups,
      rowGroups: Array.from({ length: groups }, (_, i) => ({
        rows: 10,
        firstRow: 10 * i,
        heartRateBytes,
        seriesBytes: 4 * heartRateBytes,
      })),
      columns: [],
      figures: "stated",
      notes: [],
    };
  }

  rows(onRows: (rows: SplitRow[]) => void, signal?: AbortSignal): Promise<void> {
    const pending: Pending<void>[] = [];
    const read = pendingOn(pending, signal);
    this.reads.push({ ...pending[0], bring: (...rows) => onRows(rows), signal });
    return read;
  }

  async workouts(): Promise<never[]> {
    return [];
  }

  async workout(row: number, _signal?: AbortSignal): Promise<Workout> {
    this.opened.push(row);
    return workoutOf({ speedKmh: [9, 10] }, { name: `row ${row}` });
  }

  async excerpt(rows: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
    return Uint8Array.from(rows);
  }

  async rowOf(workoutId: number): Promise<number> {
    if (workoutId >= 100) return workoutId - 100;
    throw new PredictorError("unknown-sample", `None of the runs has the workout_id ${workoutId}.`);
  }

  sparklines(group: number, _points: number, signal?: AbortSignal): Promise<Map<number, Float32Array>> {
    const pending: Pending<Map<number, Float32Array>>[] = [];
    const drawn = pendingOn(pending, signal);
    this.lines.push({ ...pending[0], group, signal });
    return drawn;
  }

  fetchedBytes(): number {
    return 10;
  }

  isLost(): boolean {
    return this.hasEnded;
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Opens what a test says, when it says so. */
export class ScriptedSplitReader implements SplitReader {
  readonly asked: (Pending<OpenSplit> & {
    origin: SplitOrigin;
    signal: AbortSignal | undefined;
    onProgress: ((progress: SplitProgress) => void) | undefined;
  })[] = [];

  open(
    origin: SplitOrigin,
    { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: SplitProgress) => void } = {},
  ): Promise<OpenSplit> {
    const pending: Pending<OpenSplit>[] = [];
    const opened = pendingOn(pending, signal);
    this.asked.push({ ...pending[0], origin, signal, onProgress });
    return opened;
  }

  dispose(): void {}
}
