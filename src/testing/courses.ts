import { type Course, courseAlong } from "../workout/course/course.ts";

export function flatCourse(lengthM: number): Course {
  return courseAlong("flat", Float64Array.of(0, lengthM), Float64Array.of(0, 0));
}

/** Hills one after another, as long as high hills are apart. */
export function hillyCourse(lengthM: number, heightM: number, hillM = 2500): Course {
  const distanceM = Float64Array.from({ length: Math.ceil(lengthM / 25) + 1 }, (_, i) => Math.min(lengthM, 25 * i));
  const altitudeM = distanceM.map((metres) => 200 + (heightM / 2) * (1 - Math.cos((2 * Math.PI * metres) / hillM)));
  return courseAlong("hills", distanceM, altitudeM);
}
