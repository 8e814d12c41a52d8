import { PredictorError } from "../../../base/error.ts";
import type { Lap, Workout } from "../../workout.ts";
import { zoneStartsFrom } from "../../zone-starts.ts";
import { genderFrom } from "../gender.ts";
import { isRunRecord, type JsonForm, type RunRecord } from "../json-form.ts";
import { attempt, type ParsedRun, runNames } from "../parsed-run.ts";
import { type Description, workoutFrom } from "../points.ts";
import { epochSeconds, plausibleBpm } from "../value.ts";
import { numberIn, recordIn, recordsIn, textIn } from "./fields.ts";
import { SampledApart } from "./sampled-apart.ts";

/**
 * A training session of Polar Flow's bulk export (`training-session-….json`, account.polar.com, "Download your data"):
 * its exercises hold lists of samples, each with the local time of its own. Kilometres an hour, metres, degrees.
 */
export const POLAR_FORM: JsonForm = {
  recognises: (value) => isRunRecord(value) && Array.isArray(value.exercises),
  runs: (value, name) => runsOfSession(value as RunRecord, name),
};

/** Name of a session's file in the export; other files hold days, plans and settings. */
export const POLAR_SESSION_FILE = /(?:^|\/)training-session-[^/]*\.json$/i;

const SAMPLES = {
  speed: "speedKmh",
  distance: "distanceM",
  altitude: "altitudeM",
  heartRate: "heartRateBpm",
  cadence: "cadenceSpm",
  temperature: "temperatureC",
} as const;

/** Names of some of the sports that newer exports number (Polar AccessLink, "Sports"). */
const SPORTS: Readonly<Record<string, string>> = {
  1: "RUNNING",
  2: "CYCLING",
  3: "WALKING",
  4: "JOGGING",
  5: "MOUNTAIN_BIKING",
  11: "HIKING",
  17: "TREADMILL_RUNNING",
  18: "INDOOR_CYCLING",
  27: "TRAIL_RUNNING",
};

function runsOfSession(session: RunRecord, fileName: string): ParsedRun[] {
  const exercises = recordsIn(session, "exercises");
  if (exercises.length === 0) {
    throw new PredictorError("no-runs", "This session of Polar Flow holds no exercise: nothing was recorded in it.");
  }
  const names = runNames(fileName, exercises.map(sportOf));
  return exercises.map((exercise, i) => attempt(names[i], "", (name) => workoutOfExercise(session, exercise, name)));
}

/** @throws PredictorError `no-speed` where it has no samples, `bad-value`, or as workoutFrom. */
function workoutOfExercise(session: RunRecord, exercise: RunRecord, name: string): Workout {
  const samples = recordIn(exercise, "samples");
  const offsetS = utcOffset(exercise) ?? utcOffset(session);
  const timeOf = (sample: RunRecord) => epochSeconds(textIn(sample, "dateTime") ?? "") - (offsetS ?? 0);
  const series = new SampledApart();
  for (const [key, column] of Object.entries(SAMPLES) as [keyof typeof SAMPLES, (typeof SAMPLES)["speed"]][]) {
    for (const sample of recordsIn(samples, key)) series.add(column, timeOf(sample), numberIn(sample, "value"));
  }
  for (const point of recordsIn(samples, "recordedRoute")) {
    series.add("latitudeDeg", timeOf(point), numberIn(point, "latitude"));
    series.add("longitudeDeg", timeOf(point), numberIn(point, "longitude"));
    if (!Array.isArray(samples.altitude)) series.add("altitudeM", timeOf(point), numberIn(point, "altitude"));
  }
  const columns = series.columns();
  if (columns.timeS === undefined) {
    throw new PredictorError(
      "no-speed",
      "Polar Flow exported this exercise without samples that can be read, only with its totals: export the session from flow.polar.com as TCX.",
    );
  }
  const startS = epochSeconds(textIn(exercise, "startTime") ?? "") - (offsetS ?? 0);
  return workoutFrom(
    {
      name,
      format: "polar-flow",
      sport: sportOf(exercise),
      utcOffsetS: offsetS,
      device: textIn(recordIn(session, "product"), "modelName"),
      laps: lapsOf(exercise, Number.isNaN(startS) ? columns.timeS[0] : startS),
      zoneStartsBpm: zoneStartsOf(exercise),
      passedOver: Object.keys(samples).filter((key) => !(key in SAMPLES) && key !== "recordedRoute"),
      ...runnerOf(session),
    },
    columns,
  );
}

function sportOf(exercise: RunRecord): string | null {
  const id = textIn(recordIn(exercise, "sport"), "id");
  return id === null ? textIn(exercise, "sport") : (SPORTS[id] ?? `Polar sport ${id}`);
}

/** Lower limits of the heart rate zones by which the watch counted time; null where it states none. */
function zoneStartsOf(exercise: RunRecord): number[] | null {
  return zoneStartsFrom(recordsIn(recordIn(exercise, "zones"), "heart_rate").map(({ lowerLimit }) => lowerLimit));
}

/** Offset of local time from UTC in seconds, which exports state in minutes; null for none. */
function utcOffset(record: RunRecord): number | null {
  const stated = ["timezoneOffset", "timeZoneOffset", "timezoneOffsetMinutes"].map((key) => numberIn(record, key));
  const minutes = stated.find((value) => !Number.isNaN(value));
  return minutes === undefined ? null : 60 * minutes;
}

/** Laps that the runner closed, else those that the watch closed; `splitTime` is their end since the start. */
function lapsOf(exercise: RunRecord, startS: number): Lap[] {
  const manual = recordsIn(exercise, "laps");
  const laps = manual.length > 0 ? manual : recordsIn(exercise, "autoLaps");
  return laps.flatMap((lap) => {
    const [splitS, lengthS] = [isoDuration(textIn(lap, "splitTime")), isoDuration(textIn(lap, "duration"))];
    if (!(lengthS > 0 && splitS >= lengthS)) return [];
    const endedBy = manual.length > 0 ? ("manual" as const) : null;
    return [{ startS: startS + splitS - lengthS, endS: startS + splitS, endedBy }];
  });
}

/** Seconds of a duration such as PT1H2M3.5S; NaN where it is none. */
function isoDuration(text: string | null): number {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text ?? "");
  if (!parts) return Number.NaN;
  const [, hours = "0", minutes = "0", seconds = "0"] = parts;
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}

/** Facts of the runner on the day of the session. */
function runnerOf(session: RunRecord): Pick<Description, "gender" | "runnerHeartRates"> {
  const snapshot = recordIn(session, "physicalInformationSnapshot");
  return {
    gender: genderFrom(textIn(snapshot, "sex") ?? ""),
    runnerHeartRates: {
      maximumBpm: plausibleBpm(snapshot.maximumHeartRate),
      restingBpm: plausibleBpm(snapshot.restingHeartRate),
      thresholdBpm: plausibleBpm(snapshot.anaerobicThreshold),
    },
  };
}
