import { Random } from "../base/random.ts";
import type { NewRun } from "../library/kept-run.ts";
import type { Track } from "../workout/workout.ts";
import { trackOf } from "./tracks.ts";

const FIRST_DAY_S = Date.UTC(2026, 0, 5, 6) / 1000;

/** A run of about an hour on a day of 2026, unlike any of another seed, on the grid's resolution. */
export function datedTrack(seed: string, day: number, rest: Partial<Track> = {}): Track {
  const random = new Random(seed);
  const steps = 480 + Math.round(random.normal(0, 40));
  const wandering = (from: number, spread: number, resolution: number) => {
    let value = from;
    return Array.from({ length: steps }, () => {
      value += random.normal(0, spread);
      return resolution * Math.round(value / resolution);
    });
  };
  const columns = {
    speedKmh: wandering(10 + random.normal(0, 1), 0.05, 0.025).map((kmh) => Math.max(3, kmh)),
    altitudeM: wandering(200, 0.3, 0.025),
    heartRateBpm: wandering(145 + random.normal(0, 6), 0.5, 0.25),
    cadenceSpm: wandering(170, 0.25, 0.25),
    temperatureC: wandering(15, 0.1, 0.1),
  };
  return trackOf(columns, {
    name: `run ${seed}`,
    startedAt: { unixS: FIRST_DAY_S + 86_400 * day, utcOffsetS: 3600 },
    ...rest,
  });
}

/** The same as a run to be kept, of the runner whom nobody named. */
export function datedRun(seed: string, day: number, rest: Partial<Track> = {}): NewRun {
  return { track: datedTrack(seed, day, rest), runner: "Me", excluded: [] };
}
