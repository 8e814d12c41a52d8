import { median } from "../base/statistics.ts";
import type { Repair, Workout } from "../workout/workout.ts";

/** Source of a run's speed. */
export type SpeedSource =
  | "device, smooth"
  | "device, noisy as from positions"
  | "device, too sparse to tell"
  | "from distance"
  | "from positions";

/**
 * Noise from which a stated speed counts as derived from positions, km/h. Over runs of 74 runners the noise has two modes,
 * 0.01 to 0.2 (speeds filtered by the device) and 0.35 to 0.9 (speeds from positions); 1 % of the runs are between them, at
 * 0.25 to 0.3.
 */
export const NOISY_KMH = 0.25;

/** Longest span of three points: over a longer one, differences are changes of pace and not noise. */
const LONGEST_SPAN_S = 10;
const FEWEST_TRIPLES = 50;
/** Ratio of standard deviation to median absolute value of a normal distribution. */
const MEDIAN_TO_SD = 1.4826;

/** Tells the source of a run's speed by its repairs and, for a stated speed, by its noise. */
export function speedSourceOf(
  recorded: Pick<Workout, "sampling" | "timeS" | "speedKmh">,
  repairs: readonly Pick<Repair, "code">[],
): SpeedSource {
  const isRepaired = (code: Repair["code"]) => repairs.some((repair) => repair.code === code);
  if (isRepaired("speed-from-distance")) return "from distance";
  if (isRepaired("speed-from-positions")) return "from positions";
  const noise = speedNoiseKmh(recorded);
  if (noise === null) return "device, too sparse to tell";
  return noise < NOISY_KMH ? "device, smooth" : "device, noisy as from positions";
}

/**
 * Estimates the standard deviation of a speed's noise, km/h, from the median of its second differences, which slow changes
 * of pace and some spikes do not affect. The second differences of white noise are √6 times as wide. Null where too few
 * points are near one another.
 */
function speedNoiseKmh({ sampling, timeS, speedKmh }: Pick<Workout, "sampling" | "timeS" | "speedKmh">): number | null {
  if (sampling === "timesteps") return null;
  const differences: number[] = [];
  for (let i = 1; i + 1 < speedKmh.length; i++) {
    const [before, here, after] = [speedKmh[i - 1], speedKmh[i], speedKmh[i + 1]];
    const isNear = timeS[i + 1] - timeS[i - 1] <= LONGEST_SPAN_S;
    if (isNear && before > 0 && here > 0 && after > 0) differences.push(Math.abs(before - 2 * here + after));
  }
  if (differences.length < FEWEST_TRIPLES) return null;
  return (MEDIAN_TO_SD * median(differences)) / Math.sqrt(6);
}
