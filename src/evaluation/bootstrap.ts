import { Random } from "../base/random.ts";
import { quantile } from "../base/statistics.ts";

/** Confidence interval of a mean over runs, for other runs of the same kind. */
export interface ConfidenceInterval {
  /** Share of such intervals that contain the mean over all runs of the kind. */
  level: number;
  lowBpm: number;
  highBpm: number;
  /** Units of resampling: runners with all of their runs, or single runs where there are too few runners. */
  resampled: "runners" | "runs";
  resamples: number;
}

/** Figure of a run and its runner; null where it names none. */
interface RunnersFigure {
  runner: string | null;
  bpm: number;
}

const LEVEL = 0.95;
const RESAMPLES = 2000;

/** Fewest units: a percentile interval of fewer is too narrow for its level. */
const FEWEST_UNITS = 10;

/** Sum and count of the figures in a unit of resampling. */
interface Unit {
  sum: number;
  count: number;
}

/**
 * Computes the confidence interval of a mean over runs by the percentile bootstrap (Efron 1979) over runners, since runs of
 * one runner resemble each other (Davison and Hinkley 1997, 3.8). A run that names no runner is a unit of its own. The
 * draws are seeded: the same runs in the same order have the same interval. Null for too few runs.
 */
export function confidenceOfMean(runs: readonly RunnersFigure[]): ConfidenceInterval | null {
  const named = new Set(runs.flatMap(({ runner }) => runner ?? []));
  const isOfMany = named.size >= FEWEST_UNITS;
  const units = isOfMany ? runnersOf(runs) : runs.map(({ bpm }) => ({ sum: bpm, count: 1 }));
  if (units.length < FEWEST_UNITS) return null;
  const means = resampledMeans(units);
  return {
    level: LEVEL,
    lowBpm: quantile(means, (1 - LEVEL) / 2),
    highBpm: quantile(means, (1 + LEVEL) / 2),
    resampled: isOfMany ? "runners" : "runs",
    resamples: RESAMPLES,
  };
}

function runnersOf(runs: readonly RunnersFigure[]): Unit[] {
  const units: Unit[] = [];
  const byRunner = new Map<string, Unit>();
  for (const { runner, bpm } of runs) {
    const known = runner === null ? undefined : byRunner.get(runner);
    if (known) {
      known.sum += bpm;
      known.count++;
      continue;
    }
    const unit = { sum: bpm, count: 1 };
    units.push(unit);
    if (runner !== null) byRunner.set(runner, unit);
  }
  return units;
}

/** Means over runs of resamples, each as many units as there are, drawn with replacement. */
function resampledMeans(units: readonly Unit[]): Float64Array {
  const random = new Random("bootstrap");
  return Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < units.length; i++) {
      const unit = units[Math.floor(random.uniform(0, units.length))];
      sum += unit.sum;
      count += unit.count;
    }
    return sum / count;
  });
}
