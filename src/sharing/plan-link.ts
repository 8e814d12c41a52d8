import { PredictorError } from "../base/error.ts";
import { MOST_NEGATIVE_SPLIT_SHARE, type PacingWay, pacingWays, type RunPacing } from "../planning/pacing.ts";
import {
  COURSE_ALTITUDE_M,
  type Course,
  checkCourseLength,
  LONGEST_COURSE_M,
  MOST_COURSE_STEPS,
} from "../workout/course/course.ts";
import { type ByteReader, ByteWriter } from "./byte-stream.ts";
import { PLAN_PREFIX, packed, unpacked } from "./link.ts";

/** A plan as a link carries it: a course by distance and height, without its place and its name, and what is asked of it. */
export interface SharedPlan {
  course: Course;
  target:
    | { kind: "time"; durationS: number }
    | { kind: "pace"; secondsPerKm: number }
    | { kind: "heart-rate"; bpm: number; of: "expected" | "upper" };
  way: PacingWay;
  negativeSplitPercent: number;
  /** Pacing of an earlier run, as it is followed; null where none is. */
  like: { name: string; pacing: RunPacing } | null;
  /** Heart rate above which time is told; null for where the reader's fourth zone begins. */
  aboveBpm: number | null;
}

const TARGETS = ["time", "pace", "heart-rate"] as const;
const CEILINGS = ["expected", "upper"] as const;

/** Resolutions of what is written: milliseconds, tenths of beats, of metres and of per cent, hundredths of km/h. */
const PER_S = 1000;
const PER_BPM = 10;
const PER_M = 10;
const PER_PERCENT = 10;
const PER_KMH = 100;
const PER_ALTITUDE = Math.round(1 / COURSE_ALTITUDE_M);

/** Name of a course that came by a link, which carries none. */
const SHARED_COURSE = "Shared course";
const SHARED_PACING = "the pacing in the link";

/** The hash, without "#", of a link that carries a plan. */
export function encodePlan({ course, target, way, negativeSplitPercent, like, aboveBpm }: SharedPlan): string {
  const writer = new ByteWriter();
  writer.unsigned(Math.round(course.lengthM * PER_M));
  writer.unsigned(course.altitudeM.length);
  let last = 0;
  for (const metres of course.altitudeM) {
    const rounded = Math.round(metres * PER_ALTITUDE);
    writer.signed(rounded - last);
    last = rounded;
  }
  writer.unsigned(TARGETS.indexOf(target.kind));
  if (target.kind === "heart-rate") {
    writer.unsigned(Math.round(target.bpm * PER_BPM));
    writer.unsigned(CEILINGS.indexOf(target.of));
  } else writer.unsigned(Math.round((target.kind === "time" ? target.durationS : target.secondsPerKm) * PER_S));
  writer.unsigned(pacingWays.indexOf(way));
  writer.signed(Math.round(negativeSplitPercent * PER_PERCENT));
  writer.unsigned(like?.pacing.length ?? 0);
  for (const kmh of like?.pacing ?? []) writer.unsigned(Math.round(kmh * PER_KMH));
  writer.unsigned(aboveBpm === null ? 0 : Math.round(aboveBpm * PER_BPM));
  return PLAN_PREFIX + packed(writer.toBytes());
}

/** Reads what stands behind the prefix. @throws PredictorError `bad-link` where it is no plan. */
export function decodePlan(payload: string): SharedPlan {
  try {
    return readPlan(unpacked(payload));
  } catch (cause) {
    throw new PredictorError(
      "bad-link",
      "This link of a plan is damaged or was cut off: its letters make no whole plan. Ask for it again.",
      cause,
    );
  }
}

function readPlan(reader: ByteReader): SharedPlan {
  const lengthM = within(reader.unsigned() / PER_M, 1, LONGEST_COURSE_M, "a length");
  checkCourseLength(lengthM);
  const count = within(reader.unsigned(), 2, MOST_COURSE_STEPS + 1, "a number of altitudes");
  let last = 0;
  const altitudeM = Float64Array.from({ length: count }, () => {
    last += reader.signed();
    return within(last * COURSE_ALTITUDE_M, -10_000, 10_000, "an altitude");
  });
  const target = readTarget(reader);
  const way = entryOf(pacingWays, reader.unsigned());
  const most = 100 * MOST_NEGATIVE_SPLIT_SHARE;
  const negativeSplitPercent = within(reader.signed() / PER_PERCENT, -most, most, "a negative split");
  const places = reader.unsigned();
  if (places === 1 || places > 1000) throw new RangeError("a pacing is of no length");
  const pacing = Float64Array.from({ length: places }, () => within(reader.unsigned() / PER_KMH, 0.1, 100, "a speed"));
  const above = reader.unsigned() / PER_BPM;
  if (!reader.isAtEnd) throw new RangeError("something follows the plan");
  return {
    course: { name: SHARED_COURSE, lengthM, altitudeM },
    target,
    way,
    negativeSplitPercent,
    like: places === 0 ? null : { name: SHARED_PACING, pacing },
    aboveBpm: above === 0 ? null : within(above, 30, 250, "a heart rate"),
  };
}

function readTarget(reader: ByteReader): SharedPlan["target"] {
  const kind = entryOf(TARGETS, reader.unsigned());
  if (kind !== "heart-rate") {
    const seconds = within(reader.unsigned() / PER_S, 1, 1e6, "a time");
    return kind === "time" ? { kind, durationS: seconds } : { kind, secondsPerKm: seconds };
  }
  const bpm = within(reader.unsigned() / PER_BPM, 30, 250, "a heart rate");
  return { kind, bpm, of: entryOf(CEILINGS, reader.unsigned()) };
}

function entryOf<T>(list: readonly T[], index: number): T {
  if (index >= list.length) throw new RangeError("a choice is not known");
  return list[index];
}

function within(value: number, least: number, most: number, what: string): number {
  if (value >= least && value <= most) return value;
  throw new RangeError(`${what} of ${value} can't be`);
}
