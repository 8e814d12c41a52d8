import { expect, test } from "vitest";
import { sportWords } from "./sport-words.ts";

test("every word for running is a run; any other sport keeps its file's word", () => {
  expect(
    ["running", "Laufen", "Run", "trail_running", "treadmill_running", "cycling", "virtual_ride", null, ""].map(
      sportWords,
    ),
  ).toEqual(["Run", "Run", "Run", "Trail run", "Treadmill", "Cycling", "Virtual ride", "—", "—"]);
  expect(sportWords("x".repeat(500))).toHaveLength(40);
});
