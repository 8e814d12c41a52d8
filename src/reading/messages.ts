import type { Activity, ArchiveListing } from "../workout/archive/activity.ts";
import type { ReadableFile } from "./file-bytes.ts";
import type { WireCourse, WireRun } from "./wire-run.ts";

/** The runs of a file as they cross a thread. */
export interface WireRuns {
  runs: WireRun[];
  parseMs: number;
}

/** Progress of a long request, which also shows that the worker is alive. */
interface ReadProgress {
  done: number;
  total: number;
}

/** Requests to the worker that reads, served one after another. */
export type Reading = {
  /** A file; of an archive, what it holds. */
  read: {
    request: { file: ReadableFile };
    answer: WireRuns | { listing: ArchiveListing };
    progress: ReadProgress;
  };
  /** The courses of a file. */
  "read-courses": { request: { file: ReadableFile }; answer: WireCourse[]; progress: never };
  /** An activity of an archive. */
  "read-activity": {
    request: { file: ReadableFile; activity: Activity };
    answer: WireRuns;
    progress: never;
  };
};
