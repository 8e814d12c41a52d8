import type { Activity, ArchiveListing } from "../workout/archive/activity.ts";
import type { ReadableFile } from "./file-bytes.ts";
import type { WireRun } from "./wire-run.ts";

/** The runs of a file as they cross a thread. */
export interface WireRuns {
  runs: WireRun[];
  parseMs: number;
}

/** How far the worker has come with what takes long: whoever hears it knows that it gets on. */
interface ReadProgress {
  done: number;
  total: number;
}

/** What the worker that reads is asked, one request after another. */
export type Reading = {
  /** A file; of an archive, what it holds. */
  read: {
    request: { file: ReadableFile };
    answer: WireRuns | { listing: ArchiveListing };
    progress: ReadProgress;
  };
  /** An activity of an archive. */
  "read-activity": {
    request: { file: ReadableFile; activity: Activity };
    answer: WireRuns;
    progress: never;
  };
};
