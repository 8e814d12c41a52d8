import { PredictorError } from "../base/error.ts";
import { statedMetres } from "../evaluation/calibration/stated-effort.ts";
import { type Course, checkCourseLength, courseAlong } from "../workout/course/course.ts";

/** Steepest slope that may be typed, rise by way: more is climbed by hand. */
const STEEPEST_TYPED = 0.6;

/** Parts of a typed course. @limit */
const MOST_TYPED_PARTS = 500;

/**
 * Reads a course that is typed as lengths with slopes, one after another: "2 km, 1.5 km 4 %, 800 m -3 %". A comma between two
 * digits is a decimal one.
 * @param bareUnit unit of a length that names none
 * @throws PredictorError `bad-value`, `too-short`, `too-large`.
 */
export function typedCourse(text: string, bareUnit: "km" | "mi" = "km"): Course {
  const parts = text.split(/[;\n]|,(?!\d)|(?<!\d),/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  if (parts.length > MOST_TYPED_PARTS) {
    throw new PredictorError("too-large", `The course has more than ${MOST_TYPED_PARTS} parts. Type it in fewer.`);
  }
  const distanceM = [0];
  const altitudeM = [0];
  for (const part of parts) {
    const { lengthM, slope } = typedPart(part, bareUnit);
    distanceM.push(distanceM[distanceM.length - 1] + lengthM);
    altitudeM.push(altitudeM[altitudeM.length - 1] + lengthM * slope);
  }
  checkCourseLength(distanceM[distanceM.length - 1]);
  return courseAlong("Typed course", Float64Array.from(distanceM), Float64Array.from(altitudeM));
}

function typedPart(part: string, bareUnit: "km" | "mi"): { lengthM: number; slope: number } {
  const [, length = "", percent = "0"] =
    /^(.*?(?:km|mi|m|\d))(?:\s+([+\-−–]?\s?\d+(?:[.,]\d+)?)\s*%?)?$/i.exec(part) ?? [];
  const lengthM = statedMetres(length, bareUnit);
  const slope = Number(percent.replace(/[−–]/, "-").replace(",", ".").replace(/\s/g, "")) / 100;
  if (!(lengthM > 0) || !(Math.abs(slope) <= STEEPEST_TYPED)) {
    throw new PredictorError(
      "bad-value",
      `"${part.slice(0, 40)}" is no part of a course: say a length and a slope of at most ${100 * STEEPEST_TYPED} %, such as 1.5 km 4 %.`,
    );
  }
  return { lengthM, slope };
}
