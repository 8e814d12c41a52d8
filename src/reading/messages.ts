import type { WireError } from "../base/wire-error.ts";
import type { Activity, ArchiveListing } from "../workout/archive/activity.ts";
import type { ReadableFile } from "./file-bytes.ts";
import type { WireRun } from "./wire-run.ts";

/** One at a time: the worker is asked again once it has answered. */
export type ReadRequest =
  /** A file; of an archive, what it holds. */
  | { kind: "read"; file: ReadableFile }
  /** An activity of an archive. */
  | { kind: "read-activity"; file: ReadableFile; activity: Activity };

export type ReadAnswer =
  | { kind: "runs"; runs: WireRun[]; parseMs: number }
  | { kind: "listed"; listing: ArchiveListing }
  | { kind: "failed"; error: WireError };

/** Before the answer to what takes long, any number of times: whoever hears it knows that the worker gets on. */
export interface ReadProgress {
  kind: "progress";
  done: number;
  total: number;
}
