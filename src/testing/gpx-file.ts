/** Faults of a recording, in seconds from its start. */
export interface Faults {
  /** The watch was stopped from one point to another, and nobody came on. */
  pause?: [fromS: number, toS: number];
  /** A position a kilometre away. */
  jumpAtS?: number;
  /** An altitude 300 m too high. */
  spikeAtS?: number;
  /** Without a heart rate from one point up to another. */
  dropOut?: [fromS: number, toS: number];
  /** A heart rate this far off what it was, from one point up to another. */
  offset?: { bpm: number; fromS: number; toS: number };
}

interface GpxOptions {
  minutes: number;
  withHeartRate?: boolean;
  /** By how much the speed swings around 2.8 m/s. */
  swingMps?: number;
  faults?: Faults;
}

const KILOMETRE_DEG = 1000 / 111_195;

/** A run that nobody ran, as a watch would write it: a point a second, on gentle hills, with a heart rate. */
export function gpxFile({ minutes, withHeartRate = true, swingMps = 0.6, faults = {} }: GpxOptions): string {
  const { pause, jumpAtS, spikeAtS, dropOut, offset } = faults;
  const points: string[] = [];
  let metres = 0;
  for (let second = 0; second <= minutes * 60; second++) {
    const isPaused = pause !== undefined && second > pause[0] && second <= pause[1];
    const metresPerSecond = isPaused ? 0 : 2.8 + swingMps * Math.sin(second / 300);
    metres += metresPerSecond;
    if (isPaused && second < pause[1]) continue;
    const latitude = (48 + metres / 111_195 + (second === jumpAtS ? KILOMETRE_DEG : 0)).toFixed(7);
    const altitude = (250 + 20 * Math.sin(metres / 900) + (second === spikeAtS ? 300 : 0)).toFixed(1);
    const time = new Date(Date.UTC(2024, 4, 1, 8) + second * 1000).toISOString();
    const offBpm = offset && second >= offset.fromS && second < offset.toS ? offset.bpm : 0;
    const bpm =
      Math.round(100 + 55 * (1 - Math.exp(-second / 120)) + 8 * Math.sin(second / 300) + second / 600) + offBpm;
    const isLost = dropOut !== undefined && second >= dropOut[0] && second < dropOut[1];
    const heartRate = withHeartRate && !isLost ? `<gpxtpx:hr>${bpm}</gpxtpx:hr>` : "";
    points.push(`      <trkpt lat="${latitude}" lon="11.0000000">
        <ele>${altitude}</ele>
        <time>${time}</time>
        <extensions>
          <gpxtpx:TrackPointExtension>${heartRate}<gpxtpx:cad>85</gpxtpx:cad></gpxtpx:TrackPointExtension>
        </extensions>
      </trkpt>`);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="A watch" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
  <trk>
    <type>running</type>
    <trkseg>
${points.join("\n")}
    </trkseg>
  </trk>
</gpx>
`;
}
