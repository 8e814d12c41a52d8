import { asPredictorError } from "../../../base/error.ts";
import type { Library } from "../../../library/library.ts";
import { exportLibrary, type ImportReport, importLibrary } from "../../../library/library-file.ts";
import { LIBRARY_ENDING } from "../../../library/library-mark.ts";
import { type ReadableFile, streamOf } from "../../../reading/file-bytes.ts";
import type { Keeper } from "../keeper.ts";
import { keptCourses } from "../plan/kept-courses.ts";
import type { Brought, LibraryMove, LibraryParts, LibraryPorts } from "./library-state.ts";

interface Ports extends Pick<LibraryPorts, "keepCourses"> {
  keeper: Keeper;
  library: Library;
  parts: Pick<LibraryParts, "save">;
  /** null once nothing is moved any more. */
  tell(move: LibraryMove | null): void;
  /** Does what writes many runs, which tells how many it wrote from time to time. */
  writing(work: (wrote: (runs: number) => void) => Promise<void>): Promise<void>;
}

/** Writes an open library to a file, and brings the runs of such files into it. */
export function createLibraryMoves({ library, parts, keeper, keepCourses, tell, writing }: Ports) {
  let current: AbortController | null = null;
  /** The moves that were begun; it never rejects. */
  let moving: Promise<unknown> = Promise.resolve();

  /** Begins a move, and ends the one before. */
  function move(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const moved = moveAlone(work);
    moving = Promise.allSettled([moving, moved]);
    return moved;
  }

  async function moveAlone(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    current?.abort();
    const abort = new AbortController();
    current = abort;
    try {
      await work(abort.signal);
    } catch (thrown) {
      if (!abort.signal.aborted) throw thrown;
    } finally {
      if (current === abort) {
        current = null;
        tell(null);
      }
    }
  }

  async function bring(file: ReadableFile, signal: AbortSignal): Promise<Omit<Brought, "place">> {
    let share = 0;
    let report: ImportReport = { fresh: 0, known: 0, courses: [], failed: [] };
    const tellRuns = () => {
      if (!signal.aborted) tell({ direction: "here", runs: report.fresh + report.known, share });
    };
    tellRuns();
    const content = streamOf(file, (bytes) => {
      share = bytes / file.size;
      tellRuns();
    });
    try {
      await writing(async (wrote) => {
        const onProgress = (now: ImportReport) => {
          wrote(now.fresh + now.known - report.fresh - report.known);
          report = now;
          tellRuns();
        };
        await importLibrary(library, content, { signal, onProgress });
      });
      return { ...report, name: file.name, error: null };
    } catch (thrown) {
      return { ...report, name: file.name, error: asPredictorError(thrown) };
    } finally {
      if (report.courses.length > 0) keepCourses(report.courses);
    }
  }

  return {
    takeAway: (): Promise<void> =>
      move(async (signal) => {
        const content = exportLibrary(library, {
          courses: keptCourses(keeper),
          onProgress(runs, total) {
            if (!signal.aborted) tell({ direction: "away", runs, share: runs / total });
          },
        });
        const name = `my-runs-${new Date().toISOString().slice(0, 10)}${LIBRARY_ENDING}`;
        await parts.save(name, content.pipeThrough(new TransformStream(), { signal }));
      }),
    /** Brings files one after another, and tells of each what it came to. */
    bringHere: (files: readonly ReadableFile[], onBrought: (brought: Brought) => void): Promise<void> =>
      move(async (signal) => {
        for (const [place, file] of files.entries()) {
          if (!signal.aborted) onBrought({ ...(await bring(file, signal)), place });
        }
      }),
    stop: (): void => current?.abort(),
    /** Resolves once nothing is moved any more. */
    ended: (): Promise<unknown> => moving,
  };
}
