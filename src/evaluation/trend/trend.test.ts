import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTrend } from "../../testing/contract.ts";
import { trendPointOn } from "../../testing/trend-points.ts";
import { series } from "../../testing/workouts.ts";
import { trendOf } from "./trend.ts";
import type { TrendPoint } from "./trend-point.ts";
import { alarmSentence, leftOutWords, trendSentence } from "./trend-words.ts";

const prior = anyTrend();

const anyPoint = fc
  .record({
    day: fc.integer({ min: 0, max: 900 }),
    differenceBpm: fc.integer({ min: -30, max: 30 }),
    sensor: fc.constantFrom("wrist" as const, "strap" as const, null),
    durationS: fc.integer({ min: 600, max: 90_000 }),
    isDated: fc.boolean(),
  })
  .map(({ day, differenceBpm, sensor, durationS, isDated }) =>
    trendPointOn(day, differenceBpm, { sensor, durationS, ...(isDated ? {} : { startedAt: null }) }),
  );

/** Thirty runs, every five days, whose difference is a function of the day. */
const runsBy = (differenceAt: (day: number) => number, changes: (i: number) => Partial<TrendPoint> = () => ({})) =>
  series(30, (i) => trendPointOn(5 * i, differenceAt(5 * i) + (i % 2 === 0 ? 2 : -2), changes(i)));

test("no later run moves the figures of an earlier one as of its date", () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 20 }), fc.integer({ min: 0, max: 900 }), (points, day) => {
      const untilS = trendPointOn(day, 0).startedAt!.unixS;
      const before = points.filter(({ startedAt }) => startedAt !== null && startedAt.unixS <= untilS);
      const all = trendOf(points, prior);
      const earlier = trendOf(before, prior);
      const told = ({ runs }: typeof all) => runs.map(({ point, asOf }) => [point, asOf]);
      expect(told(all).slice(0, earlier.runs.length)).toEqual(told(earlier));
      expect(all.alarms.filter((alarm) => alarm.told < earlier.runs.length)).toEqual(earlier.alarms);
    }),
  );
});

test("the last run's smoothed state is that as of its date, and the line passes the runs", () => {
  const { runs, line } = trendOf(
    runsBy((day) => day / 20),
    prior,
  );
  expect(runs.at(-1)!.smoothed.meanBpm).toBeCloseTo(runs.at(-1)!.asOf.meanBpm, 9);
  expect(runs.at(-1)!.smoothed.upperBpm).toBeCloseTo(runs.at(-1)!.asOf.upperBpm, 9);
  expect(line.map(({ unixS }) => unixS)).toEqual(line.map(({ unixS }) => unixS).sort((a, b) => a - b));
  expect(line[0].meanBpm).toBe(runs[0].smoothed.meanBpm);
});

describe("runs that are left out", () => {
  const undated = trendPointOn(3, 40, { startedAt: null });
  const ride = trendPointOn(4, -40, { sport: "cycling" });
  const twice = trendPointOn(5, 40, { durationS: 600 });
  const base = runsBy(() => 3);

  test("change nothing, and are counted by the reason", () => {
    const trend = trendOf([undated, ...base, ride, twice], prior);
    expect(trend.leftOut).toEqual({ undated: 1, overlapping: 1, otherSport: 1 });
    expect(trend.runs).toEqual(trendOf(base, prior).runs);
    expect(leftOutWords(trend.leftOut)).toBe(
      "Left out: 1 run without a date, 1 run at the same time as another, 1 run of another sport.",
    );
    expect(leftOutWords(trendOf(base, prior).leftOut)).toBe("");
  });

  test("are none of one day that follow one another", () => {
    const evening = trendPointOn(5.4, 3);
    expect(trendOf([...base, evening], prior).runs).toHaveLength(31);
  });
});

test("a change of sensor is marked, and the step that it brings is not taken for the runner's", () => {
  const strapFrom15 = (i: number): Partial<TrendPoint> => ({ sensor: i < 15 ? "wrist" : "strap" });
  const step = (day: number) => (day < 75 ? 0 : 9);
  const marked = trendOf(runsBy(step, strapFrom15), prior);
  expect(marked.runs.flatMap(({ isOtherSensor }, i) => (isOtherSensor ? i : []))).toEqual([15]);
  const [ofSensor, ofRunner] = [marked, trendOf(runsBy(step), prior)].map(({ change }) => change(0, 29).meanBpm);
  expect(ofSensor).toBeLessThan(ofRunner / 2);
});

describe("the sentence", () => {
  const sentenceOf = (points: readonly TrendPoint[]) => {
    const trend = trendOf(points, prior);
    return trendSentence(trend, 0, trend.runs.length - 1, "your runs");
  };

  test("tells a change that is one, with its interval and since when", () => {
    expect(sentenceOf(runsBy((day) => -day / 12))).toMatch(
      /^9 bpm lower at the same running than in January \(\d to 1\d\)\.$/,
    );
    expect(
      sentenceOf(
        runsBy(
          (day) => day / 12,
          (i) => ({ name: `${i}` }),
        ),
      ),
    ).toMatch(/^8 bpm higher/);
  });

  test("tells no change where there may be none", () => {
    expect(sentenceOf(runsBy(() => 7))).toMatch(
      /^No change since January that your runs can show \(−\d to \+\d bpm\)\.$/,
    );
  });

  test("names the year of another, and the day of the same month", () => {
    const winter = series(30, (i) => trendPointOn(300 + 5 * i, 0));
    expect(sentenceOf(winter)).toContain("since November 2025 that");
    expect(sentenceOf(series(6, (i) => trendPointOn(i, 0)))).toContain("since 6 January 2025 that");
  });

  test("says how many runs it needs", () => {
    expect(sentenceOf([trendPointOn(0, 3)])).toBe("A trend needs at least 5 dated runs with a heart rate: there is 1.");
    expect(sentenceOf([])).toContain("there are 0.");
  });

  test("of an alarm names the day from which it holds, and how often one comes by chance", () => {
    const ill = trendOf(
      runsBy((day) => (day < 100 ? 0 : 25)),
      prior,
    );
    expect(ill.alarms[0]).toMatchObject({ from: 20, direction: "higher" });
    expect(alarmSentence({ ...ill, alarms: ill.alarms.slice(0, 1) })).toContain(
      "from 16 April 2025 on the heart rate was higher",
    );
    expect(alarmSentence(ill)).toContain("once in 1,000 runs");
    expect(alarmSentence({ ...ill, alarms: [] })).toBe(null);
  });
});
