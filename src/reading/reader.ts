import type { Activity, ArchiveListing, Tell } from "../workout/archive/activity.ts";
import type { ParsedCourse } from "../workout/formats/parse-courses.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import type { ReadableFile } from "./file-bytes.ts";

/** Runs read of a file. */
export interface ReadRuns {
  runs: ParsedRun[];
  /** Time that reading took, fetching the bytes included. */
  parseMs: number;
}

/** Listing of an archive, of which no activity is read yet. */
export interface ReadListing {
  listing: ArchiveListing;
}

/** Reads files for the page, in a worker. Calls are served one after another, in order. */
export interface Reader {
  /**
   * The runs of a file, or what an archive holds. Typed or pasted text is a file too.
   * @param tell is told of what takes long how far it has come
   * @throws PredictorError where the file as a whole can't be read; `too-slow` where reading it does not get on,
   * `cancelled` at once where the signal says so. Neither holds up the next file, whatever the worker does.
   */
  read(file: ReadableFile, signal?: AbortSignal, tell?: Tell): Promise<ReadRuns | ReadListing>;
  /** The runs of an activity in an archive. @throws PredictorError as read. */
  readActivity(file: ReadableFile, activity: Activity, signal?: AbortSignal): Promise<ReadRuns>;
  /** The courses of a file, or the ground of its runs. @throws PredictorError as read. */
  readCourses(file: ReadableFile): Promise<ParsedCourse[]>;
  dispose(): void;
}
