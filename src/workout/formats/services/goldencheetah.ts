import type { Lap, Workout } from "../../workout.ts";
import { type RunRecord, recordForm } from "../json-form.ts";
import { type Columns, checkLength, VALUE_NAMES, workoutFrom } from "../points.ts";
import { startedAtFrom } from "../value.ts";
import { numberIn, recordIn, recordsIn, textIn } from "./fields.ts";

/**
 * Fields of a GoldenCheetah sample: seconds from the start, kilometres, kilometres an hour, metres, degrees
 * (src/FileIO/JsonRideFile.y of GoldenCheetah). `RCAD` counts one foot's steps, `CAD` a bicycle's turns or the same.
 */
const FIELDS: Readonly<Record<(typeof VALUE_NAMES)[number], readonly string[]>> = {
  speedKmh: ["KPH"],
  distanceM: ["KM"],
  latitudeDeg: ["LAT"],
  longitudeDeg: ["LON"],
  altitudeM: ["ALT"],
  heartRateBpm: ["HR"],
  cadenceSpm: ["RCAD", "CAD"],
  temperatureC: ["TEMP"],
};

const KNOWN = new Set(["SECS", ...Object.values(FIELDS).flat()]);

/** GoldenCheetah's value for a missing temperature. */
const NO_TEMPERATURE_C = -255;

/** A ride or run in GoldenCheetah's own format. */
export const GOLDENCHEETAH_FORM = recordForm(
  (record) => Array.isArray(recordIn(record, "RIDE").SAMPLES),
  (record, name) => workoutOfRide(recordIn(record, "RIDE"), name),
);

/** @throws PredictorError `bad-value`, or as checkLength and workoutFrom. */
function workoutOfRide(ride: RunRecord, name: string): Workout {
  const samples = recordsIn(ride, "SAMPLES");
  checkLength(samples.length);
  const columns: Columns = { timeS: Float64Array.from(samples, (sample) => numberIn(sample, "SECS")) };
  for (const column of VALUE_NAMES) {
    const key = FIELDS[column].find((field) => samples.some((sample) => field in sample));
    if (key !== undefined) columns[column] = Float64Array.from(samples, (sample) => numberIn(sample, key));
  }
  if (columns.distanceM) columns.distanceM = columns.distanceM.map((kilometres) => 1000 * kilometres);
  if (columns.temperatureC) columns.temperatureC = withoutMissing(columns.temperatureC);
  dropMissingPositions(columns);
  return workoutFrom(
    {
      name,
      format: "goldencheetah",
      sport: textIn(recordIn(ride, "TAGS"), "Sport"),
      startedAt: startedAtFrom((textIn(ride, "STARTTIME") ?? "").replaceAll("/", "-").replace(/\s*UTC$/, "Z")),
      device: textIn(ride, "DEVICETYPE"),
      laps: recordsIn(ride, "INTERVALS").flatMap(lapFrom),
      passedOver: otherFields(samples),
    },
    columns,
  );
}

function withoutMissing(temperatureC: Float64Array): Float64Array {
  return temperatureC.map((value) => (value === NO_TEMPERATURE_C ? Number.NaN : value));
}

/** Sets positions of 0, 0 to NaN: GoldenCheetah's value for a missing one. */
function dropMissingPositions({ latitudeDeg, longitudeDeg }: Columns): void {
  latitudeDeg?.forEach((latitude, i) => {
    if (latitude !== 0 || longitudeDeg?.[i] !== 0) return;
    latitudeDeg[i] = Number.NaN;
    longitudeDeg[i] = Number.NaN;
  });
}

function lapFrom(interval: RunRecord): Lap[] {
  const [startS, endS] = [numberIn(interval, "START"), numberIn(interval, "STOP")];
  return endS > startS ? [{ startS, endS, endedBy: null }] : [];
}

function otherFields(samples: readonly RunRecord[]): string[] {
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)));
  return [...names].filter((name) => !KNOWN.has(name));
}
