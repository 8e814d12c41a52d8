import { PredictorError } from "../../../base/error.ts";
import type { Lap, LapEnd, Workout } from "../../workout.ts";
import { isRunRecord, type RunRecord, recordForm } from "../json-form.ts";
import { readLiteral } from "../literal.ts";
import { workoutFrom } from "../points.ts";
import { Text } from "../text.ts";
import { epochSeconds, utcOffsetSeconds } from "../value.ts";
import { numberIn, recordIn, recordsIn, textIn } from "./fields.ts";
import { SampledApart } from "./sampled-apart.ts";

/**
 * A log of Suunto's applications as JSON, in either of two layouts: `{DeviceLog: {Header, Device, Samples}}`, and
 * `{Samples: [{Attributes: {"suunto/sml": {Sample}}, TimeISO8601}]}`, whose attributes may be a text of JSON. Units are
 * SI: hertz, metres a second, radians, kelvins. (As MyTourbook's SuuntoJsonProcessor reads them.)
 */
export const SUUNTO_FORM = recordForm(
  (record) => isLog(record) || hasAttributes(wrappedSamples(record)),
  (record, name) => workoutOfSamples(samplesIn(record), record, name),
);

const SML = "suunto/sml";

/** A sample's values beside its time, or an event. */
interface Sample {
  time: string;
  values: RunRecord;
}

/** Names of some of the sports that logs number. */
const SPORTS: Readonly<Record<number, string>> = {
  3: "Running",
  4: "Cycling",
  5: "Mountain biking",
  6: "Swimming",
  11: "Trekking",
  12: "Walking",
  82: "Trail running",
};

function isLog(record: RunRecord): boolean {
  return Array.isArray(recordIn(record, "DeviceLog").Samples);
}

function wrappedSamples(record: RunRecord): RunRecord[] {
  return recordsIn(isRunRecord(record.Data) ? record.Data : record, "Samples");
}

function hasAttributes(samples: readonly RunRecord[]): boolean {
  return samples.some((sample) => "Attributes" in sample && "TimeISO8601" in sample);
}

function samplesIn(record: RunRecord): Sample[] {
  if (isLog(record)) return timed(recordsIn(recordIn(record, "DeviceLog"), "Samples"), (sample) => sample);
  return timed(wrappedSamples(record), (sample) => {
    const attributes = attributesOf(sample);
    return isRunRecord(attributes) ? recordIn(attributes, SML).Sample : null;
  });
}

function timed(samples: readonly RunRecord[], valuesOf: (sample: RunRecord) => unknown): Sample[] {
  return samples.flatMap((sample) => {
    const time = textIn(sample, "TimeISO8601");
    const values = valuesOf(sample);
    return time !== null && isRunRecord(values) ? [{ time, values }] : [];
  });
}

/** @throws PredictorError as readLiteral: a text of JSON within JSON is held to the same limits. */
function attributesOf({ Attributes: attributes }: RunRecord): unknown {
  if (typeof attributes !== "string") return attributes;
  try {
    return readLiteral(Text.from(attributes));
  } catch (error) {
    if (!(error instanceof PredictorError)) throw error;
    throw new PredictorError(
      error.code,
      `The attributes of a sample of this Suunto log can't be read. ${error.message}`,
      error,
    );
  }
}

/** @throws PredictorError `no-speed` where no sample tells how fast it was, `bad-value`, or as workoutFrom. */
function workoutOfSamples(samples: readonly Sample[], record: RunRecord, name: string): Workout {
  const series = new SampledApart();
  const inDegrees = samples.some(
    ({ values }) =>
      Math.abs(numberIn(values, "Latitude")) > Math.PI / 2 || Math.abs(numberIn(values, "Longitude")) > Math.PI,
  );
  const degrees = (angle: number) => (inDegrees ? angle : (angle * 180) / Math.PI);
  const perMinute = (hertz: number) => 60 * hertz;
  const ends: { timeS: number; endedBy: LapEnd | null }[] = [];
  for (const { time, values } of samples) {
    const timeS = epochSeconds(time);
    series.add("speedKmh", timeS, 3.6 * numberIn(values, "Speed"));
    series.add("distanceM", timeS, numberIn(values, "Distance"));
    series.add("latitudeDeg", timeS, degrees(numberIn(values, "Latitude")));
    series.add("longitudeDeg", timeS, degrees(numberIn(values, "Longitude")));
    series.add("altitudeM", timeS, altitudeOf(values));
    series.add("heartRateBpm", timeS, perMinute(numberIn(values, "HR")));
    series.add("cadenceSpm", timeS, perMinute(numberIn(values, "Cadence")));
    series.add("temperatureC", timeS, numberIn(values, "Temperature") - 273.15);
    ends.push(...lapEnds(values).map((endedBy) => ({ timeS, endedBy })));
  }
  const columns = series.columns();
  if (columns.timeS === undefined) {
    throw new PredictorError(
      "no-speed",
      "This Suunto log holds no samples of a run, only its summary: choose the file of its samples, or export the activity as FIT.",
    );
  }
  const header = recordIn(recordIn(record, "DeviceLog"), "Header");
  const device = recordIn(recordIn(record, "DeviceLog"), "Device");
  return workoutFrom(
    {
      name,
      format: "suunto",
      sport: sportOf(header, samples),
      utcOffsetS: utcOffsetSeconds(samples[0].time),
      device: textIn(device, "Name"),
      laps: lapsBetween(columns.timeS[0], ends),
    },
    columns,
  );
}

/** Altitude by the barometer where there is one, else by GPS. */
function altitudeOf(values: RunRecord): number {
  const altitudeM = numberIn(values, "Altitude");
  return Number.isNaN(altitudeM) ? numberIn(values, "GPSAltitude") : altitudeM;
}

function sportOf(header: RunRecord, samples: readonly Sample[]): string | null {
  const fromEvents = samples.flatMap(({ values }) =>
    recordsIn(values, "Events").map((event) => numberIn(recordIn(event, "Activity"), "ActivityType")),
  );
  const stated = [numberIn(header, "ActivityType"), ...fromEvents].find((type) => !Number.isNaN(type));
  return textIn(header, "Activity") ?? (stated === undefined ? null : (SPORTS[stated] ?? `Suunto activity ${stated}`));
}

const LAP_ENDS: Readonly<Record<string, LapEnd>> = { Manual: "manual", Distance: "distance", Duration: "time" };

function lapEnds(values: RunRecord): (LapEnd | null)[] {
  return recordsIn(values, "Events").flatMap(({ Lap: lap }) =>
    isRunRecord(lap) ? [LAP_ENDS[textIn(lap, "Type") ?? ""] ?? null] : [],
  );
}

function lapsBetween(startS: number, ends: readonly { timeS: number; endedBy: LapEnd | null }[]): Lap[] {
  return ends.flatMap(({ timeS, endedBy }, i) => {
    const fromS = ends[i - 1]?.timeS ?? startS;
    return timeS > fromS ? [{ startS: fromS, endS: timeS, endedBy }] : [];
  });
}
