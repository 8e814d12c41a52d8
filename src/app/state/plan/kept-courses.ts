import type { Course } from "../../../workout/course/course.ts";
import { isRecord, type Keeper } from "../keeper.ts";

/** Name under which the device keeps courses, for a person who turned the library on. */
export const COURSES_KEY = "heart-rate-courses";

/** Courses that are kept: the latest. @limit */
export const MOST_KEPT_COURSES = 30;

/** A course as the device keeps it: by name, and as a link carries it, which holds no position. */
export interface KeptCourse {
  name: string;
  link: string;
}

/** The courses that an earlier visit kept; empty where none were, or they can't be read. */
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

/** @param linkOf what a link carries of a course */
export function keepCourses(keeper: Keeper, courses: readonly Course[], linkOf: (course: Course) => string): void {
  const kept = courses.slice(-MOST_KEPT_COURSES).map((course) => ({ name: course.name, link: linkOf(course) }));
  if (kept.length > 0) keeper.write(COURSES_KEY, JSON.stringify(kept));
  else keeper.forget([COURSES_KEY]);
}
