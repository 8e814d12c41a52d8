import { isAltitudeKnown } from "./summary.ts";
import type { Track } from "./workout.ts";

/** Steepest slope that was measured; steeper ones count as this. */
const STEEPEST = 0.45;

/** Time over which a slope is taken: about 100 m of running, within which barometers and maps are off by a metre or so. */
const SLOPE_S = 36;

/** Shortest way that has a slope: on a shorter one, the runner stands and the altitude drifts. */
const SHORTEST_WAY_M = 10;

/**
 * Energy cost of running on a slope, above rest, J/kg/m (A. E. Minetti et al., "Energy cost of walking and running at extreme
 * uphill and downhill slopes", J. Appl. Physiol. 93, 2002: running, r² 0.999).
 * @param slope rise by way
 */
export function costOfRunning(slope: number): number {
  const i = Math.min(STEEPEST, Math.max(-STEEPEST, slope));
  return ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6;
}

/** Steepest slope of the runs that cost for hearts was fitted to. */
const STEEPEST_FOR_HEARTS = 0.3;

/**
 * Speed on the level of the same heart rate, by the speed on a slope, from 6 million runs (D. Robb, "An improved GAP model",
 * Strava Engineering 2017), as the polynomial that its curve is quoted by. Hearts gain less downhill than legs save energy.
 * @param slope rise by way
 */
export function costForHearts(slope: number): number {
  const percent = 100 * Math.min(STEEPEST_FOR_HEARTS, Math.max(-STEEPEST_FOR_HEARTS, slope));
  return 1 + (0.03266 + (0.0020536 + (-3.99e-6 - 5.294e-7 * percent) * percent) * percent) * percent;
}

/**
 * Grade-adjusted speed: the speed on the level that costs as much energy as the speed on the slope, by timestep, km/h. null
 * where altitude or ground are unknown.
 */
export function gradedSpeed(
  track: Pick<Track, "speedKmh" | "altitudeM" | "stepS" | "isOnUnknownGround">,
): Float32Array | null {
  if (track.isOnUnknownGround || !isAltitudeKnown(track)) return null;
  const slopes = slopesOf(track);
  return track.speedKmh.map((kmh, i) => (kmh * costOfRunning(slopes[i])) / costOfRunning(0));
}

/** Slope at each step, over SLOPE_S around it; 0 where the way is too short to have one. */
export function slopesOf({
  speedKmh,
  altitudeM,
  stepS,
}: Pick<Track, "speedKmh" | "altitudeM" | "stepS">): Float64Array {
  const reach = Math.max(1, Math.round(SLOPE_S / 2 / stepS));
  const last = speedKmh.length - 1;
  const wayM = new Float64Array(speedKmh.length);
  for (let i = 1; i <= last; i++) wayM[i] = wayM[i - 1] + ((speedKmh[i - 1] + speedKmh[i]) / 2 / 3.6) * stepS;
  return wayM.map((_, i) => {
    const [from, to] = [Math.max(0, i - reach), Math.min(last, i + reach)];
    const ownWayM = wayM[to] - wayM[from];
    return ownWayM < SHORTEST_WAY_M ? 0 : (altitudeM[to] - altitudeM[from]) / ownWayM;
  });
}
