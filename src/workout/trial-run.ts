import { workoutFrom } from "./formats/points.ts";
import type { NamedBytes, Workout } from "./workout.ts";

/** Length and step of the trial run: an hour, so that the memory of the first real run is already allocated. */
const SECONDS = 3600;
const STEP_S = 2;
const POINTS = SECONDS / STEP_S + 1;
const DEGREES_A_SECOND = 2.5e-5;

/** Makes a trial run. Predicting it once lets the browser compile the code that the first real run would wait for. */
export function trialWorkout(): Workout {
  const series = (value: (second: number) => number) =>
    Float64Array.from({ length: POINTS }, (_, i) => value(i * STEP_S));
  return workoutFrom(
    { name: "trial run", format: "gpx" },
    {
      timeS: series((second) => second),
      latitudeDeg: series((second) => second * DEGREES_A_SECOND),
      longitudeDeg: series(() => 0),
      altitudeM: series(altitudeM),
      heartRateBpm: series(heartRateBpm),
    },
  );
}

/** Makes the trial run as a GPX file. Reading it once lets the browser compile the parser. */
export function trialFile(): NamedBytes {
  const points = Array.from({ length: POINTS }, (_, i) => {
    const second = i * STEP_S;
    const time = new Date(second * 1000).toISOString();
    const latitude = (second * DEGREES_A_SECOND).toFixed(6);
    return (
      `<trkpt lat="${latitude}" lon="0.0"><ele>${altitudeM(second)}</ele><time>${time}</time>` +
      `<extensions><t:hr>${heartRateBpm(second)}</t:hr></extensions></trkpt>`
    );
  });
  const gpx = `<gpx xmlns:t="t"><trk><trkseg>${points.join("\n")}</trkseg></trk></gpx>`;
  return { name: "trial run", bytes: new TextEncoder().encode(gpx) };
}

function altitudeM(second: number): number {
  return second % 40;
}

function heartRateBpm(second: number): number {
  return 140 + (second % 20);
}
