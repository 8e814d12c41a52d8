import { expect, test } from "vitest";
import { anyContract, anyKnowledge, anyPrior } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { condition, earlierOf, knownSets, nameOf, scorecardLooks } from "./conditions.ts";

const onDay = (runnerDay: number | null, name = `${runnerDay}`) =>
  predictionOf(trackOf({ heartRateBpm: Array.from({ length: 20 }, () => 160) }, { runnerDay, name, runner: "one" }));

test("a run's earlier runs are those that started before it, and of undated ones those before it in the file", () => {
  const runs = [onDay(5), onDay(null, "first"), onDay(2), onDay(9), onDay(null, "second"), onDay(7)];
  const earlier = (place: number) => earlierOf(runs, runs[place], place).map(({ track }) => track.name);
  expect(earlier(5)).toEqual(["2", "5"]);
  expect(earlier(2)).toEqual([]);
  expect(earlier(4)).toEqual(["first"]);
  const [monday, sunday] = [1, 0].map((day) => {
    const startedAt = { unixS: Date.UTC(2024, 4, 5 + day) / 1000, utcOffsetS: null };
    return predictionOf(trackOf({ speedKmh: [9] }, { startedAt }));
  });
  expect(earlierOf([monday, sunday], monday, 0)).toEqual([sunday]);
  expect(earlierOf([monday, sunday], sunday, 1)).toEqual([]);
  // Nobody knows how many days lie between a date and a number of days since a first run.
  expect(earlierOf([onDay(2)], monday, 1)).toEqual([]);
});

test("a condition looks at dated runs for a dated one, and at undated ones for an undated one", () => {
  const { predict } = condition(anyContract(), { historyRuns: 1, warmUpMinutes: 0 });
  expect(predict(onDay(3), {})).toBeNull();
  expect(predict(onDay(null), {})).toBeNull();
  expect(predict(onDay(5), {})).not.toBeNull();
  expect(predict(onDay(null), {})).not.toBeNull();
  expect(predict(onDay(2), {})).toBeNull();
});

test("a condition leaves out the runs of runners of whom less is known than it uses", () => {
  const contract = anyContract({ calibration: anyPrior({ knowledge: anyKnowledge() }) });
  const { predict } = condition(contract, { historyRuns: 0, warmUpMinutes: 0, known: ["maximumBpm"] });
  expect(predict(onDay(1), { bestKmh: 14 })).toBeNull();
  const alone = predict(onDay(1), { maximumBpm: 201 })!;
  expect(alone.heartRateBpm[5]).toBeGreaterThan(150);
  // What else is known does not count.
  expect(predict(onDay(1), { maximumBpm: 201, bestKmh: 10 })).toEqual(alone);
});

test("a scorecard has a condition for each set of what its model has learnt to use", () => {
  expect(knownSets(anyKnowledge())).toEqual([["maximumBpm"], ["bestKmh"], ["maximumBpm", "bestKmh"]]);
  const names = (knowledge: ReturnType<typeof anyKnowledge> | null) =>
    scorecardLooks(anyContract({ calibration: anyPrior({ knowledge }) })).map(nameOf);
  expect(names(null)).not.toContain("maximum heart rate");
  expect(names(anyKnowledge()).slice(0, 4)).toEqual([
    ...["population", "maximum heart rate", "best effort", "maximum heart rate and best effort"],
  ]);
  expect(names(anyKnowledge()).at(-1)).toBe("maximum heart rate, best effort, 20 earlier runs and first 10 min");
});
