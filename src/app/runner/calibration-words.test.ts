import { expect, test } from "vitest";
import type { KnownQuantity } from "../../model/contract.ts";
import { anyRunner } from "../../testing/any-runner.ts";
import { anyContract } from "../../testing/contract.ts";
import type { Obstacle } from "../state/calibration.ts";
import {
  comparedWithWords,
  hinderedWords,
  lookedAtWords,
  nearestErrors,
  obstacleWords,
  sentMeaning,
  stretchLookedAtWords,
} from "./calibration-words.ts";

const words = (kind: "none" | "history" | "warm-up", ...obstacles: Obstacle[]) =>
  obstacleWords({ kind, known: [], obstacles }, { warmUpMinutes: 10 }, "your");

test("runs that count as a person's own are counted, and the person is told to close those of others", () => {
  const own = (historyRuns: number, whose: "your" | "this runner's" = "your") =>
    comparedWithWords({ kind: "history", known: [], historyRuns, undatedRuns: 0, keptRuns: 0 }, 10, whose);
  expect(own(22)).toBe(
    "The expected line is your usual, by 22 earlier runs, all taken for yours: close those that are not.",
  );
  expect(own(1)).toContain("1 earlier run,");
  const kept = (keptRuns: number) =>
    comparedWithWords({ kind: "history", known: [], historyRuns: 20, undatedRuns: 0, keptRuns }, 10, "your");
  expect(kept(12)).toMatch(/by 20 earlier runs, 12 of them kept; the others are taken for yours: close /);
  expect(kept(20)).toMatch(/by 20 earlier runs, all kept\.$/);
  expect(
    comparedWithWords({ kind: "warm-up", known: [], historyRuns: 0, undatedRuns: 0, keptRuns: 0 }, 1, "your"),
  ).toMatch(/^In the first minute the heart /);
  expect(own(3, "this runner's")).toBe("The expected line is this runner's usual, by 3 earlier runs.");
});

test("what a run can't be compared with says so, before it is chosen and after", () => {
  expect(words("none", "no-calibration")).toBe(
    "This model can compare with other runners alone. It is compared with other runners instead.",
  );
  expect(words("warm-up", "no-history")).toMatch(/^No other run .* It is compared with its beginning alone\.$/);
  expect(words("history", "too-short")).toBe(
    "This run is not longer than 10 minutes. It is compared with your other runs alone.",
  );
  expect(
    obstacleWords({ kind: "history", known: [], obstacles: ["too-short"] }, { warmUpMinutes: 10 }, "this runner's"),
  ).toMatch(/compared with this runner's other runs alone\.$/);
  expect(hinderedWords("warm-up", "too-short", 10)).toBe("How this run began: this run is not longer than 10 minutes.");
  expect(hinderedWords("history", "no-history", 10)).toMatch(
    /^My earlier runs: no other run .* open some beside this one/,
  );
});

test("figures say what the run is compared with, and what part of it they cover", () => {
  expect(lookedAtWords({ kind: "none", known: [], historyRuns: 0, undatedRuns: 0, keptRuns: 0, fromS: 0 })).toBe(
    "Compared with other runners.",
  );
  expect(lookedAtWords({ kind: "history", known: [], historyRuns: 1, undatedRuns: 0, keptRuns: 0, fromS: 0 })).toBe(
    "Compared with 1 earlier run.",
  );
  expect(lookedAtWords({ kind: "warm-up", known: [], historyRuns: 0, undatedRuns: 0, keptRuns: 0, fromS: 60 })).toBe(
    "Compared with the first minute, from minute 1 on.",
  );
  expect(
    lookedAtWords({ kind: "history and warm-up", known: [], historyRuns: 4, undatedRuns: 0, keptRuns: 0, fromS: 300 }),
  ).toBe("Compared with 4 earlier runs and the first 5 minutes, from minute 5 on.");
  const undated = (runs: number, undatedRuns: number, keptRuns = 0) =>
    lookedAtWords({ kind: "history", known: [], historyRuns: runs, undatedRuns, keptRuns, fromS: 0 });
  expect(undated(3, 3)).toBe("Compared with 3 other runs of unknown date.");
  expect(undated(5, 2)).toBe("Compared with 5 other runs, 2 of unknown date.");
  expect(undated(20, 0, 12)).toBe("Compared with 20 earlier runs, 12 of them kept.");
  expect(undated(12, 0, 12)).toBe("Compared with 12 earlier runs, all kept.");
  const known = ["maximumBpm", "bestKmh"] as const;
  expect(lookedAtWords({ kind: "none", known, historyRuns: 0, undatedRuns: 0, keptRuns: 0, fromS: 0 })).toBe(
    "Compared with runners of the same maximum heart rate and best effort.",
  );
  expect(
    lookedAtWords({ kind: "history and warm-up", known, historyRuns: 4, undatedRuns: 0, keptRuns: 0, fromS: 300 }),
  ).toBe(
    "Compared with the runner's own numbers (maximum heart rate and best effort), 4 earlier runs and the first 5 minutes, from minute 5 on.",
  );
  expect(stretchLookedAtWords(600)).toBe("first 10 min: learned from");
});

test("what a runner knows of themselves is named: by a person, by a link's sender, and where it can't be used", () => {
  const known = ["maximumBpm", "bestKmh"] as const;
  expect(comparedWithWords({ kind: "none", known, historyRuns: 0, undatedRuns: 0, keptRuns: 0 }, 10, "your")).toBe(
    "The expected line is that of runners with your maximum heart rate and best effort at this pace, on these hills.",
  );
  expect(
    comparedWithWords({ kind: "history", known, historyRuns: 2, undatedRuns: 0, keptRuns: 0 }, 10, "your"),
  ).toMatch(/close those that are not\. Your maximum heart rate and best effort count, too\.$/);
  const learnt = { ...anyRunner("words", 2), runs: 0, known, prior: 7 };
  expect(sentMeaning({ learnt, warmUpMinutes: 0 })).toBe(
    "The sender compared this run with runners of the sender's maximum heart rate and best effort.",
  );
  expect(sentMeaning({ learnt: { ...learnt, runs: 3 }, warmUpMinutes: 10 })).toContain(
    "best effort, 3 earlier runs of the sender and the first 10 minutes of this one.",
  );
  expect(words("none", "not-mine")).toBe(
    "This run is another runner's: open one of your own. It is compared with other runners instead.",
  );
  expect(obstacleWords({ kind: "none", known, obstacles: ["no-history"] }, { warmUpMinutes: 10 }, "your")).toMatch(
    / It is compared with runners like you \(by maximum heart rate and best effort\) alone\.$/,
  );
});

test("the nearest measured errors are those with the same known of the runner", () => {
  const { errors } = anyContract();
  const measuredWith = (known: KnownQuantity[], mae: number) => ({
    ...errors!.calibrated[0],
    ...{ historyRuns: 0, warmUpMinutes: 0, known, mae },
  });
  const calibrated = [measuredWith(["maximumBpm"], 11), measuredWith(["bestKmh", "maximumBpm"], 10)];
  const maeWith = (known: KnownQuantity[]) =>
    nearestErrors({ ...errors!, calibrated }, { kind: "none", known, historyRuns: 0, fromS: 0 })?.mae;
  expect(
    [["maximumBpm"], ["maximumBpm", "bestKmh"], ["restingBpm"], []].map((of) => maeWith(of as KnownQuantity[])),
  ).toEqual([11, 10, undefined, undefined]);
});
