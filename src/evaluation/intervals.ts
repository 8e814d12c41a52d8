import type { IntervalTable } from "../model/contract.ts";
import { PredictorError } from "../workout/error.ts";

/** Between which heart rates the measured one is expected, by timestep, BPM. */
export interface Interval {
  lowerBpm: Float32Array;
  upperBpm: Float32Array;
}

/** The interval around a prediction, by time since the start. */
export function intervalOf(predictedBpm: Float32Array, stepS: number, { rows }: IntervalTable): Interval {
  const lowerBpm = new Float32Array(predictedBpm.length);
  const upperBpm = new Float32Array(predictedBpm.length);
  let row = 0;
  predictedBpm.forEach((bpm, i) => {
    const timeS = i * stepS;
    while (row + 1 < rows.length && rows[row + 1].atS <= timeS) row++;
    const from = rows[row];
    const to = rows[row + 1] ?? from;
    const share = to === from ? 0 : (timeS - from.atS) / (to.atS - from.atS);
    lowerBpm[i] = bpm + from.lowerBpm + share * (to.lowerBpm - from.lowerBpm);
    upperBpm[i] = bpm + from.upperBpm + share * (to.upperBpm - from.upperBpm);
  });
  return { lowerBpm, upperBpm };
}

/** A run on which intervals are calibrated. */
export interface CalibrationRun {
  runner: string;
  predicted: Float32Array;
  /** NaN where missing. */
  actual: Float32Array;
  stepS: number;
}

/** Errors change with the time since the start: fast at first, then slowly. */
const BIN_STARTS_S = [0, 15, 30, 60, 120, 300, 600, 1200, 2400, 4800];

/** Where a bin's quantiles hold: the first bin's at once, the others' in their middle, the open last one's an hour in. */
function knotS(bin: number): number {
  if (bin === 0) return 0;
  const startS = BIN_STARTS_S[bin];
  return (startS + (BIN_STARTS_S[bin + 1] ?? startS + 7200)) / 2;
}

/** Cells of the histograms over measured − predicted: quantiles are found to 0.1 BPM. */
const WIDTH_BPM = 0.1;
const RANGE_BPM = 150;
const CELLS = (2 * RANGE_BPM) / WIDTH_BPM;

/**
 * Split-conformal intervals: quantiles of measured − predicted on runs that the model did not learn from, half of
 * what is left uncovered beyond each end (J. Lei et al., "Distribution-Free Predictive Inference for Regression",
 * JASA 113, 2018). Runs of one runner resemble each other, so that runners are what is exchangeable: each weighs
 * alike, each of their runs alike and each step of a run alike (R. Dunn, L. Wasserman and A. Ramdas,
 * "Distribution-Free Prediction Sets for Two-Layer Hierarchical Models", JASA 118, 2023: pooled distributions).
 * With n runners the correction for finite samples would ask for the quantile at level × (n + 1) / n of each side,
 * which at 0.9 no fewer than 19 runners can give; it is not made, and the coverage measured on other runners instead.
 * @param level share of the seconds to cover, such as 0.9
 * @throws PredictorError `no-runs` where none has a heart rate.
 */
export function fitIntervals(runs: Iterable<CalibrationRun>, level: number): IntervalTable {
  const bins = BIN_STARTS_S.map(() => new RunnerDistribution());
  const runMeans = new RunnerDistribution();
  for (const run of runs) {
    const differences = differencesByBin(run);
    differences.forEach((values, bin) => {
      bins[bin].add(run.runner, values);
    });
    const all = differences.flat();
    if (all.length > 0) runMeans.add(run.runner, [all.reduce((sum, value) => sum + value, 0) / all.length]);
  }
  if (runMeans.isEmpty) {
    throw new PredictorError("no-runs", "No run with a heart rate is there to calibrate intervals on.");
  }
  const rows = bins
    .map((distribution, bin) => ({ atS: knotS(bin), distribution }))
    .filter(({ distribution }) => !distribution.isEmpty)
    .map(({ atS, distribution }, k) => ({ atS: k === 0 ? 0 : atS, ...boundsOf(distribution, level) }));
  return { level, rows, runMean: boundsOf(runMeans, level) };
}

/** Measured − predicted of a run, by bin of time since the start. */
function differencesByBin({ predicted, actual, stepS }: CalibrationRun): number[][] {
  const differences = BIN_STARTS_S.map((): number[] => []);
  let bin = 0;
  actual.forEach((bpm, i) => {
    while (bin + 1 < BIN_STARTS_S.length && BIN_STARTS_S[bin + 1] <= i * stepS) bin++;
    if (!Number.isNaN(bpm)) differences[bin].push(bpm - predicted[i]);
  });
  return differences;
}

function boundsOf(distribution: RunnerDistribution, level: number) {
  const tail = (1 - level) / 2;
  return { lowerBpm: distribution.quantile(tail), upperBpm: distribution.quantile(1 - tail) };
}

/** A distribution over values in which each runner weighs alike, and each of their runs alike. */
class RunnerDistribution {
  readonly #byRunner = new Map<string, { weights: Float64Array; runs: number }>();

  get isEmpty(): boolean {
    return this.#byRunner.size === 0;
  }

  /** Adds the values of one run. */
  add(runner: string, values: number[]): void {
    if (values.length === 0) return;
    const own = this.#byRunner.get(runner) ?? { weights: new Float64Array(CELLS), runs: 0 };
    for (const value of values) {
      const cell = Math.floor((value + RANGE_BPM) / WIDTH_BPM);
      own.weights[Math.min(CELLS - 1, Math.max(0, cell))] += 1 / values.length;
    }
    own.runs++;
    this.#byRunner.set(runner, own);
  }

  /** The value below which a share of the weight lies. */
  quantile(share: number): number {
    let below = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      for (const { weights, runs } of this.#byRunner.values()) below += weights[cell] / runs / this.#byRunner.size;
      if (below >= share - 1e-9) return Number(((cell + 0.5) * WIDTH_BPM - RANGE_BPM).toFixed(2));
    }
    return RANGE_BPM;
  }
}
