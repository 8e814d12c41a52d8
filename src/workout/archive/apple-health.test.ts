import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { gpxFile } from "../../testing/gpx-file.ts";
import {
  healthExport,
  healthTable,
  heartRateRecord,
  ROUTE_START_S,
  routeBpm,
  workoutElement,
} from "../../testing/health-export.ts";
import { known, refusedBy } from "../../testing/parsing.ts";
import { sharedPath } from "../../testing/shared.ts";
import { type ZippedFile, zipFile } from "../../testing/zip-file.ts";
import type { ParsedRun } from "../formats/parsed-run.ts";
import { Archive } from "./archive.ts";
import { readHealthExport } from "./health-export.ts";

const archiveOf = (bytes: Uint8Array) => new Archive(sourceOf({ name: "export.zip", bytes }));

async function onlyWorkout(bytes: Uint8Array) {
  const archive = archiveOf(bytes);
  const { activities, passedOver } = await archive.list();
  const [run]: ParsedRun[] = await archive.read(activities[0]);
  if (activities.length !== 1 || "error" in run) throw new Error("one readable run was expected");
  return { run: run.workout, passedOver };
}

async function* partsOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const document = (content: string) =>
  `<!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]><HealthData>${content}</HealthData>`;

test.each([
  ["as a telephone in English names it", {}],
  ["as one in another language does", { folder: "exportación_salud_apple", tableName: "exportar.xml" }],
])("a route has the heart rates and the sport of its workout, %s", async (_, names) => {
  const { run, passedOver } = await onlyWorkout(healthExport(names));
  expect(run).toMatchObject({ name: "route_2024-05-01_10.00am.gpx", format: "gpx", sport: "running" });
  expect(known(run.heartRateBpm)).toBe(721);
  expect(run.heartRateBpm[0]).toBe(routeBpm(0));
  expect(run.heartRateBpm[300]).toBe(routeBpm(300));
  expect(run.heartRateBpm[302]).toBe(routeBpm(300));
  expect(run.heartRateBpm[303]).toBe(routeBpm(305));
  expect(passedOver).toEqual({ files: 0, workouts: 1 });
});

test("a heart rate of another day, or farther than 3 s from a point, is not the run's", async () => {
  const route = "r.gpx";
  const table = document(
    [
      heartRateRecord(ROUTE_START_S - 86_400, 61),
      heartRateRecord(ROUTE_START_S + 60, 140.5),
      workoutElement("Running", ROUTE_START_S, ROUTE_START_S + 720, route),
    ].join(""),
  );
  const { run } = await onlyWorkout(
    zipFile([
      { name: "e/export.xml", content: table },
      { name: `e/workout-routes/${route}`, content: gpxFile({ minutes: 12, withHeartRate: false }) },
    ]),
  );
  expect(known(run.heartRateBpm)).toBe(7);
  expect([...run.heartRateBpm.slice(56, 65)]).toEqual([
    Number.NaN,
    140.5,
    140.5,
    140.5,
    140.5,
    140.5,
    140.5,
    140.5,
    Number.NaN,
  ]);
});

test("a route that no workout names is joined by its time; one without heart rates is read all the same", async () => {
  const gpx = { name: "e/workout-routes/r.gpx", content: gpxFile({ minutes: 12, withHeartRate: false }) };
  const table = (content: string): ZippedFile => ({ name: "e/export.xml", content });
  const unnamed = await onlyWorkout(zipFile([table([...healthTable(0, null, "Hiking")].join("")), gpx]));
  expect(unnamed.run.sport).toBe("hiking");
  expect(known(unnamed.run.heartRateBpm)).toBe(721);
  expect(unnamed.passedOver.workouts).toBe(1);
  const bare = await onlyWorkout(zipFile([table(document("")), gpx]));
  expect(bare.run.sport).toBe("running");
  expect(known(bare.run.heartRateBpm)).toBe(0);
});

test("sixty megabytes are read in parts that are cut anywhere", { tags: ["slow"] }, async () => {
  const encoder = new TextEncoder();
  let bytes = 0;
  async function* parts() {
    for (const text of healthTable(60_000_000, "r.gpx")) {
      const part = encoder.encode(text);
      bytes += part.length;
      yield part.subarray(0, part.length - 17);
      yield part.subarray(part.length - 17);
    }
  }
  const { workouts, heartRates } = await readHealthExport(parts());
  expect(bytes).toBeGreaterThan(60_000_000);
  expect(workouts).toMatchObject([{ sport: "rowing" }, { sport: "running", routes: ["/workout-routes/r.gpx"] }]);
  const { timeS, bpm } = heartRates(ROUTE_START_S, ROUTE_START_S + 720);
  expect([...timeS]).toEqual(Array.from({ length: 145 }, (_, i) => ROUTE_START_S + 5 * i));
  expect(bpm[144]).toBe(routeBpm(720));
});

test("wherever its parts are cut, the same is read", async () => {
  const text = `${[...healthTable(0, "r.gpx")].join("")}<!-- the end -->`;
  const whole = await readHealthExport(partsOf(text, text.length * 2));
  for (const size of [1, 7, 64, 1000]) {
    const { workouts, heartRates } = await readHealthExport(partsOf(text, size));
    expect(workouts).toEqual(whole.workouts);
    expect(heartRates(0, 4e9)).toEqual(whole.heartRates(0, 4e9));
  }
});

test("comments, quotes and values that look like tags are none", async () => {
  const { workouts, heartRates } = await readHealthExport(
    partsOf(
      document(`<!-- ${workoutElement("Running", 0, 9, null)} --><![CDATA[<Workout>]]>
        <Record startDate='2021-05-01 08:10:02 +0200' note="a>b <'" type='HKQuantityTypeIdentifierHeartRate' value = "143"/>
        <Record type="HKQuantityTypeIdentifierHeartRate" startDate="2021-05-01 08:10:07 +0200" value="fast"/>
        <Record type="HKQuantityTypeIdentifierHeartRate" value="99"/>
        <Record type="HKQuantityTypeIdentifierHeartRateVariabilitySDNN" startDate="2021-05-01 08:10:07 +0200" value="40"/>`),
      9,
    ),
  );
  expect(workouts).toEqual([]);
  const { timeS, bpm } = heartRates(0, 4e9);
  expect([[...timeS], [...bpm]]).toEqual([[Date.UTC(2021, 4, 1, 6, 10, 2) / 1000], [143]]);
});

test.each<[string, string, string, RegExp]>([
  [
    "an entity",
    '<!DOCTYPE HealthData [<!ENTITY a "b">]><HealthData/>',
    "malformed-xml",
    /export\.xml can't be read\. .*entity/,
  ],
  ["no end", document("").slice(0, -3), "malformed-xml", /cut off/],
  [
    "a tag without end",
    `${document("").slice(0, -13)}<Record a="${"x".repeat(1_100_000)}`,
    "malformed-xml",
    /never ends/,
  ],
])("a table with %s is refused", async (_, table, code, message) => {
  const bytes = zipFile([{ name: "e/export.xml", content: table, packing: "stored" }]);
  expect(await refusedBy(archiveOf(bytes).list())).toMatchObject({ code, message: expect.stringMatching(message) });
});

test("a table that would unpack to hundreds of times its size is not begun", async () => {
  const table = document(" ".repeat(5_000_000));
  const bytes = zipFile([{ name: "e/export.xml", content: table }]);
  expect(await refusedBy(archiveOf(bytes).list())).toMatchObject({ code: "too-large" });
});

test("overlapping workouts have no more heart rates together than are read", { tags: ["slow"] }, async () => {
  const records = heartRateRecord(ROUTE_START_S, 140).repeat(20_000);
  const routes = Array.from({ length: 501 }, (_, i) => `${i}.gpx`);
  const workouts = routes.map((route) => workoutElement("Running", ROUTE_START_S, ROUTE_START_S + 720, route)).join("");
  const bytes = zipFile([
    { name: "e/export.xml", content: document(records + workouts), packing: "stored" },
    ...routes.map((route) => ({ name: `e/workout-routes/${route}`, content: "" })),
  ]);
  expect(await refusedBy(archiveOf(bytes).list())).toMatchObject({
    code: "too-large",
    message: expect.stringContaining("10,000,000 heart rates"),
  });
});

test("the refusal of an export without routes counts its workouts", async () => {
  const bytes = zipFile([{ name: "e/export.xml", content: document(workoutElement("Running", 0, 9, null)) }]);
  expect(await refusedBy(archiveOf(bytes).list())).toMatchObject({
    code: "no-runs",
    message: expect.stringContaining("1 workout and holds no route"),
  });
});

const real = sharedPath("files", "apple_health_export_route.gpx");

test.skipIf(real === null)("a real route, with heart rates of its time", async () => {
  const startS = Date.UTC(2021, 9, 1, 12, 10, 46) / 1000;
  const rates = Array.from({ length: 300 }, (_, i) => heartRateRecord(startS + 5 * i, 130)).join("");
  const table = document(rates + workoutElement("Running", startS, startS + 3600, "route_2021-10-01_8.10pm.gpx"));
  const { run } = await onlyWorkout(
    zipFile([
      { name: "apple_health_export/export.xml", content: table },
      { name: "apple_health_export/workout-routes/route_2021-10-01_8.10pm.gpx", content: readFileSync(real as string) },
    ]),
  );
  expect(run.sport).toBe("running");
  expect(run.heartRateBpm[0]).toBe(130);
  expect(known(run.heartRateBpm)).toBeGreaterThan(900);
  expect(known(run.speedKmh)).toBe(run.speedKmh.length);
});

test("a run has the sex, the resting heart rate of its month, the device and the offset that the export states", async () => {
  const resting = (unixS: number, bpm: number) =>
    heartRateRecord(unixS, bpm).replace("IdentifierHeartRate", "IdentifierRestingHeartRate");
  const DAY_S = 86_400;
  const runIn = async (sex: string, records: string) => {
    const table = document(
      `<Me HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSex${sex}"/>${records}${workoutElement("Running", ROUTE_START_S, ROUTE_START_S + 720, "r.gpx")}`,
    );
    const { run } = await onlyWorkout(
      zipFile([
        { name: "e/export.xml", content: table },
        { name: "e/workout-routes/r.gpx", content: gpxFile({ minutes: 12, withHeartRate: false }) },
      ]),
    );
    return run;
  };
  const days = [3, -1, -2, -40].map((day, i) => resting(ROUTE_START_S + day * DAY_S, 50 + i)).join("");
  expect(await runIn("Female", days)).toMatchObject({
    gender: 0,
    device: "Apple Watch",
    startedAt: { unixS: ROUTE_START_S, utcOffsetS: 7200 },
    runnerHeartRates: { maximumBpm: null, restingBpm: 51, thresholdBpm: null },
  });
  expect(await runIn("Male", resting(ROUTE_START_S - 40 * DAY_S, 50))).toMatchObject({
    gender: 1,
    runnerHeartRates: { restingBpm: null },
  });
  expect((await runIn("NotSet", "")).gender).toBe(0.5);
  expect(known((await runIn("Female", days)).heartRateBpm)).toBe(0);
});
