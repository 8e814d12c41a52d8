import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { anyTrend } from "../../testing/contract.ts";
import { series } from "../../testing/workouts.ts";
import { alarmsIn, RUNS_A_FALSE_ALARM } from "./alarms.ts";
import { filterLooks, type Look } from "./runner-states.ts";

const RUNNERS = 400;
const RUNS = 400;

/** Runs of a runner who changes as the prior says, and from one run on is off by more. */
function drawInnovations(random: Random, runs: number, from = runs, offBpm = 0): number[] {
  const prior = anyTrend();
  const place = random.normal(0, prior.runnerBpm);
  let change = random.normal(0, prior.changeBpm);
  let day = 0;
  const looks = series(runs, (i): Look => {
    const apart = random.uniform(0, 6);
    const kept = Math.exp(-apart / prior.changeDays);
    day += apart;
    change = kept * change + random.normal(0, prior.changeBpm * Math.sqrt(1 - kept ** 2));
    const differenceBpm = place + change + random.normal(0, Math.hypot(prior.runBpm, 2)) + (i < from ? 0 : offBpm);
    return { day, run: { differenceBpm, deviationBpm: 2, sensor: 0 } };
  });
  return filterLooks(looks, prior).map(({ innovation }) => innovation);
}

test("false alarms come as often as stated", () => {
  const random = new Random("alarms");
  let alarms = 0;
  for (let runner = 0; runner < RUNNERS; runner++) alarms += alarmsIn(drawInnovations(random, RUNS)).length;
  const stated = (RUNNERS * RUNS) / RUNS_A_FALSE_ALARM;
  expect(Math.abs(alarms - stated)).toBeLessThan(3 * Math.sqrt(stated));
});

test("a heart rate that rises by three runs' spread and stays there is mostly told, with about the run at which it began", () => {
  const random = new Random("a rise");
  const found = series(50, () => alarmsIn(drawInnovations(random, 60, 40, 14)).at(-1));
  const right = found.filter((alarm) => alarm?.direction === "higher" && Math.abs(alarm.from - 40) <= 3);
  expect(right.length).toBeGreaterThan(33);
});

test("a single run tells nothing, however far it is off; no later run changes what was told", () => {
  const innovations = [...series(20, () => 0), 50, ...series(20, () => 0)];
  expect(alarmsIn(innovations)).toEqual([]);
  const risen = [...series(5, () => 0), ...series(12, () => 2)];
  expect(alarmsIn(risen)[0]).toEqual({ from: 5, told: 8, direction: "higher" });
  expect(alarmsIn([...risen, -9, -9, -9]).slice(0, 3)).toEqual(alarmsIn(risen));
});
