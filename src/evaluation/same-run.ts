import type { Track } from "../workout/workout.ts";

type Series = Pick<Track, "speedKmh" | "heartRateBpm">;

/** Largest differences within one run: far below those of two runs of a runner, and above a link's rounding. */
const SAME_SPEED_KMH = 0.1;
const SAME_HEART_RATE_BPM = 1;

/** Whether two tracks are of one run, which as its own history would give away its own heart rate. */
export function isSameRun(a: Series, b: Series): boolean {
  const isAlike = (one: Float32Array, other: Float32Array, apart: number) =>
    one.every((value, i) => Object.is(value, other[i]) || Math.abs(value - other[i]) <= apart);
  return (
    a.speedKmh.length === b.speedKmh.length &&
    isAlike(a.speedKmh, b.speedKmh, SAME_SPEED_KMH) &&
    isAlike(a.heartRateBpm, b.heartRateBpm, SAME_HEART_RATE_BPM)
  );
}
