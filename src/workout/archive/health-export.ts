import { PredictorError } from "../../base/error.ts";
import { MAX_HEART_RATES, MAX_WORKOUTS } from "../../base/limits.ts";
import { genderFrom } from "../formats/gender.ts";
import { firstFrom, type HeartRateSeries, MAX_APART_S } from "../formats/heart-rate-series.ts";
import { epochSeconds, numberFrom, plausibleBpm, utcOffsetSeconds } from "../formats/value.ts";
import type { Gender } from "../workout.ts";
import { type Tag, type TagReader, TagScanner } from "./xml-tags.ts";

/** A workout in Apple Health's list; times in seconds since 1970. */
export interface HealthWorkout {
  sport: string;
  startS: number;
  endS: number;
  /** Name of the device; null where it is not stated. */
  device: string | null;
  /** Offset from UTC of the recording clock; null where it is not stated. */
  utcOffsetS: number | null;
  /** Paths of its routes in the export, such as "/workout-routes/route_2021-05-01_8.10am.gpx". */
  routes: string[];
}

/** The parts of Apple Health's `export.xml` that concern runs. */
export interface HealthExport {
  workouts: HealthWorkout[];
  /** Heart rates measured between two times, in order. */
  heartRates(fromS: number, toS: number): HeartRateSeries;
  /** 0.5 where it is not stated, or neither. */
  gender: Gender;
  /** Latest resting heart rate before a time, in bpm; null where it is older than RESTING_VALID_S. */
  restingBpm(atS: number): number | null;
}

const HEART_RATE = "HKQuantityTypeIdentifierHeartRate";
const RESTING_HEART_RATE = "HKQuantityTypeIdentifierRestingHeartRate";
const SEX = "HKCharacteristicTypeIdentifierBiologicalSex";
const SEX_PREFIX = "HKBiologicalSex";

/** Longest age of a resting heart rate that is used. Watches measure one about once a day. */
const RESTING_VALID_S = 30 * 86_400;
const SPORT_PREFIX = "HKWorkoutActivityType";

/**
 * Reads Apple Health's `export.xml` part by part. The file may exceed a gigabyte: only workouts and heart rates are kept,
 * eight bytes per heart rate. All heart rates are kept, as the workouts, at the file's end, decide which are used.
 * @throws PredictorError `malformed-xml` as TagScanner, or where it is cut off; `too-large` past MAX_HEART_RATES or
 * MAX_WORKOUTS.
 */
export async function readHealthExport(parts: AsyncIterable<Uint8Array>): Promise<HealthExport> {
  const reader = new HealthReader();
  const scanner = new TagScanner(reader);
  for await (const part of parts) scanner.push(part);
  return reader.finished();
}

class HealthReader implements TagReader {
  readonly #workouts: HealthWorkout[] = [];
  readonly #heartRates = new HeartRateLog();
  readonly #restingHeartRates = new HeartRateLog();
  #gender: Gender = 0.5;
  #workout: HealthWorkout | null = null;
  #routes = 0;
  #isComplete = false;

  open(tag: Tag): void {
    if (tag.is("Record")) this.#takeRecord(tag);
    else if (tag.is("Workout")) this.#takeWorkout(tag);
    else if (tag.is("FileReference")) this.#takeRoute(tag);
    else if (tag.is("Me")) this.#gender = genderFrom((tag.attribute(SEX) ?? "").replace(SEX_PREFIX, ""));
  }

  close(tag: Tag): void {
    if (tag.is("Workout")) this.#workout = null;
    else if (tag.is("HealthData")) this.#isComplete = true;
  }

  finished(): HealthExport {
    if (!this.#isComplete) {
      throw new PredictorError("malformed-xml", "It ends before it is complete: it was cut off. Export it again.");
    }
    this.#heartRates.sort();
    this.#restingHeartRates.sort();
    return {
      workouts: this.#workouts,
      heartRates: (fromS, toS) => this.#heartRates.between(fromS, toS),
      gender: this.#gender,
      restingBpm: (atS) => plausibleBpm(this.#restingHeartRates.between(atS - RESTING_VALID_S, atS).bpm.at(-1)),
    };
  }

  #takeRecord(tag: Tag): void {
    const type = tag.attribute("type");
    if (type !== HEART_RATE && type !== RESTING_HEART_RATE) return;
    const log = type === HEART_RATE ? this.#heartRates : this.#restingHeartRates;
    log.add(epochSeconds(tag.attribute("startDate") ?? ""), numberFrom(tag.attribute("value") ?? ""));
  }

  #takeWorkout(tag: Tag): void {
    const startDate = tag.attribute("startDate") ?? "";
    this.#workout = {
      sport: sportFrom(tag.attribute("workoutActivityType") ?? ""),
      startS: epochSeconds(startDate),
      utcOffsetS: utcOffsetSeconds(startDate),
      device: deviceFrom(tag.attribute("device") ?? ""),
      endS: epochSeconds(tag.attribute("endDate") ?? ""),
      routes: [],
    };
    if (this.#workouts.push(this.#workout) > MAX_WORKOUTS) throw tooMany("workouts", MAX_WORKOUTS);
  }

  #takeRoute(tag: Tag): void {
    if (this.#workout === null) return;
    this.#workout.routes.push(tag.attribute("path") ?? "");
    if (++this.#routes > MAX_WORKOUTS) throw tooMany("routes", MAX_WORKOUTS);
  }
}

/** Turns "HKWorkoutActivityTypeCrossCountrySkiing" into "cross country skiing". */
function sportFrom(type: string): string {
  return type
    .replace(SPORT_PREFIX, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}

/** Name of the device in "&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch, manufacturer:Apple Inc., …&gt;". */
function deviceFrom(description: string): string | null {
  return /,\s*name:([^,&<>]{1,80})/.exec(description)?.[1].trim() || null;
}

/** Code of a heart rate: eighths of a beat in the low 12 bits, its second above; 44 of a number's 53 exact bits. */
const PARTS_A_BEAT = 8;
const CODES_A_SECOND = 4096;

/** Heart rates in any order, one number per heart rate. */
class HeartRateLog {
  #codes = new Float64Array(1024);
  #length = 0;

  /** Adds a heart rate; one that is out of range or has no time is skipped. */
  add(timeS: number, bpm: number | undefined): void {
    const code = Math.round((bpm ?? Number.NaN) * PARTS_A_BEAT);
    if (!(timeS >= 0 && code > 0 && code < CODES_A_SECOND)) return;
    if (this.#length === MAX_HEART_RATES) throw tooMany("heart rates", MAX_HEART_RATES);
    if (this.#length === this.#codes.length) {
      const wider = new Float64Array(2 * this.#length);
      wider.set(this.#codes);
      this.#codes = wider;
    }
    this.#codes[this.#length++] = Math.floor(timeS) * CODES_A_SECOND + code;
  }

  sort(): void {
    this.#codes = this.#codes.slice(0, this.#length).sort();
  }

  between(fromS: number, toS: number): HeartRateSeries {
    const codes = this.#codes.slice(
      firstFrom(this.#codes, (fromS - MAX_APART_S) * CODES_A_SECOND),
      firstFrom(this.#codes, (toS + MAX_APART_S + 1) * CODES_A_SECOND),
    );
    return {
      timeS: codes.map((code) => Math.floor(code / CODES_A_SECOND)),
      bpm: new Float32Array(codes.map((code) => (code % CODES_A_SECOND) / PARTS_A_BEAT)),
    };
  }
}

function tooMany(what: string, most: number): PredictorError {
  return new PredictorError(
    "too-large",
    `It holds more than ${most.toLocaleString("en")} ${what}, the most that are read of Apple Health.`,
  );
}
