import { parseWorkouts } from "./formats/parse.ts";
import type { Workout } from "./workout.ts";

/** An hour, so that the first real run meets memory already taken; a point every two seconds. */
const SECONDS = 3600;
const STEP_S = 2;

/**
 * A run that nobody ran, read like every file. Reading it once, and predicting it once, lets the browser compile what the first
 * real run would otherwise wait for.
 */
export function trialWorkout(): Workout {
  const points: string[] = [];
  for (let second = 0; second <= SECONDS; second += STEP_S) {
    const time = new Date(second * 1000).toISOString();
    const latitude = (second * 2.5e-5).toFixed(6);
    points.push(
      `<trkpt lat="${latitude}" lon="0.0"><ele>${second % 40}</ele><time>${time}</time>` +
        `<extensions><t:hr>${140 + (second % 20)}</t:hr></extensions></trkpt>`,
    );
  }
  const gpx = `<gpx xmlns:t="t"><trk><trkseg>${points.join("\n")}</trkseg></trk></gpx>`;
  const [run] = parseWorkouts({ name: "trial run", bytes: new TextEncoder().encode(gpx) });
  if ("error" in run) throw run.error;
  return run.workout;
}
