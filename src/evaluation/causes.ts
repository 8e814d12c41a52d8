import { STANDING_KMH } from "../workout/repair/speed.ts";

/** A run as its causes are read from: series of one length, `measuredBpm` NaN where nothing is compared. */
interface ErringRun {
  measuredBpm: Float32Array;
  predictedBpm: Float32Array;
  speedKmh: Float32Array;
  stepS: number;
}

/** What a rule of causes looks at. */
interface Signs extends ErringRun {
  /** Indices of the steps compared. */
  known: number[];
  /** Predicted − measured at these, and the mean of its absolute values. */
  errors: number[];
  mae: number;
  bias: number;
}

interface Rule {
  /** The rule in words, as the scorecard prints it. */
  says: string;
  holds(signs: Signs): boolean;
}

const SLOW_START_S = 600;
const FLAT_S = 120;
const WALKING_KMH = 7;

/**
 * Likely causes of a run's error, read from its own signal; several may hold. Whether a sensor counted steps instead of
 * beats can't be read: no file here carries a cadence.
 */
export const causes = {
  offset: {
    says: "nearly all of the error has one sign, and less than half of it is left once the mean is taken away",
    holds: ({ errors, mae, bias }) =>
      Math.abs(bias) > 0.9 * mae && mean(errors.map((error) => Math.abs(error - bias))) < mae / 2,
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
    holds: ({ known, measuredBpm, stepS }) => flatSteps(known, measuredBpm, FLAT_S / stepS) > known.length / 20,
  },
  "drop-outs": {
    says: "the measured heart rate is missing for a tenth of the run, or jumps by over 30 bpm within a step three times or more",
    holds: ({ known, measuredBpm }) => {
      const first = known[0] ?? 0;
      const span = (known.at(-1) ?? first) - first + 1;
      const jumps = known.filter((i) => Math.abs(measuredBpm[i] - measuredBpm[i - 1]) > 30).length;
      return span - known.length > span / 10 || jumps >= 3;
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

/** The causes whose rule holds, in the order above; none for a run without a heart rate. */
export function causesOf(run: ErringRun): Cause[] {
  const { measuredBpm, predictedBpm } = run;
  const known = [...measuredBpm.keys()].filter((i) => !Number.isNaN(measuredBpm[i]));
  if (known.length === 0) return [];
  const errors = known.map((i) => predictedBpm[i] - measuredBpm[i]);
  const signs: Signs = { ...run, known, errors, mae: mean(errors.map(Math.abs)), bias: mean(errors) };
  return causeNames.filter((name) => causes[name].holds(signs));
}

function isWalk({ known, speedKmh }: Signs): boolean {
  const moving = known.map((i) => speedKmh[i]).filter((kmh) => kmh > STANDING_KMH);
  return moving.length > 0 && mean(moving) < WALKING_KMH;
}

/** Steps that lie in stretches of at least so many over which the heart rate never changes. */
function flatSteps(known: number[], measuredBpm: Float32Array, shortest: number): number {
  let flat = 0;
  let from = 0;
  for (let k = 1; k <= known.length; k++) {
    const goesOn = known[k] === known[k - 1] + 1 && measuredBpm[known[k]] === measuredBpm[known[k - 1]];
    if (goesOn) continue;
    if (k - from >= shortest) flat += k - from;
    from = k;
  }
  return flat;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}
