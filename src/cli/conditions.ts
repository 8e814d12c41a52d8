import { AND } from "../base/list-words.ts";
import { type Knowledge, knownWords } from "../evaluation/calibration/knowledge.ts";
import { type ExpectedHeartRate, expectedHeartRate, type PredictedRun } from "../evaluation/expected-heart-rate.ts";
import type { ScoredPrediction } from "../evaluation/run-errors.ts";
import type { KnowledgePrior, KnownQuantity, ModelContract } from "../model/contract.ts";
import { type Dated, daysBetween, startDay } from "../workout/recording-facts.ts";
import type { Track } from "../workout/workout.ts";

/** The parts of a model's contract that its predictions use. */
type CalibratedModel = Pick<ModelContract, "calibration" | "intervals">;

/** A run of a runner, as the model predicted it. */
type RunOfRunner = PredictedRun & { track: Pick<Track, "runner"> & Dated };

/** A way of predicting, under the name that a scorecard gives it. */
export interface Condition {
  name: string;
  /** Data of runner and run that it uses, in words. */
  sees: string;
  /** Whether a scorecard shows where its error lies as well. */
  isDetailed: boolean;
  /** Share of the seconds that its intervals are meant to hold; null where it has none. */
  level: number | null;
  /** Quantities that it uses of the runner's knowledge of themselves. */
  known: readonly KnownQuantity[];
  /**
   * What it makes of a run that the model has predicted; null where it can say nothing of this one. It is asked of the
   * runs in their order, so that it may remember those of a runner.
   * @param known what the runner knows of themselves; a run of whom less is known than the condition uses is left out
   */
  predict(run: RunOfRunner, known: Knowledge): ScoredPrediction | null;
}

const SPEED_AND_ALTITUDE = "speed and altitude of the run, and the runner's gender where the file states it";

/** Data that a condition uses besides speed and altitude. */
export interface Looks {
  /** The runner's latest earlier runs. */
  historyRuns: number;
  /** The run's first minutes. */
  warmUpMinutes: number;
  /** What the runner knows of themselves; nothing by default. */
  known?: readonly KnownQuantity[];
  /** Minutes that are left out of the figures though nobody looked at them, to be compared with what did. */
  unscoredMinutes?: number;
  isDetailed?: boolean;
}

/**
 * Makes the condition of a model that looks at this data. With a history, runs with fewer earlier ones are left out, and so are those of
 * whom nobody knows the runner.
 */
export function condition(contract: CalibratedModel, looks: Looks): Condition {
  const memory = new Memory(looks.historyRuns);
  return {
    name: nameOf(looks),
    sees: seesOf(looks),
    isDetailed: looks.isDetailed ?? false,
    level: contract.intervals?.level ?? null,
    known: looks.known ?? [],
    predict(run, known) {
      const history = memory.of(run);
      memory.add(run);
      return history && predictBy(looks, run, history, contract, known);
    },
  };
}

/**
 * A run's prediction by what is looked at, of the history as much as is asked for; null where less is known of the runner
 * than it uses.
 */
export function predictBy(
  { warmUpMinutes, unscoredMinutes = 0, known: names = [] }: Looks,
  run: PredictedRun,
  history: readonly PredictedRun[],
  contract: CalibratedModel,
  known: Knowledge,
): ExpectedHeartRate | null {
  if (names.some((name) => known[name] === undefined)) return null;
  const used = Object.fromEntries(names.map((name) => [name, known[name]]));
  const expected = expectedHeartRate(run, contract, { history, warmUpS: 60 * warmUpMinutes, known: used });
  // A run that was first measured later has nothing to look at, but is scored on the same minutes as the others.
  return { ...expected, fromS: Math.max(expected.fromS, 60 * warmUpMinutes, 60 * unscoredMinutes) };
}

/** The conditions of a scorecard: the model alone, then with more and more of the runner's own heart rate. */
const SCORECARD_LOOKS: readonly Looks[] = [
  { historyRuns: 0, warmUpMinutes: 0, isDetailed: true },
  { historyRuns: 1, warmUpMinutes: 0 },
  { historyRuns: 5, warmUpMinutes: 0 },
  { historyRuns: 20, warmUpMinutes: 0, isDetailed: true },
  { historyRuns: 50, warmUpMinutes: 0 },
  { historyRuns: 0, warmUpMinutes: 0, unscoredMinutes: 10 },
  { historyRuns: 0, warmUpMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 0, unscoredMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 10, isDetailed: true },
];

/** The conditions of a scorecard for a model: those by what runners know where it has learnt to use it. */
export function scorecardLooks({ calibration }: CalibratedModel): readonly Looks[] {
  const sets = calibration?.knowledge ? knownSets(calibration.knowledge) : [];
  const [population, ...fitted] = SCORECARD_LOOKS;
  const usual = sets.find((known) => known.join() === MOSTLY_KNOWN.join()) ?? sets.at(-1);
  const byAll = usual === undefined ? [] : [{ ...FITTED_BY_ALL, known: usual }];
  return [
    population,
    ...sets.map((known) => ({ historyRuns: 0, warmUpMinutes: 0, known, isDetailed: known === usual })),
    ...fitted,
    ...byAll,
  ];
}

/** What most runners know of themselves; few files state a resting or a threshold heart rate, to measure with. */
const MOSTLY_KNOWN: readonly KnownQuantity[] = ["maximumBpm", "bestKmh"];

/** Data of a runner who has everything at hand, besides what they know. */
const FITTED_BY_ALL: Looks = { historyRuns: 20, warmUpMinutes: 10 };

/** Every set of what can be known to a model but the empty one, the smallest first. */
export function knownSets({ quantities }: KnowledgePrior): KnownQuantity[][] {
  const names = quantities.map(({ name }) => name);
  const sets = Array.from({ length: 2 ** names.length - 1 }, (_, k) =>
    names.filter((_, bit) => Math.floor((k + 1) / 2 ** bit) % 2 === 1),
  );
  return sets.sort((a, b) => a.length - b.length);
}

export function nameOf({ historyRuns, warmUpMinutes, unscoredMinutes, known = [] }: Looks): string {
  const parts = [
    ...known.map((name) => knownWords[name]),
    ...(historyRuns > 0 ? [`${historyRuns} earlier ${historyRuns === 1 ? "run" : "runs"}`] : []),
    ...(warmUpMinutes > 0 ? [`first ${warmUpMinutes} min`] : []),
  ];
  const name = parts.length > 0 ? AND.format(parts) : "population";
  return unscoredMinutes ? `${name}, from minute ${unscoredMinutes}` : name;
}

function seesOf({ historyRuns, warmUpMinutes, unscoredMinutes, known = [] }: Looks): string {
  const besides = [
    ...known.map((name) => `the runner's ${knownWords[name]}`),
    ...(historyRuns === 1 ? ["the runner's latest run before it, with its heart rate"] : []),
    ...(historyRuns > 1 ? [`the runner's latest ${historyRuns} runs before it, with their heart rate`] : []),
    ...(warmUpMinutes > 0 ? [`the run's own heart rate over its first ${warmUpMinutes} minutes`] : []),
  ];
  const sees = besides.length > 0 ? `these and ${AND.format(besides)}` : SPEED_AND_ALTITUDE;
  const scoredFrom = warmUpMinutes || unscoredMinutes;
  return scoredFrom ? `${sees}; scored from minute ${scoredFrom} on` : sees;
}

/**
 * A runner's runs that started before one of them, the latest last. Of undated runs, the order of their file tells; those
 * between which the days are not known have no order.
 * @param place of the run in the file, among these
 */
export function earlierOf<Run extends { track: Dated }>(
  runs: readonly Run[],
  { track }: { track: Dated },
  place: number,
): Run[] {
  const isUndated = startDay(track) === null;
  const earlier = runs.flatMap((run, k) => {
    if (isUndated) return startDay(run.track) === null && k < place ? { run, days: 0 } : [];
    const days = daysBetween(run.track, track);
    return days !== null && days > 0 ? { run, days } : [];
  });
  return earlier.sort((a, b) => b.days - a.days).map(({ run }) => run);
}

/** The latest runs of each runner, dated and undated, as many of each as are looked at: files hold runs in order of time. */
class Memory {
  readonly #runs: number;
  readonly #byRunner = new Map<string, RunOfRunner[]>();

  constructor(runs: number) {
    this.#runs = runs;
  }

  /** The runner's latest runs before this one; null where there are too few. */
  of(run: RunOfRunner): readonly RunOfRunner[] | null {
    if (this.#runs === 0) return [];
    const own = (run.track.runner !== null && this.#byRunner.get(run.track.runner)) || [];
    const earlier = earlierOf(own, run, own.length);
    return earlier.length < this.#runs ? null : earlier.slice(-this.#runs);
  }

  /** Runs without a heart rate teach nothing. */
  add(prediction: RunOfRunner): void {
    const { runner, heartRateBpm } = prediction.track;
    if (this.#runs === 0 || runner === null || heartRateBpm.every(Number.isNaN)) return;
    const own = [...(this.#byRunner.get(runner) ?? []), prediction];
    const isDated = (run: RunOfRunner) => startDay(run.track) !== null;
    const dated = own.filter(isDated).sort((a, b) => startDay(a.track)! - startDay(b.track)!);
    const undated = own.filter((run) => !isDated(run));
    this.#byRunner.set(runner, [...undated.slice(-this.#runs), ...dated.slice(-this.#runs)]);
  }
}
