import { workoutFrom } from "./formats/points.ts";
import type { NamedBytes, Workout } from "./workout.ts";

/** Length and step of the trial run: an hour, so that the memory of the first real run is already allocated. */
const SECONDS = 3600;
const STEP_S = 2;
const POINTS = SECONDS / STEP_S + 1;
const DEGREES_A_SECOND = 2.5e-5;
/** A date, and a longitude, whose numbers are as large as in files: engines compile code for small integers apart. */
const START_MS = Date.UTC(2024, 4, 1);
const LONGITUDE = "-122.4700000";

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

/** Makes the trial run as a GPX file, written as watches do. Reading it lets the browser compile the parser for such files. */
export function trialFile(): NamedBytes {
  const points = Array.from({ length: POINTS }, (_, i) => {
    const second = i * STEP_S;
    return `      <trkpt lat="${(second * DEGREES_A_SECOND).toFixed(7)}" lon="${LONGITUDE}">
        <ele>${altitudeM(second).toFixed(1)}</ele>
        <time>${new Date(START_MS + 1000 * second).toISOString()}</time>
        <extensions>
          <gpxtpx:TrackPointExtension>
            <gpxtpx:hr>${heartRateBpm(second)}</gpxtpx:hr>
            <gpxtpx:cad>85</gpxtpx:cad>
          </gpxtpx:TrackPointExtension>
        </extensions>
      </trkpt>`;
  });
  const gpx = `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="trial" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
  <trk>
    <name>trial run</name>
    <type>running</type>
    <trkseg>
${points.join("\n")}
    </trkseg>
  </trk>
</gpx>
`;
  return { name: "trial run", bytes: new TextEncoder().encode(gpx) };
}

function altitudeM(second: number): number {
  return second % 40;
}

function heartRateBpm(second: number): number {
  return 140 + (second % 20);
}
