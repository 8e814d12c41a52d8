import { isRecord } from "../../../base/is-record.ts";
import { coursesBeside, type KeptCourse } from "../../../library/kept-course.ts";
import type { Keeper } from "../keeper.ts";

/** Name under which the device keeps courses, for a person who turned the library on. */
export const COURSES_KEY = "heart-rate-courses";

/** Courses that are kept: the latest. @limit */
export const MOST_KEPT_COURSES = 30;

/** The courses that the device keeps; empty where it keeps none, or they can't be read. */
export function keptCourses(keeper: Keeper): KeptCourse[] {
  try {
    const kept: unknown = JSON.parse(keeper.read(COURSES_KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isKeptCourse) : [];
  } catch {
    return [];
  }
}

function isKeptCourse(value: unknown): value is KeptCourse {
  return isRecord(value) && typeof value.name === "string" && typeof value.link === "string";
}

/**
 * Has the device keep courses in place of those that were known; what another tab has kept since stays.
 * @param known the courses that were kept here, or read, before
 */
export function keepCourses(keeper: Keeper, courses: readonly KeptCourse[], known: readonly KeptCourse[]): void {
  const others = coursesBeside(keptCourses(keeper), [...known, ...courses]);
  const kept = [...others, ...courses].slice(-MOST_KEPT_COURSES);
  if (kept.length > 0) keeper.write(COURSES_KEY, JSON.stringify(kept));
  else keeper.forget([COURSES_KEY]);
}
