import { PredictorError } from "../base/error.ts";
import { altitudeAt, type Course, slopeAt } from "../workout/course/course.ts";
import { distanceAlong, timeAtKm } from "../workout/distance-along.ts";
import { costForHearts, costOfRunning, slopesOf } from "../workout/graded-speed.ts";
import { STANDING_KMH } from "../workout/standing.ts";
import type { Track } from "../workout/workout.ts";

/** Ways to meet a slope: one pace throughout, or an even effort by what a slope costs the body, or the heart. */
export const pacingWays = ["even-pace", "even-effort", "even-effort-hearts", "like-run"] as const;

export type PacingWay = (typeof pacingWays)[number];

/** A strategy for a course. */
export interface Pacing {
  way: PacingWay;
  /** Share by which the second half of the way is run in less time than the first, slopes apart; negative for a slower one. */
  negativeSplit: number;
  /** Pacing of the earlier run for "like-run"; else null. */
  like: RunPacing | null;
}

export const EVEN_PACE: Pacing = { way: "even-pace", negativeSplit: 0, like: null };

/** Speeds of a run at evenly spaced shares of its way, as on the level at the same effort, km/h. */
export type RunPacing = Float64Array;

/** Largest negative split, and positive one: more is another run. @limit */
export const MOST_NEGATIVE_SPLIT_SHARE = 0.25;

/**
 * Speed downhill beside that on the level: hearts gain no more by the runs that cost for hearts was fitted to. Legs that
 * save energy brake instead.
 */
const FASTEST_DOWNHILL = 1.15;

/** Shares of a run's way at which its pacing is looked at, and the part of it over which each is a mean. */
const PACING_PLACES = 100;
const PACING_WINDOW = 0.03;

/** Speed on a slope beside that on the level, by a way to meet it. */
export function slopeFactor(way: PacingWay, slope: number): number {
  if (way === "even-pace") return 1;
  const cost = way === "even-effort-hearts" ? costForHearts(slope) : costOfRunning(slope) / costOfRunning(0);
  return Math.min(FASTEST_DOWNHILL, 1 / cost);
}

/**
 * Speeds at places of a course, beside one another: what is left open is how fast the whole is run.
 * @throws PredictorError `bad-value` past MOST_NEGATIVE_SPLIT_SHARE.
 */
export function relativeSpeeds(course: Course, distanceM: Float64Array, pacing: Pacing): Float64Array {
  if (!(Math.abs(pacing.negativeSplit) <= MOST_NEGATIVE_SPLIT_SHARE)) {
    throw new PredictorError(
      "bad-value",
      `A second half that is ${Number(Math.abs(100 * pacing.negativeSplit).toFixed(1))} % faster or slower than the first is another run: say at most ${100 * MOST_NEGATIVE_SPLIT_SHARE} %.`,
    );
  }
  const gain = splitGain(pacing.negativeSplit);
  return distanceM.map((metres) => {
    const share = metres / course.lengthM;
    const like = pacing.way === "like-run" && pacing.like ? paceAt(pacing.like, share) : 1;
    return like * (1 + gain * (share - 0.5)) * slopeFactor(pacing.way, slopeAt(course, metres));
  });
}

/** Rise of speed over the whole way, beside its middle, with which the second half takes so much less time than the first. */
function splitGain(negativeSplit: number): number {
  // Times of the halves are ln(1 + gain / 2) and −ln(1 − gain / 2), but for one factor.
  let [low, high] = [-1.9, 1.9];
  for (let i = 0; i < 60; i++) {
    const gain = (low + high) / 2;
    const ratio = gain === 0 ? 1 : Math.log(1 + gain / 2) / -Math.log(1 - gain / 2);
    if (ratio > 1 - negativeSplit) low = gain;
    else high = gain;
  }
  return (low + high) / 2;
}

function paceAt(like: RunPacing, share: number): number {
  const place = Math.min(like.length - 1, Math.max(0, share * (like.length - 1)));
  const before = Math.min(like.length - 2, Math.floor(place));
  return like[before] + (place - before) * (like[before + 1] - like[before]);
}

/** Reads a run's pacing off: where it was fast and where slow, slopes apart. Stops are left out. */
export function pacingOfRun(track: Track): RunPacing {
  const slopes = slopesOf(track);
  const levelKmh = track.speedKmh.map((kmh, i) => kmh / slopeFactor("like-run", slopes[i]));
  const along = distanceAlong(track);
  const wholeKm = along.km[along.km.length - 1];
  const stepAt = (share: number) =>
    Math.round(timeAtKm(along, Math.min(1, Math.max(0, share)) * wholeKm) / track.stepS);
  return Float64Array.from({ length: PACING_PLACES + 1 }, (_, i) => {
    const share = i / PACING_PLACES;
    const [from, to] = [stepAt(share - PACING_WINDOW), stepAt(share + PACING_WINDOW)];
    const moving = levelKmh.slice(from, to + 1).filter((_kmh, k) => track.speedKmh[from + k] > STANDING_KMH);
    return moving.length === 0 ? STANDING_KMH : moving.reduce((sum, kmh) => sum + kmh, 0) / moving.length;
  });
}

/** Speeds of the first seconds beside those that follow: 0.86 in the first five, 0.93 and 0.97 in the next, over runs of 97 runners. */
const START_SHARE = 0.8;
const START_S = 7;

/** Speed at a moment beside that of a run without a start, which takes some seconds to gather. */
export function startFactor(timeS: number): number {
  return 1 - (1 - START_SHARE) * Math.exp(-timeS / START_S);
}

/** Distance between the places at which a plan knows its speed; nearer in the start. */
const PLACES_EVERY_M = 20;
const START_M = 60;
const START_EVERY_M = 2;

/** Places of a course at which a plan knows its speed, from its start to its end. */
export function placesOn(course: Course): Float64Array {
  const startM = Math.min(START_M, course.lengthM);
  const start = Array.from({ length: Math.ceil(startM / START_EVERY_M) }, (_, i) => i * START_EVERY_M);
  const steps = Math.max(1, Math.ceil((course.lengthM - startM) / PLACES_EVERY_M));
  const rest = Array.from({ length: steps + 1 }, (_, i) => startM + (i / steps) * (course.lengthM - startM));
  return Float64Array.from([...start.filter((metres) => metres < startM), ...rest]);
}

/** Altitudes of a course at places. */
export function altitudesAt(course: Course, distanceM: Float64Array): Float64Array {
  return distanceM.map((metres) => altitudeAt(course, metres));
}
