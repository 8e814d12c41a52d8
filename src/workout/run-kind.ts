import { mean, median, quantile } from "../base/statistics.ts";
import { effortParts } from "./efforts.ts";
import { gradedSpeed } from "./graded-speed.ts";
import { STANDING_KMH } from "./standing.ts";
import { summarise } from "./summary.ts";
import type { Track } from "./workout.ts";

/** Kinds of runs. */
export const runKinds = ["steady", "intervals", "progressive", "recovery", "hilly", "long"] as const;

export type RunKind = (typeof runKinds)[number];

/** What the rules of kinds look at. How the speed goes is told by the grade-adjusted one where the altitude is known. */
interface Signs {
  movingS: number;
  /** Mean speed while moving, hills and all. */
  meanKmh: number;
  /** Metres of climb a kilometre; NaN where unknown. */
  climbMPerKm: number;
  /** Times of work between rests, as effortParts finds them. */
  efforts: number;
  /** Share of them that last about as long as their median. */
  alike: number;
  /** Mean speed of the middle and the last third of the moving time between warm-up and cool-down, by that of the first. */
  thirds: [middle: number, last: number];
  /** From the tenth to the ninetieth percentile of the minutes' speeds, by their median. */
  spread: number;
}

interface Rule {
  /** The rule in words, with its thresholds. */
  says: string;
  holds(signs: Signs): boolean;
}

const WARM_UP_S = 300;
/** Share of the moving time at the end in which one cools down. */
const COOL_DOWN = 0.1;
const FEWEST_EFFORTS = 4;
/** Ratio of two times of work that last alike, and the share of them that does. */
const [ALIKE, MOST] = [1.5, 0.75];
const LONG_MIN = 80;
const HILLY_M_PER_KM = 10;
const FASTER = 0.08;
/** Least gain from third to third. */
const GAIN = 0.02;
const EASY_KMH = 9;
const EVEN = 0.22;

/** Rules of the kinds, by speed and altitude alone, in the order in which they are tried: the first that holds tells the run's. */
export const kindRules: readonly (Rule & { kind: RunKind })[] = [
  {
    kind: "hilly",
    says: `${HILLY_M_PER_KM} m of climb a kilometre or more`,
    holds: ({ climbMPerKm }) => climbMPerKm >= HILLY_M_PER_KM,
  },
  {
    kind: "intervals",
    says: `${FEWEST_EFFORTS} times of work or more, a quarter faster than the rests, most of about one length`,
    holds: ({ efforts, alike }) => efforts >= FEWEST_EFFORTS && alike >= MOST,
  },
  {
    kind: "long",
    says: `${LONG_MIN} minutes of moving or more`,
    holds: ({ movingS }) => movingS >= 60 * LONG_MIN,
  },
  {
    kind: "progressive",
    says: `faster from third to third, the last by ${100 * FASTER} % or more`,
    holds: ({ thirds: [middle, last] }) => middle > 1 + GAIN && last > middle + GAIN && last >= 1 + FASTER,
  },
  {
    kind: "recovery",
    says: `even, and under ${EASY_KMH} km/h`,
    holds: ({ spread, meanKmh }) => spread < EVEN && meanKmh < EASY_KMH,
  },
  {
    kind: "steady",
    says: `even: eight of ten minutes within ${100 * EVEN} % of one another in speed`,
    holds: ({ spread }) => spread < EVEN,
  },
];

/** Tells a run's kind from its speed and altitude; null where no rule holds. */
export function kindOfRun(
  track: Pick<Track, "speedKmh" | "altitudeM" | "stepS" | "isOnUnknownGround">,
): RunKind | null {
  const { movingS, meanSpeedKmh, climbM, distanceKm } = summarise(track);
  const efforts = effortParts(track).filter(({ kind }) => kind === "work");
  const lengthsS = efforts.map(({ startS, endS }) => endS - startS);
  const middleS = median(lengthsS);
  const graded = gradedSpeed(track) ?? track.speedKmh;
  const moving = graded.filter((_, i) => track.speedKmh[i] > STANDING_KMH).slice(Math.round(WARM_UP_S / track.stepS));
  const signs: Signs = {
    movingS,
    meanKmh: meanSpeedKmh,
    climbMPerKm: climbM / distanceKm,
    efforts: efforts.length,
    alike:
      lengthsS.filter((lengthS) => lengthS * ALIKE >= middleS && lengthS <= middleS * ALIKE).length / efforts.length,
    thirds: thirdsOf(moving),
    spread: spreadOf(moving, Math.max(1, Math.round(60 / track.stepS))),
  };
  return kindRules.find(({ holds }) => holds(signs))?.kind ?? null;
}

function thirdsOf(moving: Float32Array): Signs["thirds"] {
  const steps = Math.floor(((1 - COOL_DOWN) * moving.length) / 3);
  const [first, middle, last] = [0, 1, 2].map((k) => mean(moving.subarray(k * steps, (k + 1) * steps)));
  return [middle / first, last / first];
}

/** @param steps of a minute */
function spreadOf(moving: Float32Array, steps: number): number {
  const minutes = Float64Array.from({ length: Math.floor(moving.length / steps) }, (_, k) =>
    mean(moving.subarray(k * steps, (k + 1) * steps)),
  );
  return (quantile(minutes, 0.9) - quantile(minutes, 0.1)) / quantile(minutes, 0.5);
}
