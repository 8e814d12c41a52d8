import { existsSync } from "node:fs";
import { asPredictorError } from "../base/error.ts";
import type { MemoryLibrary } from "../library/memory-library.ts";
import { typedCourse } from "../planning/typed-course.ts";
import { decodePlan } from "../sharing/plan-link.ts";
import type { Course } from "../workout/course/course.ts";
import { courseOfTrack } from "../workout/course/run-course.ts";
import { parseCourses } from "../workout/formats/parse-courses.ts";
import { pathOf, readNamed } from "./files.ts";
import { isLibraryFile, openLibraryFile } from "./library-file.ts";
import { tell } from "./output.ts";

/** A course to plan, or why it is none. */
type FoundCourse = { name: string; course: Course } | { name: string; error: Error };

/** Begins like a length, and not like the name of a file: "2 km", "10km,", "5 4 %". */
const TYPED = /^\d+([.,]\d+)? *(km|mi|m)?(?![\w.-])/i;

/** Courses of a file or a library, or the one that is typed in place of its name. @throws PredictorError where it can't be read. */
export async function coursesOf(argument: string): Promise<FoundCourse[]> {
  const path = pathOf(argument);
  if (!existsSync(path) && TYPED.test(argument)) {
    const course = typedCourse(argument);
    return [{ name: course.name, course }];
  }
  if (await isLibraryFile(path).catch(() => false)) return keptCourses(await openLibraryFile(argument));
  const courses = parseCourses(await readNamed(path));
  for (const parsed of courses) {
    if (!("error" in parsed)) for (const { message } of parsed.repairs) tell(`${parsed.name}: ${message}`);
  }
  return courses;
}

/** The courses that a library keeps, or else the ground of its runs. */
async function keptCourses(library: MemoryLibrary): Promise<FoundCourse[]> {
  const planned = library.courses.map(({ name, link }) => ({ name, course: { ...decodePlan(link).course, name } }));
  if (planned.length > 0) return planned;
  const found: FoundCourse[] = [];
  for (const { id, name } of await library.summaries()) {
    try {
      found.push({ name, course: courseOfTrack(await library.track(id)) });
    } catch (error) {
      found.push({ name, error: asPredictorError(error) });
    }
  }
  return found;
}
