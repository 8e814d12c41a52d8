import { expect, test } from "vitest";
import type { Obstacle } from "../state/calibration.ts";
import { calibrationOptions, lookedAtWords, obstacleWords, stretchLookedAtWords } from "./calibration-words.ts";

const setting = { kind: "history and warm-up", warmUpMinutes: 10 } as const;
const words = (kind: "none" | "history" | "warm-up", ...obstacles: Obstacle[]) =>
  obstacleWords({ kind, obstacles, sources: { history: [], warmUpS: 0 } }, setting);

test("an option says how many runs it looks at, and what to do where there are none", () => {
  const meaning = (available: number) => calibrationOptions(available).find(({ kind }) => kind === "history")!.meaning;
  expect(meaning(3)).toContain("3 other runs on this page");
  expect(meaning(1)).toContain("1 other run on this page");
  expect(meaning(0)).toBe("Drop earlier runs of yours beside this one.");
});

test("what can't be looked at says so, and what is looked at instead", () => {
  expect(words("none")).toBe("");
  expect(words("none", "no-calibration")).toBe("This model can't be fitted to a runner. Nothing is looked at.");
  expect(words("warm-up", "no-history")).toMatch(/No other run .* Only the first minutes are looked at\.$/);
  expect(words("history", "too-short")).toBe(
    "This run is not longer than 10 minutes. Only your other runs are looked at.",
  );
});

test("figures say what they rest on, and of what they are", () => {
  expect(lookedAtWords({ kind: "none", historyRuns: 0, fromS: 0 })).toBe("By speed and altitude alone.");
  expect(lookedAtWords({ kind: "history", historyRuns: 1, fromS: 0 })).toBe("Fitted to 1 other run.");
  expect(lookedAtWords({ kind: "warm-up", historyRuns: 0, fromS: 60 })).toBe(
    "Fitted to the first minute; from minute 1 on.",
  );
  expect(lookedAtWords({ kind: "history and warm-up", historyRuns: 4, fromS: 300 })).toBe(
    "Fitted to 4 other runs and the first 5 minutes; from minute 5 on.",
  );
  expect(stretchLookedAtWords(600)).toBe("first 10 min: looked at");
});
