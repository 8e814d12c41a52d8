import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { type CleanCourse, cleanCourse } from "../course/clean-course.ts";
import { courseOfWorkout } from "../course/run-course.ts";
import type { NamedBytes } from "../workout.ts";
import { Content } from "./content.ts";
import { formatOf } from "./formats.ts";
import { parseWorkouts, unwrapped } from "./parse.ts";
import { checkRuns } from "./parsed-run.ts";

/** A course of a file, or the reason why it is none. */
export type ParsedCourse = ({ name: string } & FoundCourse) | { name: string; error: PredictorError };

/** A course, and whether it is the ground of a run. */
export interface FoundCourse extends CleanCourse {
  isRun: boolean;
}

/**
 * Reads the courses of a file: routes and tracks that nobody has run yet, or else the ground of the runs in it, without
 * their pace.
 * @throws PredictorError where the file as a whole, or the only course in it, cannot be read.
 */
export function parseCourses(file: NamedBytes): ParsedCourse[] {
  const unpacked = { name: file.name, bytes: unwrapped(file.bytes) };
  const content = new Content(unpacked);
  const planned = formatOf(content)?.courses?.(content) ?? [];
  checkRuns(planned.length);
  const courses =
    planned.length > 0
      ? planned.map((points) => courseOrError(points.name, () => ({ ...cleanCourse(points), isRun: false })))
      : parseWorkouts(unpacked).map((run) =>
          "error" in run ? run : courseOrError(run.name, () => ({ ...courseOfWorkout(run.workout), isRun: true })),
        );
  if (courses.length === 1 && "error" in courses[0]) throw courses[0].error;
  return courses;
}

function courseOrError(name: string, read: () => FoundCourse): ParsedCourse {
  try {
    return { name, ...read() };
  } catch (thrown) {
    return { name, error: asPredictorError(thrown) };
  }
}
