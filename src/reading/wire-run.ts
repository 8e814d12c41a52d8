import { revivedError, type WireError, wireError } from "../base/wire-error.ts";
import type { FoundCourse, ParsedCourse } from "../workout/formats/parse-courses.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import type { Workout } from "../workout/workout.ts";

/** A run of a file as it crosses a thread. */
export type WireRun = { name: string; workout: Workout } | { name: string; error: WireError };

export function wireRun(run: ParsedRun): WireRun {
  return "error" in run ? { name: run.name, error: wireError(run.error) } : run;
}

export function revivedRun(run: WireRun): ParsedRun {
  return "error" in run ? { name: run.name, error: revivedError(run.error) } : run;
}

/** A course of a file as it crosses a thread. */
export type WireCourse = ({ name: string } & FoundCourse) | { name: string; error: WireError };

export function wireCourse(course: ParsedCourse): WireCourse {
  return "error" in course ? { name: course.name, error: wireError(course.error) } : course;
}

export function revivedCourse(course: WireCourse): ParsedCourse {
  return "error" in course ? { name: course.name, error: revivedError(course.error) } : course;
}

/** The buffers of the series, which are handed over rather than copied; runs of one file may share some. */
export function buffersOf(workouts: readonly Workout[]): ArrayBuffer[] {
  const series = workouts.flatMap((workout) => Object.values(workout));
  return [
    ...new Set(series.filter((value) => value instanceof Float64Array).map(({ buffer }) => buffer as ArrayBuffer)),
  ];
}
