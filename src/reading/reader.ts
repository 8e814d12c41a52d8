import type { ParsedRun } from "../workout/formats/parse.ts";
import type { ReadableFile } from "./file-bytes.ts";

/** What was read of a file. */
export interface ReadRuns {
  runs: ParsedRun[];
  /** How long it took, its bytes included. */
  parseMs: number;
}

/** What the page asks of the worker that reads. Calls are served one after another, in order. */
export interface Reader {
  /**
   * The runs of a file. Typed or pasted text is a file too.
   * @throws PredictorError where the file as a whole can't be read; `too-slow` where reading it does not get on,
   * `cancelled` where the signal says so: both end the worker, whatever it does.
   */
  read(file: ReadableFile, signal?: AbortSignal): Promise<ReadRuns>;
  dispose(): void;
}
