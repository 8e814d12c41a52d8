import { STANDING_KMH } from "../standing.ts";
import { atPoints, type CheckedRun, type Found, type QualityCheck, STEP_S, told } from "./checks.ts";
import { jumpsWithin, stretchesOf } from "./stretches.ts";

const FASTEST_RUNNER_KMH = 25;
const JUMP_KMH = 15;
const WORKING_BPM = 140;
/** Shortest halt that is reported: the heart rate needs about a minute to fall after one. */
const STANDING_S = 60;

export const speedChecks = {
  SP01: {
    name: "Speed too high",
    rule: `a speed above ${FASTEST_RUNNER_KMH} km/h`,
    find: (run) => speeds(run, (kmh) => kmh > FASTEST_RUNNER_KMH, `Speed was above ${FASTEST_RUNNER_KMH} km/h`),
  },
  SP02: {
    name: "Speed below 0",
    rule: "a negative speed",
    find: (run) => speeds(run, (kmh) => kmh < 0, "Speed was below 0"),
  },
  SP03: {
    name: "Still, with a high heart rate",
    rule: `at most ${STANDING_KMH} km/h for a minute or longer, with heart rate above ${WORKING_BPM} bpm all the while`,
    find: ({ timeS, speedKmh, plausibleBpm }) => {
      const isStill = (i: number) => speedKmh[i] <= STANDING_KMH && plausibleBpm[i] > WORKING_BPM;
      const spans = stretchesOf(timeS, plausibleBpm, (i, previous) => isStill(i) && isStill(previous))
        .map(({ from, to }) => ({ startS: timeS[from], endS: timeS[to] }))
        .filter(({ startS, endS }) => endS - startS >= STANDING_S);
      const finding = `You stood for a minute or longer with a heart rate above ${WORKING_BPM} bpm`;
      return told(spans, finding, "speed may be missing there");
    },
  },
  SP04: {
    name: "Speed jumps",
    rule: `a change by over ${JUMP_KMH} km/h within ${STEP_S} s, or from one point to the next`,
    find: ({ timeS, speedKmh }) =>
      told(
        jumpsWithin(timeS, speedKmh, STEP_S, JUMP_KMH),
        `Speed jumped by over ${JUMP_KMH} km/h`,
        "a fault of the positions, unless you sprinted",
      ),
  },
} as const satisfies Record<string, QualityCheck>;

function speeds(run: CheckedRun, isFault: (kmh: number) => boolean, finding: string): Found {
  return atPoints(
    run,
    (i) => isFault(run.speedKmh[i]),
    (points) => `${finding} at ${points}: the device is at fault, if you were on foot.`,
  );
}
