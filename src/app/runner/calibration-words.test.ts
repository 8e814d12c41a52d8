import { expect, test } from "vitest";
import type { Obstacle } from "../state/calibration.ts";
import {
  comparedWithWords,
  hinderedWords,
  lookedAtWords,
  obstacleWords,
  stretchLookedAtWords,
} from "./calibration-words.ts";

const words = (kind: "none" | "history" | "warm-up", ...obstacles: Obstacle[]) =>
  obstacleWords({ kind, obstacles }, { warmUpMinutes: 10 }, "your");

test("runs that count as a person's own are counted, and the person is told to close those of others", () => {
  const own = (historyRuns: number, whose: "your" | "this runner's" = "your") =>
    comparedWithWords({ kind: "history", historyRuns }, 10, whose);
  expect(own(22)).toBe(
    "The expected line is your usual, by 22 other open runs, all taken for yours: close those that are not.",
  );
  expect(own(1)).toContain("1 other open run,");
  expect(comparedWithWords({ kind: "warm-up", historyRuns: 0 }, 1, "your")).toMatch(/^In the first minute the heart /);
  expect(own(3, "this runner's")).toBe("The expected line is this runner's usual, by 3 other open runs.");
});

test("what a run can't be compared with says so, before it is chosen and after", () => {
  expect(words("none", "no-calibration")).toBe(
    "This model can compare with other runners alone. It is compared with other runners instead.",
  );
  expect(words("warm-up", "no-history")).toMatch(/^No other run .* It is compared with its beginning alone\.$/);
  expect(words("history", "too-short")).toBe(
    "This run is not longer than 10 minutes. It is compared with your other runs alone.",
  );
  expect(obstacleWords({ kind: "history", obstacles: ["too-short"] }, { warmUpMinutes: 10 }, "this runner's")).toMatch(
    /compared with this runner's other runs alone\.$/,
  );
  expect(hinderedWords("warm-up", "too-short", 10)).toBe("How this run began: this run is not longer than 10 minutes.");
  expect(hinderedWords("history", "no-history", 10)).toMatch(
    /^My other runs: no other run .* open some beside this one/,
  );
});

test("figures say what the run is compared with, and what part of it they cover", () => {
  expect(lookedAtWords({ kind: "none", historyRuns: 0, fromS: 0 })).toBe("Compared with other runners.");
  expect(lookedAtWords({ kind: "history", historyRuns: 1, fromS: 0 })).toBe("Compared with 1 other run.");
  expect(lookedAtWords({ kind: "warm-up", historyRuns: 0, fromS: 60 })).toBe(
    "Compared with the first minute, from minute 1 on.",
  );
  expect(lookedAtWords({ kind: "history and warm-up", historyRuns: 4, fromS: 300 })).toBe(
    "Compared with 4 other runs and the first 5 minutes, from minute 5 on.",
  );
  expect(stretchLookedAtWords(600)).toBe("first 10 min: learned from");
});
