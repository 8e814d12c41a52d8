/** A run that nobody ran, as a watch would write it: a point a second, on gentle hills, with a heart rate. */
export function gpxFile({ minutes, withHeartRate = true }: { minutes: number; withHeartRate?: boolean }): string {
  const points: string[] = [];
  let metres = 0;
  for (let second = 0; second <= minutes * 60; second++) {
    const metresPerSecond = 2.8 + 0.6 * Math.sin(second / 300);
    metres += metresPerSecond;
    const latitude = (48 + metres / 111_195).toFixed(7);
    const altitude = (250 + 20 * Math.sin(metres / 900)).toFixed(1);
    const time = new Date(Date.UTC(2024, 4, 1, 8) + second * 1000).toISOString();
    const bpm = Math.round(100 + 55 * (1 - Math.exp(-second / 120)) + 8 * Math.sin(second / 300) + second / 600);
    const heartRate = withHeartRate ? `<gpxtpx:hr>${bpm}</gpxtpx:hr>` : "";
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
