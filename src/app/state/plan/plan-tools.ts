/** What plans courses, in one chunk that is fetched as the first is planned. */
export { pacingOfRun } from "../../../planning/pacing.ts";
export { planFigures, usualAboveBpm } from "../../../planning/plan-figures.ts";
export { planCourse } from "../../../planning/planned-run.ts";
export { typedCourse } from "../../../planning/typed-course.ts";
export { decodePlan, encodePlan } from "../../../sharing/plan-link.ts";
export { scaledCourse } from "../../../workout/course/course.ts";
export { courseOfTrack } from "../../../workout/course/run-course.ts";
