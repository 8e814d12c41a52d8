import { PredictorError } from "../base/error.ts";
import { decodePlan } from "../sharing/plan-link.ts";
import { MOST_EXCLUDED } from "../sharing/shared-view.ts";
import { isRunRecord, type RunRecord } from "../workout/formats/json-form.ts";
import { readLiteral } from "../workout/formats/literal.ts";
import { isList, OWN_FORM, seriesFrom } from "../workout/formats/record.ts";
import type { Text } from "../workout/formats/text.ts";
import { describedJson } from "../workout/formats/workout-json.ts";
import { TRACK_RESOLUTION } from "../workout/grid.ts";
import { factsOf } from "../workout/recording-facts.ts";
import { HIGHEST_BPM, LOWEST_BPM } from "../workout/repair/heart-rate.ts";
import { LONGEST_RUN_S } from "../workout/resample.ts";
import { wholeRun } from "../workout/summary.ts";
import { MIN_STEPS, type Span, type Track, type Workout } from "../workout/workout.ts";
import type { KeptCourse } from "./kept-course.ts";
import type { KeptRun, NewRun } from "./kept-run.ts";
import { CADENCE_RESOLUTION_SPM, TEMPERATURE_RESOLUTION_C } from "./packed-track.ts";
import { DEFAULT_RUNNER, nameFrom } from "./runner-name.ts";

/** Version of the file's lines. */
export const LIBRARY_VERSION = 1;

/** Speed of a kept run, which no vehicle on the ground exceeds. @limit */
const MAX_KMH = 500;
/** Altitude of a kept run, above or below the sea. @limit */
const MAX_ALTITUDE_M = 20_000;
/** Cadence of a kept run. @limit */
const MAX_CADENCE_SPM = 1000;
/** Temperature of a kept run, above or below 0. @limit */
const MAX_TEMPERATURE_C = 200;

/**
 * Writes a kept run as a line of the library's file: the project's own form of a run, with what a person did to it. Its
 * lists stand on the grid, `step_s` apart.
 */
export function keptLine({ name, isRenamed, runner, excluded, smoothingWindow }: KeptRun, track: Track): string {
  return JSON.stringify({
    library: LIBRARY_VERSION,
    name,
    is_renamed: isRenamed,
    person: runner,
    left_out: excluded.map(({ startS, endS }) => ({ start_s: startS, end_s: endS })),
    is_on_unknown_ground: track.isOnUnknownGround,
    ...describedJson(track),
    step_s: track.stepS,
    smoothing_window: smoothingWindow,
    speed_kmh: listOf(track.speedKmh, TRACK_RESOLUTION.speedKmh),
    altitude_m: listOf(track.altitudeM, TRACK_RESOLUTION.altitudeM),
    heart_rate_bpm: listOf(track.heartRateBpm, TRACK_RESOLUTION.heartRateBpm),
    cadence_spm: listOf(track.cadenceSpm, CADENCE_RESOLUTION_SPM),
    temperature_c: listOf(track.temperatureC, TEMPERATURE_RESOLUTION_C),
  });
}

/** Writes a kept course as a line of the library's file. */
export function courseLine({ name, link }: KeptCourse): string {
  return JSON.stringify({ library: LIBRARY_VERSION, name, course: link });
}

/** The series in decimals of its resolution; null for each missing value, and for a series without any. */
function listOf(series: Float32Array, resolution: number): (number | null)[] | null {
  if (series.every(Number.isNaN)) return null;
  return Array.from(series, (value) =>
    Number.isNaN(value) ? null : Number((Math.round(value / resolution) * resolution).toFixed(3)),
  );
}

/**
 * Reads a line that keptLine or courseLine wrote, in whatever state it arrives.
 * @throws PredictorError `newer-library` where a later version wrote it, else `bad-library`, or as the form of runs or a plan's
 * link.
 */
export function readKeptLine(text: Text): { run: NewRun } | { course: KeptCourse } {
  const record = readLiteral(text);
  if (!isRunRecord(record) || typeof record.library !== "number") throw badLibrary("it is no run of a library");
  if (record.library > LIBRARY_VERSION) {
    throw new PredictorError(
      "newer-library",
      "A newer version of the page wrote this library: load the page again, or update the program.",
    );
  }
  if (typeof record.course === "string") return { course: courseFrom(record.course, record.name) };
  return { run: runFrom(record) };
}

function courseFrom(link: string, name: unknown): KeptCourse {
  const { course } = decodePlan(link);
  return { name: nameFrom(name) ?? course.name, link };
}

function runFrom(record: RunRecord): NewRun {
  const [run] = OWN_FORM.runs(record, nameFrom(record.name) ?? "Run");
  if ("error" in run) throw run.error;
  const track = trackFrom(run.workout, record);
  return {
    track,
    runner: nameFrom(record.person) ?? DEFAULT_RUNNER,
    excluded: excludedFrom(record.left_out, track),
    isRenamed: record.is_renamed === true,
    smoothingWindow: windowFrom(record.smoothing_window),
  };
}

function trackFrom(workout: Workout, record: RunRecord): Track {
  const { name, runner, sport, gender, speedKmh, altitudeM, heartRateBpm, temperatureC } = workout;
  const { step_s: stepS, is_on_unknown_ground: isOnUnknownGround, cadence_spm: cadence } = record;
  const steps = speedKmh.length;
  if (typeof stepS !== "number" || !(stepS > 0 && steps * stepS <= LONGEST_RUN_S)) {
    throw badLibrary(`it has ${steps} steps of ${String(stepS)} s`);
  }
  if (steps < MIN_STEPS) throw badLibrary(`it has ${steps} steps, fewer than ${MIN_STEPS}`);
  // As it is kept: of both feet, which a reader of recordings would find out first.
  const cadenceSpm = isList(cadence) ? seriesFrom(cadence, "cadence_spm") : workout.cadenceSpm;
  checkSeries("speed_kmh", speedKmh, 0, MAX_KMH, false);
  checkSeries("altitude_m", altitudeM, -MAX_ALTITUDE_M, MAX_ALTITUDE_M, false);
  checkSeries("heart_rate_bpm", heartRateBpm, LOWEST_BPM, HIGHEST_BPM, true);
  checkSeries("cadence_spm", cadenceSpm, 0, MAX_CADENCE_SPM, true);
  checkSeries("temperature_c", temperatureC, -MAX_TEMPERATURE_C, MAX_TEMPERATURE_C, true);
  return {
    ...factsOf(workout),
    name,
    runner,
    sport,
    gender,
    isOnUnknownGround: isOnUnknownGround === true,
    intent: null,
    stepS,
    speedKmh: Float32Array.from(speedKmh),
    altitudeM: Float32Array.from(altitudeM),
    heartRateBpm: Float32Array.from(heartRateBpm),
    cadenceSpm: Float32Array.from(cadenceSpm),
    temperatureC: Float32Array.from(temperatureC),
  };
}

function checkSeries(name: string, series: Float64Array, lowest: number, highest: number, mayLack: boolean): void {
  const wrong = series.findIndex((value) => (Number.isNaN(value) ? !mayLack : value < lowest || value > highest));
  if (wrong >= 0) throw badLibrary(`entry ${wrong + 1} of its ${name} is ${series[wrong]}`);
}

function windowFrom(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value % 2 === 1 ? value : null;
}

function excludedFrom(value: unknown, { speedKmh, stepS }: Track): Span[] {
  const { endS: lastS } = wholeRun(speedKmh.length, stepS);
  const spans = Array.isArray(value) ? value.slice(0, MOST_EXCLUDED) : [];
  return spans.flatMap((span) => {
    if (!isRunRecord(span)) return [];
    const { start_s: startS, end_s: endS } = span;
    const isSpan =
      typeof startS === "number" && typeof endS === "number" && startS >= 0 && startS < endS && startS < lastS;
    return isSpan ? [{ startS, endS: Math.min(endS, lastS) }] : [];
  });
}

export function badLibrary(finding: string, cause?: unknown): PredictorError {
  return new PredictorError("bad-library", `This run of the library can't be read: ${finding}.`, cause);
}
