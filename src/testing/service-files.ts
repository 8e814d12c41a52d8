import type { RecordedPoint } from "./recorded-as.ts";

/** 4 May 2024, 9:30 where clocks are two hours ahead. */
export const SERVICE_START_MS = Date.UTC(2024, 4, 4, 7, 30);
const OFFSET_MINUTES = 120;

const isWritten = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value);

type Quantity = Exclude<keyof RecordedPoint, "timeS">;

/** A number of each point as JSON has it: null where there is none. */
function list(points: readonly RecordedPoint[], quantity: keyof RecordedPoint, factor = 1): (number | null)[] {
  return points.map(({ [quantity]: value }) => (isWritten(value) ? value * factor : null));
}

function has(points: readonly RecordedPoint[], quantity: Quantity): boolean {
  return points.some((point) => isWritten(point[quantity]));
}

/** Strava's streams, keyed by type or listed. */
export function stravaStreams(points: readonly RecordedPoint[], layout: "keyed" | "listed"): string {
  const latlng = points.map(({ latitudeDeg, longitudeDeg }) =>
    isWritten(latitudeDeg) ? [latitudeDeg, longitudeDeg] : null,
  );
  const streams: [type: string, data: unknown[]][] = [["time", list(points, "timeS")]];
  if (has(points, "latitudeDeg")) streams.push(["latlng", latlng]);
  if (has(points, "speedKmh")) streams.push(["velocity_smooth", list(points, "speedKmh", 1 / 3.6)]);
  if (has(points, "distanceM")) streams.push(["distance", list(points, "distanceM")]);
  if (has(points, "altitudeM")) streams.push(["altitude", list(points, "altitudeM")]);
  if (has(points, "heartRateBpm")) streams.push(["heartrate", list(points, "heartRateBpm")]);
  streams.push(["grade_smooth", points.map(() => 0)], ["moving", points.map(() => true)]);
  const described = (data: unknown[]) => ({
    data,
    series_type: "time",
    original_size: data.length,
    resolution: "high",
  });
  if (layout === "listed") return JSON.stringify(streams.map(([type, data]) => ({ type, ...described(data) })));
  return JSON.stringify(Object.fromEntries(streams.map(([type, data]) => [type, described(data)])));
}

/** A training session of Polar Flow's bulk export, by local times. */
export function polarSession(points: readonly RecordedPoint[], sport = "RUNNING"): string {
  const local = (timeS: number) =>
    new Date(SERVICE_START_MS + 60_000 * OFFSET_MINUTES + 1000 * timeS).toISOString().replace("Z", "");
  const samples = (quantity: Quantity) =>
    points.flatMap(({ timeS, [quantity]: value }) =>
      isWritten(value) ? [{ dateTime: local(timeS), value }] : [{ dateTime: local(timeS) }],
    );
  const recordedRoute = points.flatMap(({ timeS, latitudeDeg, longitudeDeg, altitudeM }) =>
    isWritten(latitudeDeg)
      ? [{ dateTime: local(timeS), latitude: latitudeDeg, longitude: longitudeDeg, altitude: altitudeM }]
      : [],
  );
  return JSON.stringify({
    exportVersion: "1.6",
    startTime: local(0),
    timeZoneOffset: OFFSET_MINUTES,
    product: { modelName: "Polar Vantage V" },
    physicalInformationSnapshot: {
      sex: "FEMALE",
      maximumHeartRate: 186,
      restingHeartRate: 52,
      anaerobicThreshold: 168,
    },
    exercises: [
      {
        startTime: local(0),
        timezoneOffset: OFFSET_MINUTES,
        sport,
        autoLaps: [{ lapNumber: 0, splitTime: "PT1M0S", duration: "PT60.0S" }],
        zones: {
          heart_rate: [93, 112, 130, 149, 167].map((lowerLimit, i, starts) => ({
            ...{ zoneIndex: i + 1, lowerLimit, higherLimit: starts[i + 1] ?? 186, inZone: "PT20S" },
          })),
        },
        samples: {
          heartRate: samples("heartRateBpm"),
          speed: samples("speedKmh"),
          distance: samples("distanceM"),
          altitude: samples("altitudeM"),
          ...(recordedRoute.length > 0 && { recordedRoute }),
        },
      },
    ],
  });
}

/** A session of Polar Flow as CSV: the table of its totals, and beneath it that of its moments, one a second. */
export function polarCsv(points: readonly RecordedPoint[]): string {
  const cell = (value: number | undefined) => (isWritten(value) ? String(value) : "");
  const rows = points.map(({ timeS, heartRateBpm, speedKmh, altitudeM, distanceM }) => {
    const time = new Date(1000 * timeS).toISOString().slice(11, 19);
    return `1,${time},${cell(heartRateBpm)},${cell(speedKmh)},,,${cell(altitudeM)},,${cell(distanceM)},,,`;
  });
  return `Name,Sport,Date,Start time,Duration,Total distance (km),Average heart rate (bpm),Average speed (km/h),Notes,HR max,HR sit,VO2max,
A Name,RUNNING,04-05-2024,09:30:00,00:01:40,0.3,150,10.8,"easy, flat",186,52,50,
Sample rate,Time,HR (bpm),Speed (km/h),Pace (min/km),Cadence,Altitude (m),Stride length (m),Distances (m),Temperatures (C),Power (W),
${rows.join("\n")}
`;
}

/** A Suunto log: each quantity in a sample of its own, in hertz, metres a second and radians. */
export function suuntoLog(points: readonly RecordedPoint[], layout: "log" | "attributes" | "text"): string {
  const radians = (degrees: number | undefined) => (isWritten(degrees) ? (degrees * Math.PI) / 180 : null);
  const samples = points.flatMap(({ timeS, ...point }) => {
    const time = new Date(SERVICE_START_MS + 60_000 * OFFSET_MINUTES + 1000 * timeS)
      .toISOString()
      .replace("Z", "+02:00");
    const values: Record<string, unknown>[] = [];
    if (isWritten(point.heartRateBpm)) values.push({ HR: point.heartRateBpm / 60 });
    if (isWritten(point.speedKmh) || isWritten(point.distanceM)) {
      values.push({ Speed: isWritten(point.speedKmh) ? point.speedKmh / 3.6 : null, Distance: point.distanceM });
    }
    if (isWritten(point.latitudeDeg)) {
      values.push({ Latitude: radians(point.latitudeDeg), Longitude: radians(point.longitudeDeg) });
    }
    if (isWritten(point.altitudeM)) values.push({ Altitude: point.altitudeM, Temperature: 293.15 });
    return values.map((value) => ({ value, time }));
  });
  const lap = { value: { Events: [{ Lap: { Type: "Manual" } }] }, time: samples[samples.length - 1].time };
  const timed = [...samples, lap];
  if (layout === "log") {
    return JSON.stringify({
      DeviceLog: {
        Header: { ActivityType: 3, DateTime: samples[0].time },
        Device: { Name: "Suunto 9" },
        Samples: timed.map(({ value, time }) => ({ ...value, TimeISO8601: time })),
      },
    });
  }
  const attributes = (Sample: unknown) => {
    const own = { "suunto/sml": { Sample } };
    return layout === "text" ? JSON.stringify(own) : own;
  };
  return JSON.stringify({
    Samples: timed.map(({ value, time }) => ({
      Attributes: attributes(value),
      Source: "suunto-1",
      TimeISO8601: time,
    })),
  });
}

/** An activity as GoldenCheetah keeps it, with the mark that its files begin with. */
export function goldenCheetahRide(points: readonly RecordedPoint[]): string {
  const samples = points.map((point) => ({
    SECS: point.timeS,
    ...(isWritten(point.distanceM) && { KM: point.distanceM / 1000 }),
    ...(isWritten(point.speedKmh) && { KPH: point.speedKmh }),
    ...(has(points, "latitudeDeg") && { LAT: point.latitudeDeg ?? 0, LON: point.longitudeDeg ?? 0 }),
    ...(isWritten(point.altitudeM) && { ALT: point.altitudeM }),
    ...(isWritten(point.heartRateBpm) && { HR: point.heartRateBpm }),
    TEMP: 20,
    SLOPE: 0,
  }));
  const ride = {
    STARTTIME: "2024/05/04 07:30:00 UTC ",
    RECINTSECS: 1,
    DEVICETYPE: "Garmin FR620 ",
    IDENTIFIER: " ",
    TAGS: { Sport: "Run ", Workout: "Easy " },
    INTERVALS: [{ NAME: "Lap 1 ", START: 0, STOP: 60 }],
    SAMPLES: samples,
  };
  return `\ufeff${JSON.stringify({ RIDE: ride }, null, "\t")}`;
}

/** The track of a session of adidas Running, its heart rates, and its totals. */
export const runtasticFiles = {
  track: (points: readonly RecordedPoint[]): string =>
    JSON.stringify(
      points.map(({ timeS, speedKmh, distanceM, latitudeDeg, longitudeDeg, altitudeM }) => ({
        version: 2,
        timestamp: runtasticTime(timeS),
        longitude: longitudeDeg,
        latitude: latitudeDeg,
        altitude: altitudeM,
        accuracy_v: 0,
        accuracy_h: 4,
        speed: speedKmh,
        duration: 1000 * timeS,
        distance: distanceM,
      })),
    ),
  heartRates: (points: readonly RecordedPoint[]): string =>
    JSON.stringify(
      points.map(({ timeS, heartRateBpm, distanceM }) => ({
        version: 2,
        timestamp: runtasticTime(timeS),
        heart_rate: heartRateBpm,
        duration: 1000 * timeS,
        distance: distanceM,
      })),
    ),
  session: (sportId: string): string =>
    JSON.stringify({
      start_time: SERVICE_START_MS,
      start_time_timezone_offset: 60_000 * OFFSET_MINUTES,
      features: [
        { type: "track_metrics", attributes: { distance: 450 } },
        { type: "initial_values", attributes: { sport_type: { id: sportId } } },
      ],
    }),
};

function runtasticTime(timeS: number): string {
  return new Date(SERVICE_START_MS + 1000 * timeS)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " +0000");
}

/** Samsung Health's files of an exercise: a table, its measurements, and its positions. */
export const samsungFiles = {
  table: (rows: readonly { type: number; live: string; location: string }[]): string => {
    const own = "com.samsung.health.exercise.";
    const names = ["start_time", "exercise_type", "live_data", "location_data", "time_offset"].map(
      (name) => own + name,
    );
    const cells = rows.map(({ type, live, location }) =>
      ["2024-05-04 07:30:00.000", type, live, location, "UTC+0200"].join(","),
    );
    return `com.samsung.shealth.exercise,6310002,10\n${names.join(",")},\n${cells.map((row) => `${row},\n`).join("")}`;
  },
  live: (points: readonly RecordedPoint[]): string =>
    JSON.stringify(
      points.flatMap(({ timeS, speedKmh, heartRateBpm }) => [
        { start_time: SERVICE_START_MS + 1000 * timeS, heart_rate: heartRateBpm },
        { start_time: SERVICE_START_MS + 1000 * timeS, speed: isWritten(speedKmh) ? speedKmh / 3.6 : undefined },
      ]),
    ),
  location: (points: readonly RecordedPoint[]): string =>
    JSON.stringify(
      points.map(({ timeS, latitudeDeg, longitudeDeg, altitudeM }) => ({
        start_time: SERVICE_START_MS + 1000 * timeS,
        latitude: latitudeDeg,
        longitude: longitudeDeg,
        altitude: altitudeM,
        accuracy: 4,
      })),
    ),
};
