import type { ByteSource } from "../../base/byte-source.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_HEALTH_BYTES, MAX_HEART_RATES } from "../../base/limits.ts";
import { epochSeconds } from "../formats/value.ts";
import { type Activity, type ArchiveListing, baseName, byName, folderOf, type Tell } from "./activity.ts";
import { type HealthExport, type HealthWorkout, readHealthExport } from "./health-export.ts";
import { NOTHING_STATED } from "./stated.ts";
import type { ZipEntry } from "./zip-directory.ts";
import { checkClaim, readHead, unpack } from "./zip-entry.ts";

/** Bytes of a route that are read to find its first point. */
const PEEK_BYTES = 4096;

/** Assumed length of a route without a workout, whose end is known only once it is read: longer than any run. */
const LONGEST_ROUTE_S = 24 * 3600;

/**
 * Lists the routes of Apple Health's export, each with its workout's sport and with its heart rates, which are in
 * `export.xml`. That file is read once, part by part.
 * @param table entry of `export.xml`
 * @param tell reports bytes of `export.xml`
 * @throws PredictorError `too-large` past MAX_HEALTH_BYTES, or where overlapping workouts have more than
 * MAX_HEART_RATES heart rates together; as checkClaim, unpack and readHealthExport.
 */
export async function readHealth(
  source: ByteSource,
  table: ZipEntry,
  entries: readonly ZipEntry[],
  tell: Tell,
): Promise<ArchiveListing> {
  checkClaim(table, MAX_HEALTH_BYTES);
  const health = await readTable(source, table, tell);
  const folder = folderOf(table.name);
  const files = entries.filter((entry) => entry !== table);
  const routes = files.filter(({ name }) => name.startsWith(folder) && /\.gpx$/i.test(name));
  const workouts = workoutsByRoute(health.workouts, folder);
  const withRoutes = new Set<HealthWorkout | null>();
  const activities: Activity[] = [];
  let heartRates = 0;
  for (const route of routes) {
    const workout = workouts.get(route.name) ?? (await workoutAt(source, route, health.workouts));
    withRoutes.add(workout);
    const activity = activityOf(route, workout, health);
    activities.push(activity);
    heartRates += activity.heartRates?.timeS.length ?? 0;
    if (heartRates > MAX_HEART_RATES) throw overlapping();
  }
  const routeless = health.workouts.filter((workout) => !withRoutes.has(workout)).length;
  return {
    activities: activities.sort(byName),
    passedOver: { files: files.length - routes.length, workouts: routeless },
  };
}

async function readTable(source: ByteSource, table: ZipEntry, tell: Tell): Promise<HealthExport> {
  async function* told(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const part of unpack(source, table)) {
      yield part;
      done += part.length;
      tell(done, table.unpackedBytes);
    }
  }
  try {
    return await readHealthExport(told());
  } catch (error) {
    if (!(error instanceof PredictorError) || error.code === "malformed-zip") throw error;
    throw new PredictorError(
      error.code,
      `${baseName(table.name).slice(0, 100)} can't be read. ${error.message}`,
      error,
    );
  }
}

function workoutsByRoute(workouts: readonly HealthWorkout[], folder: string): Map<string, HealthWorkout> {
  return new Map(workouts.flatMap((w) => w.routes.map((route) => [folder + route.replace(/^\//, ""), w] as const)));
}

/** Finds the workout in which a route begins, for routes that no workout names, as in exports before 2019. A route in none gets a workout without a sport; null where its start is unknown. */
async function workoutAt(
  source: ByteSource,
  route: ZipEntry,
  workouts: readonly HealthWorkout[],
): Promise<HealthWorkout | null> {
  const startS = await startOf(source, route);
  if (Number.isNaN(startS)) return null;
  const workout = workouts.find((candidate) => candidate.startS - 60 <= startS && startS <= candidate.endS);
  const unlisted = { sport: "", device: null, utcOffsetS: null, routes: [] };
  return workout ?? { ...unlisted, startS, endS: startS + LONGEST_ROUTE_S };
}

/** Start of a route in seconds since 1970; NaN where it can't be read, which is reported when the route is. */
async function startOf(source: ByteSource, route: ZipEntry): Promise<number> {
  try {
    const head = new TextDecoder("windows-1252").decode(await readHead(source, route, PEEK_BYTES));
    return epochSeconds(/<trkpt\b[\s\S]*?<time>([^<]*)</.exec(head)?.[1] ?? "");
  } catch (error) {
    if (error instanceof PredictorError) return Number.NaN;
    throw error;
  }
}

function activityOf(route: ZipEntry, workout: HealthWorkout | null, health: HealthExport): Activity {
  return {
    name: baseName(route.name),
    path: [route],
    sport: workout?.sport || null,
    heartRates: workout && health.heartRates(workout.startS, workout.endS),
    heartRateFile: null,
    stated: {
      ...NOTHING_STATED,
      gender: health.gender,
      runnerHeartRates: {
        ...NOTHING_STATED.runnerHeartRates,
        restingBpm: workout && health.restingBpm(workout.endS),
      },
      device: workout?.device ?? null,
      utcOffsetS: workout?.utcOffsetS ?? null,
    },
  };
}

function overlapping(): PredictorError {
  return new PredictorError(
    "too-large",
    `The workouts of this export lie over one another, and have more than ${MAX_HEART_RATES.toLocaleString("en")} heart rates together, the most that are read of Apple Health. Export it again, or unpack it and choose its routes.`,
  );
}
