import { BrowserLibrary } from "../../src/library/browser-library.ts";
import type { Track } from "../../src/workout/workout.ts";

const DAY_S = 86_400;
/** Runs that are kept at a time, as of an archive. */
const BATCH = 20;

/** Runs of somebody who runs every day: each differs from those it is made of in date and heart rate. */
function daily(tracks: readonly Track[], day: number): Track {
  const track = tracks[day % tracks.length];
  const heartRateBpm = track.heartRateBpm.map((bpm) => bpm + ((day / tracks.length) % 20) - 10);
  return { ...track, heartRateBpm, startedAt: { unixS: 1.5e9 + DAY_S * day, utcOffsetS: null } };
}

/** Keeps so many runs in this browser, and says how long that took for each. */
export async function fill(tracks: readonly Track[], runs: number): Promise<{ msARun: number; bytesARun: number }> {
  const library = new BrowserLibrary();
  const start = performance.now();
  for (let from = 0; from < runs; from += BATCH) {
    const days = Array.from({ length: Math.min(BATCH, runs - from) }, (_, i) => from + i);
    await library.keep(days.map((day) => ({ track: daily(tracks, day), runner: "Me", excluded: [] })));
  }
  const msARun = (performance.now() - start) / runs;
  const size = await library.size();
  library.close();
  return { msARun, bytesARun: size.bytes / size.runs };
}

/** Opens the library and lists its runs, and reads one of them. */
export async function list(): Promise<{ runs: number; listMs: number; trackMs: number; storedBytes: number }> {
  const library = new BrowserLibrary();
  const start = performance.now();
  const runs = await library.summaries();
  const listed = performance.now();
  await library.track(runs[0].id);
  const read = performance.now();
  library.close();
  const { usage } = await navigator.storage.estimate();
  return { runs: runs.length, listMs: listed - start, trackMs: read - listed, storedBytes: usage ?? 0 };
}
