import { isAltitudeKnown, summarise } from "../../workout/summary.ts";
import type { Track } from "../../workout/workout.ts";
import { has } from "./shapley.ts";

/** Parts that a run adds to the expected heart rate, in the order of a coalition's bits. */
export const runParts = ["pace", "changes", "hills", "timeOnFeet"] as const;

export type RunPart = (typeof runParts)[number];

const [PACE, CHANGES, HILLS] = [0, 1, 2];

/** Coalitions of pace, changes and hills, which a changed track stands for; time on feet doubles them. */
const GROUNDS = 2 ** (runParts.length - 1);

/** Even speed of the base: 6:00 min/km, near what runs of all kinds average. */
export const BASE_KMH = 10;

/** Time between the moments at which a fresh runner sets out. */
const SET_OUT_EVERY_S = 600;

/** Age from which, and up to which, a fresh runner is looked at, in times of SET_OUT_EVERY_S. */
const [FRESH_FROM, FRESH_TO] = [1, 3];

/** Runs to be predicted in place of a run, to tell its parts. */
export interface Counterfactuals {
  /** The run with and without its pace, the changes of it and its hills: by the coalitions' bits, the run itself last. */
  grounds: Track[];
  /** The same of runners who set out later, each from his start on: [ground][start]. */
  fresh: Track[];
  /**
   * Heart rates of all coalitions by their bits.
   * @param groundsBpm of `grounds`
   * @param freshBpm of `fresh`
   */
  valuesOf(groundsBpm: readonly Float32Array[], freshBpm: readonly Float32Array[]): Float32Array[];
}

/**
 * Makes the runs that a run is compared with to tell its parts: at an even 10 km/h in place of its pace, at its mean speed
 * in place of the changes, on the level at its first altitude, and fresh. Docs: decisions/parts.md.
 */
export function counterfactualRuns(track: Track): Counterfactuals {
  const steps = track.speedKmh.length;
  const everySteps = Math.max(1, Math.round(SET_OUT_EVERY_S / track.stepS));
  const starts = startsOf(steps, everySteps);
  const grounds = Array.from({ length: GROUNDS }, (_, coalition) => groundOf(track, coalition));
  return {
    grounds,
    fresh: grounds.flatMap((ground) => starts.map((start) => setOutAt(ground, start, FRESH_TO * everySteps))),
    valuesOf: (groundsBpm, freshBpm) => [
      ...groundsBpm.map((bpm, k) => {
        const own = freshBpm.slice(k * starts.length, (k + 1) * starts.length);
        return blended(bpm, own, starts, everySteps);
      }),
      ...groundsBpm,
    ],
  };
}

/** The run with what a coalition of pace, changes and hills says of it. */
function groundOf(track: Track, coalition: number): Track {
  const { meanSpeedKmh } = summarise(track);
  const evenKmh = has(coalition, PACE) ? meanSpeedKmh : BASE_KMH;
  // Whoever never moved has no mean to bring to another.
  const scale = has(coalition, PACE) || meanSpeedKmh === 0 ? 1 : BASE_KMH / meanSpeedKmh;
  const hasHills = has(coalition, HILLS) && isAltitudeKnown(track);
  return {
    ...track,
    speedKmh: track.speedKmh.map((kmh) => (has(coalition, CHANGES) ? scale * kmh : evenKmh)),
    altitudeM: hasHills ? track.altitudeM : track.altitudeM.map(() => track.altitudeM[0]),
  };
}

/** Steps at which fresh runners set out, as long as they grow old enough within the run to be looked at. */
function startsOf(steps: number, everySteps: number): number[] {
  const count = Math.max(0, Math.ceil(steps / everySteps) - FRESH_FROM - 1);
  return Array.from({ length: count }, (_, k) => (k + 1) * everySteps);
}

function setOutAt(track: Track, start: number, steps: number): Track {
  const cut = (series: Float32Array) => series.slice(start, start + steps);
  return { ...track, speedKmh: cut(track.speedKmh), altitudeM: cut(track.altitudeM) };
}

/**
 * Heart rate of a fresh runner all along: each of them counts the more the nearer the time since they set out is to the
 * middle of the ages looked at. Nobody sets out before the run, so that early on the run itself is in their place.
 */
function blended(
  whole: Float32Array,
  freshBpm: readonly Float32Array[],
  starts: readonly number[],
  everySteps: number,
): Float32Array {
  const middle = (FRESH_FROM + FRESH_TO) / 2;
  return whole.map((wholeBpm, i) => {
    let bpm = wholeBpm;
    for (const [k, start] of starts.entries()) {
      const share = 1 - Math.abs((i - start) / everySteps - middle);
      if (share > 0) bpm += share * (freshBpm[k][i - start] - wholeBpm);
    }
    return bpm;
  });
}
