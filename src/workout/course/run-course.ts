import { distanceAlong, kmAt } from "../distance-along.ts";
import { repair } from "../repair/repair.ts";
import { resample } from "../resample.ts";
import type { RepairCode, Track, Workout } from "../workout.ts";
import { type CleanCourse, coursePositions } from "./clean-course.ts";
import { type Course, courseAlong } from "./course.ts";

/** Step at which a recording is looked at for its course: about as far as a course's altitudes lie apart. */
const LOOK_EVERY_S = 4;

/** Takes the course of a run, but not its pace. @throws PredictorError as checkCourseLength. */
export function courseOfTrack(track: Pick<Track, "name" | "speedKmh" | "altitudeM" | "stepS">): Course {
  const along = distanceAlong(track);
  const distanceM = Float64Array.from(track.speedKmh, (_, i) => 1000 * kmAt(along, i * track.stepS));
  return courseAlong(track.name, distanceM, Float64Array.from(track.altitudeM));
}

/** Repairs of a run that its ground has no part in. */
const OF_NO_GROUND: readonly RepairCode[] = [
  ...(["pause", "implausible-heart-rate", "partial-heart-rate", "no-heart-rate"] as const),
];

/** The same of a recording, repaired as a run is. @throws PredictorError as repair, resample and checkCourseLength. */
export function courseOfWorkout(workout: Workout): CleanCourse {
  const repaired = repair(workout, LOOK_EVERY_S);
  const track = resample(repaired.workout, { kind: "fixed", seconds: LOOK_EVERY_S });
  const repairs = repaired.repairs.filter(({ code }) => !OF_NO_GROUND.includes(code));
  return { course: courseOfTrack(track), repairs, positions: coursePositions(workout) };
}
