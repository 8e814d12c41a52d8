import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { gpxFile } from "../../testing/gpx-file.ts";
import type { RecordedPoint } from "../../testing/recorded-as.ts";
import { polarSession, runtasticFiles, SERVICE_START_MS, samsungFiles } from "../../testing/service-files.ts";
import { series } from "../../testing/workouts.ts";
import { type ZippedFile, zipFile } from "../../testing/zip-file.ts";
import { isOtherSport } from "../sport.ts";
import { Archive } from "./archive.ts";

const points: RecordedPoint[] = series(151, (i) => ({
  timeS: i,
  speedKmh: 10.8,
  distanceM: 3 * i,
  latitudeDeg: 48 + (3 * i) / 111_195,
  longitudeDeg: 11,
  altitudeM: 100,
  heartRateBpm: 140 + (i % 5),
}));
const startedAt = { unixS: SERVICE_START_MS / 1000, utcOffsetS: null };
const bpm = points.map(({ heartRateBpm }) => heartRateBpm);

async function opened(files: readonly ZippedFile[]) {
  const archive = new Archive(sourceOf({ name: "export.zip", bytes: zipFile(files) }));
  const { activities, passedOver } = await archive.list();
  const runs = await Promise.all(activities.map((activity) => archive.read(activity)));
  const workouts = runs.flat().map((run) => {
    if ("error" in run) throw run.error;
    return run.workout;
  });
  return { activities, passedOver, workouts };
}

test("adidas Running: sport from the totals, heart rates from beside the track, sessions without a track passed over", async () => {
  const { track, heartRates, session } = runtasticFiles;
  const { activities, passedOver, workouts } = await opened([
    { name: "User/user.json", content: "{}" },
    { name: "Sport-sessions/a.json", content: session("1") },
    { name: "Sport-sessions/GPS-data/a.json", content: track(points) },
    { name: "Sport-sessions/Heart-rate-data/a.json", content: heartRates(points) },
    { name: "Sport-sessions/b.json", content: session("3") },
    { name: "Sport-sessions/GPS-data/b.json", content: track(points) },
    { name: "Sport-sessions/c.json", content: session("34") },
  ]);
  expect(activities.map(({ name }) => name)).toEqual(["2024-05-04 09:30 · a.json", "2024-05-04 09:30 · b.json"]);
  expect(passedOver).toEqual({ files: 1, workouts: 1 });
  const [run, ride] = workouts;
  expect(run).toMatchObject({ sport: "running", startedAt });
  expect([...run.heartRateBpm]).toEqual(bpm);
  expect([...run.speedKmh]).toEqual(points.map(({ speedKmh }) => speedKmh));
  expect(isOtherSport(run.sport)).toBe(false);
  expect(isOtherSport(ride.sport)).toBe(true);
  expect(ride.heartRateBpm.every(Number.isNaN)).toBe(true);
});

test("a session whose totals can't be read is read for its track", async () => {
  const { track, session } = runtasticFiles;
  const { activities, workouts } = await opened([
    { name: "Sport-sessions/a.json", content: "{" },
    { name: "Sport-sessions/GPS-data/a.json", content: track(points) },
    { name: "Sport-sessions/b.json", content: session("999") },
    { name: "Sport-sessions/GPS-data/b.json", content: track(points) },
  ]);
  expect(activities.map(({ sport }) => sport)).toEqual(["adidas Running sport 999", null]);
  expect(workouts).toHaveLength(2);
});

test("heart rates beside a track that can't be read leave the run without, and are told", async () => {
  const { track, session } = runtasticFiles;
  const { workouts } = await opened([
    { name: "Sport-sessions/a.json", content: session("1") },
    { name: "Sport-sessions/GPS-data/a.json", content: track(points) },
    { name: "Sport-sessions/Heart-rate-data/a.json", content: '[{"timestamp": ' },
  ]);
  expect(workouts[0].heartRateBpm.every(Number.isNaN)).toBe(true);
  expect(workouts[0].mended).toMatchObject([{ code: "damaged-file", message: expect.stringContaining("heart rates") }]);
});

test("Samsung Health: exercises of its table, where it was joined with what was measured, a treadmill by speed alone", async () => {
  const { table, live, location } = samsungFiles;
  const folder = "jsons/com.samsung.shealth.exercise";
  const { activities, passedOver, workouts } = await opened([
    {
      name: "samsunghealth_x/com.samsung.shealth.exercise.20240504.csv",
      content: table([
        { type: 1002, live: "a.live_data.json", location: "a.location_data.json" },
        { type: 15005, live: "b.live_data.json", location: "" },
        { type: 11007, live: "", location: "c.location_data.json" },
        { type: 1001, live: "", location: "" },
      ]),
    },
    { name: `samsunghealth_x/${folder}/a/a.live_data.json`, content: live(points) },
    { name: `samsunghealth_x/${folder}/a/a.location_data.json`, content: location(points) },
    { name: `samsunghealth_x/${folder}/b/b.live_data.json`, content: live(points) },
    { name: `samsunghealth_x/${folder}/c/c.location_data.json`, content: location(points) },
    { name: "samsunghealth_x/com.samsung.health.weight.20240504.csv", content: "x" },
  ]);
  expect(activities.map(({ sport }) => sport)).toEqual(["running", "treadmill running", "cycling"]);
  expect(passedOver).toEqual({ files: 1, workouts: 1 });
  const [outdoors, treadmill] = workouts;
  for (const run of [outdoors, treadmill]) {
    expect([...run.heartRateBpm]).toEqual(bpm);
    expect(run.startedAt).toEqual(startedAt);
  }
  expect(outdoors.latitudeDeg[150]).toBe(points[150].latitudeDeg);
  expect([...treadmill.speedKmh].every((kmh) => Math.abs(kmh - 10.8) < 1e-9)).toBe(true);
});

test("Runkeeper: a sport by its table, whatever capitals the file's name has", async () => {
  const { activities } = await opened([
    {
      name: "cardioActivities.csv",
      content: "Activity Id,Date,Type,Route Name,GPX File\na,,Cycling,,2024-05-04.gpx\n",
    },
    { name: "2024-05-04.GPX", content: gpxFile({ minutes: 3 }) },
  ]);
  expect(activities.map(({ sport }) => sport)).toEqual(["Cycling"]);
});

test("Polar Flow: its sessions, and nothing else that it keeps of days", async () => {
  const { activities, passedOver } = await opened([
    { name: "training-session-2024-05-04-1.json", content: polarSession(points) },
    { name: "activity-2024-05-04.json", content: '{"date": "2024-05-04", "summary": {}}' },
    { name: "calendar-items.json", content: "{}" },
  ]);
  expect(activities.map(({ name }) => name)).toEqual(["training-session-2024-05-04-1.json"]);
  expect(passedOver).toEqual({ files: 2, workouts: 0 });
});
