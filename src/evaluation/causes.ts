import { mean, meanAbsolute, sum } from "../base/statistics.ts";
import { STANDING_KMH } from "../workout/standing.ts";
import { flatSteps, isOffset, JUMP_BPM, jumps } from "./signs.ts";

/** Series of a run from which causes are found; all of one length, `measuredBpm` NaN where nothing is compared. */
interface ErringRun {
  measuredBpm: Float32Array;
  predictedBpm: Float32Array;
  speedKmh: Float32Array;
  stepS: number;
}

/** Data of a run for the rules of causes. */
interface Signs extends ErringRun {
  /** Indices of the compared steps. */
  known: number[];
  /** Predicted − measured at the compared steps. `mae` is its mean absolute value. */
  errors: number[];
  mae: number;
}

interface Rule {
  /** The rule in the scorecard's words. */
  says: string;
  holds(signs: Signs): boolean;
}

const SLOW_START_S = 600;
const FLAT_S = 120;
const WALKING_KMH = 7;

/**
 * Rules of likely causes of a run's error, by its own signals; several may hold. A sensor that counts steps instead of
 * beats is not among them: it is found by stretch (deviations.ts), and needs a cadence, which few scored runs have.
 */
export const causes = {
  offset: {
    says: "nearly all of the error has one sign, and less than half of it is left once the mean is taken away",
    holds: ({ errors }) => isOffset(errors),
  },
  drift: {
    says: "the mean error of the last third lies further from that of the first than the run's MAE",
    holds: ({ errors, mae }) => {
      const third = Math.floor(errors.length / 3);
      return third > 0 && Math.abs(mean(errors.slice(-third)) - mean(errors.slice(0, third))) > mae;
    },
  },
  "slow start": {
    says: "the first 10 minutes carry over half of the error, in under a third of the run",
    holds: ({ known, errors, mae, stepS }) => {
      const early = errors.filter((_, k) => known[k] * stepS < SLOW_START_S);
      const share = sum(early.map(Math.abs)) / (mae * errors.length);
      return share > 0.5 && early.length < errors.length / 3;
    },
  },
  "flat line": {
    says: "for a twentieth of the run the measured heart rate stands still for 2 minutes or longer",
    holds: ({ known, measuredBpm, stepS }) => flatSteps(known, measuredBpm, stepS, FLAT_S) > known.length / 20,
  },
  "drop-outs": {
    says: `the measured heart rate is missing for a tenth of the run, or jumps by over ${JUMP_BPM} bpm within a step three times or more`,
    holds: ({ known, measuredBpm }) => {
      const first = known[0] ?? 0;
      const span = (known.at(-1) ?? first) - first + 1;
      return span - known.length > span / 10 || jumps(known, measuredBpm).length >= 3;
    },
  },
  standing: {
    says: `a fifth of the time the speed is under ${STANDING_KMH} km/h, pauses included`,
    holds: ({ known, speedKmh }) => known.filter((i) => speedKmh[i] <= STANDING_KMH).length > known.length / 5,
  },
  walking: {
    says: `whoever moves does so at under ${WALKING_KMH} km/h on average`,
    holds: isWalk,
  },
  "low throughout": {
    says: "the measured heart rate is under 120 bpm for nine tenths of the run, which is no walk",
    holds: (signs) =>
      !isWalk(signs) && signs.known.filter((i) => signs.measuredBpm[i] < 120).length > 0.9 * signs.known.length,
  },
} as const satisfies Record<string, Rule>;

export type Cause = keyof typeof causes;

export const causeNames = Object.keys(causes) as Cause[];

/** Finds the causes whose rules hold, in the order above; none for a run without a heart rate. */
export function causesOf(run: ErringRun): Cause[] {
  const { measuredBpm, predictedBpm } = run;
  const known: number[] = [];
  for (let i = 0; i < measuredBpm.length; i++) if (!Number.isNaN(measuredBpm[i])) known.push(i);
  if (known.length === 0) return [];
  const errors = known.map((i) => predictedBpm[i] - measuredBpm[i]);
  const signs: Signs = { ...run, known, errors, mae: meanAbsolute(errors) };
  return causeNames.filter((name) => causes[name].holds(signs));
}

function isWalk({ known, speedKmh }: Signs): boolean {
  const moving = known.filter((i) => speedKmh[i] > STANDING_KMH);
  return moving.length > 0 && mean(moving.map((i) => speedKmh[i])) < WALKING_KMH;
}
