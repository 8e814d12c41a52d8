import { PredictorError } from "../../base/error.ts";
import type { Gender } from "../workout.ts";

const GENDERS: ReadonlyMap<string, Gender> = new Map<string, Gender>([
  ["male", 1],
  ["m", 1],
  ["man", 1],
  ["1", 1],
  ["1.0", 1],
  ["female", 0],
  ["f", 0],
  ["w", 0],
  ["woman", 0],
  ["0", 0],
  ["0.0", 0],
  ["0.5", 0.5],
]);

/**
 * Reads a gender in a file's words: "Male", "m", "1". Any other word counts as unknown.
 * @throws PredictorError `bad-value` for a number that is none of 0, 0.5 and 1.
 */
export function genderFrom(written: string): Gender {
  const word = written.trim().toLowerCase();
  const gender = GENDERS.get(word);
  if (gender !== undefined) return gender;
  if (word !== "" && Number.isFinite(Number(word))) {
    throw new PredictorError("bad-value", `The gender is ${written}: write male, female, 1, 0, or leave it out.`);
  }
  return 0.5;
}
