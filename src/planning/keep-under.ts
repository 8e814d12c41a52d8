import { PredictorError } from "../base/error.ts";
import type { ExpectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import type { Course } from "../workout/course/course.ts";
import type { Pacing } from "./pacing.ts";
import { durationOf, pacer, partAt, partPacesS, partsOf, placeAt, type RunPlan } from "./plan.ts";

/** Heart rates that a plan may be asked about, bpm. */
export const PLANNED_BPM = { least: 60, most: 230 };

/** A heart rate that a run is to stay at or under: the expected one, or the upper end of its band. */
export interface HeartRateCeiling {
  bpm: number;
  of: "expected" | "upper";
}

/** Speeds between which a pace is looked for, km/h on the level. */
export interface SpeedRange {
  lowest: number;
  highest: number;
}

/** The fastest plan that stays under a ceiling. */
export interface KeptUnder {
  plan: RunPlan;
  /** Seconds per kilometre of each part, with which planByParts makes the same plan. */
  paces: number[];
  /** Highest heart rate, of what the ceiling is of, over the kilometres that keep under it; over all where none does. */
  highestBpm: number;
  /** Place from which no pace keeps under the ceiling; null where one always does. */
  lostFromM: number | null;
  /** Place from which on one does again, to the end; null where none does, or where one always does. */
  lostToM: number | null;
  /** Whether the fastest speed that is looked for stays under it throughout. */
  isNeverReached: boolean;
}

/** What a model expects of a plan. */
export type Expect = (plan: RunPlan) => Promise<{ expected: ExpectedHeartRate; stepS: number }>;

/** Time in which a heart comes up from rest, and what is expected of it tells nothing of the pace. */
const RISE_S = 60;

/** Largest change of speed, slopes apart, from one part to the next: more is no pace to run by. */
const SMOOTHNESS = 1.03;

/** Below the ceiling by so much, so that what is found lies under it when it is rounded. */
const MARGIN_BPM = 0.1;
const TOLERANCE_BPM = 0.1;

/** Heart beats by which ten per cent of speed are expected to differ, to begin with and at the least and most. */
const BPM_PER_LOG = { first: 90, least: 45, most: 300 };
const LARGEST_STEP = 0.12;

/** Predictions that a search takes at most; half as many more then only slow down. */
const MOST_ROUNDS = 40;

/**
 * Looks for the fastest pace by kilometre with which a model expects a heart rate at or under a ceiling: parts above it are
 * slowed down, parts below it sped up, and neighbours kept within SMOOTHNESS, until nothing is left to change.
 * @throws PredictorError `bad-model` where the ceiling is of a band that the model does not state, or as `expect` does.
 */
export async function keepUnder(
  course: Course,
  pacing: Pacing,
  ceiling: HeartRateCeiling,
  range: SpeedRange,
  expect: Expect,
): Promise<KeptUnder> {
  const search = new Search(course, pacing, ceiling, range);
  let best = await search.look(expect);
  for (let round = 0; round < MOST_ROUNDS + MOST_ROUNDS / 2; round++) {
    if (!search.move(best.peaksBpm, round >= MOST_ROUNDS)) break;
    best = await search.look(expect);
  }
  return search.result(best);
}

interface Look {
  plan: RunPlan;
  /** Highest heart rate of each part; −∞ of one that lies within RISE_S. */
  peaksBpm: number[];
  /** Places between which each part is above the ceiling; null where it never is. */
  above: ({ fromM: number; toM: number } | null)[];
  /** Place of the last step. */
  lastM: number;
}

class Search {
  readonly #course: Course;
  readonly #ceiling: HeartRateCeiling;
  readonly #range: SpeedRange;
  readonly #pace: ReturnType<typeof pacer>;
  /** Logarithms of the parts' speeds on the level. */
  #logKmh: number[];
  #bpmPerLog: number[];
  #before: { logKmh: number[]; peaksBpm: number[] } | null = null;

  constructor(course: Course, pacing: Pacing, ceiling: HeartRateCeiling, range: SpeedRange) {
    this.#course = course;
    this.#ceiling = ceiling;
    this.#range = range;
    this.#pace = pacer(course, pacing);
    const parts = partsOf(course);
    this.#logKmh = new Array<number>(parts).fill(Math.log(Math.sqrt(range.lowest * range.highest)));
    this.#bpmPerLog = new Array<number>(parts).fill(BPM_PER_LOG.first);
  }

  async look(expect: Expect): Promise<Look> {
    const plan = this.#pace((part) => Math.exp(this.#logKmh[part]));
    const { expected, stepS } = await expect(plan);
    const peaksBpm = this.#logKmh.map(() => Number.NEGATIVE_INFINITY);
    const above = this.#logKmh.map((): Look["above"][number] => null);
    const fromS = Math.min(RISE_S, durationOf(plan) / 2);
    const held = this.#held(expected);
    held.forEach((bpm, i) => {
      if (i * stepS < fromS) return;
      const metres = placeAt(plan, i * stepS);
      const part = partAt(this.#course, metres);
      peaksBpm[part] = Math.max(peaksBpm[part], bpm);
      if (bpm > this.#ceiling.bpm + TOLERANCE_BPM) above[part] = { fromM: above[part]?.fromM ?? metres, toM: metres };
    });
    return { plan, peaksBpm, above, lastM: placeAt(plan, (held.length - 1) * stepS) };
  }

  /** The series that stays under the ceiling. */
  #held({ heartRateBpm, interval }: ExpectedHeartRate): Float32Array {
    if (this.#ceiling.of === "expected") return heartRateBpm;
    if (interval !== null) return interval.upperBpm;
    throw new PredictorError(
      "bad-model",
      "This model states no band around the heart rate that it expects: keep the expected heart rate under it instead.",
    );
  }

  /** Changes the speeds by the peaks that they led to; false where nothing is left to change. */
  move(peaksBpm: readonly number[], onlySlower: boolean): boolean {
    this.#learnSlopes(peaksBpm);
    const wantedBpm = this.#ceiling.bpm - MARGIN_BPM;
    const wanted = this.#logKmh.map((log, part) => {
      const overBpm = peaksBpm[part] - wantedBpm;
      if (Math.abs(overBpm) <= TOLERANCE_BPM || (onlySlower && overBpm < 0)) return log;
      const step = overBpm === Number.NEGATIVE_INFINITY ? -LARGEST_STEP : overBpm / this.#bpmPerLog[part];
      return this.#within(log - Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step)));
    });
    const smooth = this.#smoothed(wanted);
    const change = smooth.reduce((most, log, part) => Math.max(most, Math.abs(log - this.#logKmh[part])), 0);
    this.#before = { logKmh: this.#logKmh, peaksBpm: [...peaksBpm] };
    this.#logKmh = smooth;
    return change > 1e-4;
  }

  result({ plan, peaksBpm, above, lastM }: Look): KeptUnder {
    const lost = above.flatMap((places, part) => (places !== null && this.#isSlowest(part) ? { ...places, part } : []));
    const held = peaksBpm.filter((_, part) => !lost.some((places) => places.part === part));
    const last = lost.at(-1);
    return {
      plan,
      paces: partPacesS(plan),
      highestBpm: Math.max(...(held.length > 0 ? held : peaksBpm)),
      lostFromM: lost[0]?.fromM ?? null,
      lostToM: last !== undefined && last.toM < lastM ? last.toM : null,
      isNeverReached: this.#logKmh.every((log) => log >= Math.log(this.#range.highest) - 1e-9),
    };
  }

  /** Learns from the last two looks how many beats a part's speed makes. */
  #learnSlopes(peaksBpm: readonly number[]): void {
    const before = this.#before;
    if (before === null) return;
    this.#bpmPerLog = this.#bpmPerLog.map((known, part) => {
      const change = this.#logKmh[part] - before.logKmh[part];
      const slope = (peaksBpm[part] - before.peaksBpm[part]) / change;
      if (Math.abs(change) < 1e-3 || !Number.isFinite(slope)) return known;
      return Math.min(BPM_PER_LOG.most, Math.max(BPM_PER_LOG.least, (known + Math.abs(slope)) / 2));
    });
  }

  #within(log: number): number {
    return Math.min(Math.log(this.#range.highest), Math.max(Math.log(this.#range.lowest), log));
  }

  #isSlowest(part: number): boolean {
    return this.#logKmh[part] <= Math.log(this.#range.lowest) + 1e-9;
  }

  /** The fastest speeds below those wanted that change by no more than SMOOTHNESS a part; a part that is lost pulls none down. */
  #smoothed(wanted: readonly number[]): number[] {
    const smooth = [...wanted];
    const slowest = Math.log(this.#range.lowest) + 1e-9;
    const limit = (part: number, neighbour: number) => {
      if (smooth[neighbour] > slowest) smooth[part] = Math.min(smooth[part], smooth[neighbour] + Math.log(SMOOTHNESS));
    };
    for (let part = 1; part < smooth.length; part++) limit(part, part - 1);
    for (let part = smooth.length - 2; part >= 0; part--) limit(part, part + 1);
    return smooth;
  }
}
