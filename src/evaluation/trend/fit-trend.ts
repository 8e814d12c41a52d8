import type { TrendPrior } from "../../model/contract.ts";
import { filterLooks, type Look } from "./runner-states.ts";

/** A dated run of one of many runners. */
export interface DatedDifference {
  runner: string;
  /** Days since any moment of the runner's. */
  day: number;
  /** Mean of measured − expected, bpm. */
  differenceBpm: number;
  /** Its standard deviation by the wandering within the run, bpm. */
  deviationBpm: number;
}

/** Fewest runners with two dated runs or more that a spread over days is learnt from. */
const FEWEST_RUNNERS = 5;

/** Where the search begins, and the factor by which it changes one number at first and at last. */
const START: TrendPrior = { runnerBpm: 9, changeBpm: 5, changeDays: 60, runBpm: 4 };
const FIRST_FACTOR = 2;
const LAST_FACTOR = 1.01;

const NUMBERS = ["runnerBpm", "changeBpm", "changeDays", "runBpm"] as const;

/** No number leaves this range, in which each is learnt: what runs do not tell would run away. */
const LEAST = 0.1;
const MOST = 5000;

/**
 * Fits the spread of runs over days by maximum likelihood, a number at a time in steps that become smaller. null of fewer
 * than FEWEST_RUNNERS runners with several dated runs.
 */
export function fitTrend(runs: readonly DatedDifference[]): TrendPrior | null {
  const runners = looksByRunner(runs);
  if (runners.filter(({ length }) => length > 1).length < FEWEST_RUNNERS) return null;
  let best = START;
  let likelihood = likelihoodOf(runners, best);
  for (let factor = FIRST_FACTOR; factor > LAST_FACTOR; ) {
    const before = likelihood;
    for (const name of NUMBERS) {
      for (const value of [best[name] * factor, best[name] / factor]) {
        if (value < LEAST || value > MOST) continue;
        const tried = { ...best, [name]: value };
        const reached = likelihoodOf(runners, tried);
        if (reached > likelihood) [best, likelihood] = [tried, reached];
      }
    }
    if (likelihood === before) factor = Math.sqrt(factor);
  }
  const rounded = (name: (typeof NUMBERS)[number]) => Number(best[name].toPrecision(3));
  return {
    runnerBpm: rounded("runnerBpm"),
    changeBpm: rounded("changeBpm"),
    changeDays: rounded("changeDays"),
    runBpm: rounded("runBpm"),
  };
}

function looksByRunner(runs: readonly DatedDifference[]): Look[][] {
  const byRunner = new Map<string, Look[]>();
  for (const { runner, day, differenceBpm, deviationBpm } of runs) {
    const own = byRunner.get(runner) ?? [];
    own.push({ day, run: { differenceBpm, deviationBpm, sensor: 0 } });
    byRunner.set(runner, own);
  }
  return [...byRunner.values()].map((looks) => looks.sort((a, b) => a.day - b.day));
}

function likelihoodOf(runners: readonly Look[][], prior: TrendPrior): number {
  let sum = 0;
  for (const looks of runners) for (const { logDensity } of filterLooks(looks, prior)) sum += logDensity;
  return sum;
}
