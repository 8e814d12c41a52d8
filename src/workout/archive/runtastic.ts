import type { ByteSource } from "../../base/byte-source.ts";
import { PredictorError } from "../../base/error.ts";
import { isRunRecord, type RunRecord } from "../formats/json-form.ts";
import { recordIn, recordsIn } from "../formats/services/fields.ts";
import { isoTime } from "../formats/value.ts";
import { isDate } from "../recording-facts.ts";
import { type Activity, type ArchiveListing, baseName, byName, type Tell } from "./activity.ts";
import type { ZipEntry } from "./zip-directory.ts";
import { readEntry } from "./zip-entry.ts";

/**
 * Paths in an export of adidas Running, formerly Runtastic: `Sport-sessions/` holds one file of totals per session; tracks
 * (`GPS-data/`, JSON or GPX) and heart rates (`Heart-rate-data/`) lie beside them under the same names.
 */
const TRACK = /(?:^|\/)Sport-sessions\/GPS-data\/([^/]+)\.(?:json|gpx)$/i;
const HEART_RATES = /(?:^|\/)Sport-sessions\/Heart-rate-data\/([^/]+)\.json$/i;
const SESSION = /(?:^|\/)Sport-sessions\/([^/]+)\.json$/i;

/** Largest file of totals that is read; real ones have a kilobyte or two. */
const MAX_SESSION_BYTES = 1_000_000;
/** Files that are read in parallel: each mostly waits for the disk. */
const READ_AT_ONCE = 32;

/** Names of some of the sports that the export numbers. */
const SPORTS: Readonly<Record<string, string>> = {
  1: "running",
  2: "nordic walking",
  3: "cycling",
  4: "mountain biking",
  6: "inline skating",
  7: "hiking",
  8: "cross-country skiing",
  14: "treadmill running",
  15: "ergometer",
  16: "elliptical",
  17: "rowing",
  18: "swimming",
  19: "walking",
  22: "race cycling",
};

export function isRuntasticExport(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => TRACK.test(name)) && entries.some(({ name }) => SESSION.test(name));
}

/** Lists the sessions with a track, each with its sport and its file of heart rates, in order of date. */
export async function listRuntastic(
  source: ByteSource,
  entries: readonly ZipEntry[],
  tell: Tell,
): Promise<ArchiveListing> {
  const sessions = byId(entries, SESSION);
  const heartRates = byId(entries, HEART_RATES);
  const tracks = [...byId(entries, TRACK)];
  const activities: Activity[] = [];
  for (let from = 0; from < tracks.length; from += READ_AT_ONCE) {
    tell(from, tracks.length);
    const batch = tracks.slice(from, from + READ_AT_ONCE);
    const listed = batch.map(async ([id, track]) => {
      const session = await readSession(source, sessions.get(id));
      return activityOf(track, session, heartRates.get(id) ?? null);
    });
    activities.push(...(await Promise.all(listed)));
  }
  const withTrack = tracks.filter(([id]) => sessions.has(id)).length;
  const used = tracks.length + sessions.size + tracks.filter(([id]) => heartRates.has(id)).length;
  return {
    activities: activities.sort(byName),
    passedOver: { files: entries.length - used, workouts: sessions.size - withTrack },
  };
}

function byId(entries: readonly ZipEntry[], path: RegExp): Map<string, ZipEntry> {
  return new Map(entries.flatMap((entry) => [...(path.exec(entry.name) ?? [])].slice(1).map((id) => [id, entry])));
}

/** Reads the totals of a session; an empty record where they are missing or unreadable, as the track is used all the same. */
async function readSession(source: ByteSource, entry: ZipEntry | undefined): Promise<RunRecord> {
  if (entry === undefined) return {};
  try {
    const value = JSON.parse(new TextDecoder().decode(await readEntry(source, entry, MAX_SESSION_BYTES)));
    return isRunRecord(value) ? value : {};
  } catch (error) {
    if (error instanceof PredictorError || error instanceof SyntaxError) return {};
    throw error;
  }
}

function activityOf(track: ZipEntry, session: RunRecord, heartRateFile: ZipEntry | null): Activity {
  return {
    name: [...dateOf(session), baseName(track.name)].join(" · "),
    path: [track],
    sport: sportOf(session),
    heartRates: null,
    heartRateFile,
    stated: null,
  };
}

/** Local date and time of the session, as a list of one; empty where it is not stated. */
function dateOf(session: RunRecord): string[] {
  const { start_time: startMs, start_time_timezone_offset: offsetMs = 0 } = session;
  const localS = (Number(startMs) + Number(offsetMs)) / 1000;
  if (!isDate(localS)) return [];
  return [isoTime({ unixS: localS, utcOffsetS: null }).slice(0, 16).replace("T", " ")];
}

/** Sport of a session: older exports state it among the totals, newer ones in a feature. */
function sportOf(session: RunRecord): string | null {
  const initial = recordsIn(session, "features").find(({ type }) => type === "initial_values") ?? {};
  const id = session.sport_type_id ?? recordIn(recordIn(initial, "attributes"), "sport_type").id ?? null;
  return id === null ? null : (SPORTS[String(id)] ?? `adidas Running sport ${id}`);
}
