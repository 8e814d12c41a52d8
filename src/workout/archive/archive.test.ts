import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { MAX_ENTRIES } from "../../base/limits.ts";
import { ENUM, FIT_START, FitWriter, fitFile, UINT8, UINT32 } from "../../testing/fit-file.ts";
import { gpxFile } from "../../testing/gpx-file.ts";
import { refusedBy } from "../../testing/parsing.ts";
import { type ZippedFile, zipFile } from "../../testing/zip-file.ts";
import { passedOverWords } from "./activity.ts";
import { Archive } from "./archive.ts";

const GPX = gpxFile({ minutes: 12 });
const FIT = fitFile({ minutes: 12 });
const gz = (content: string | Uint8Array) =>
  gzipSync(typeof content === "string" ? new TextEncoder().encode(content) : content);
const archiveOf = (files: ZippedFile[]) => new Archive(sourceOf({ name: "runs.zip", bytes: zipFile(files) }));
const namesIn = async (files: ZippedFile[]) => (await archiveOf(files).list()).activities.map(({ name }) => name);

/** A FIT file of a watch's daily monitoring. */
function monitoringFile(): Uint8Array {
  const fields: [number, 0, 1][] = [[0, ENUM, 1]];
  return new FitWriter()
    .define(0, 0, [...fields, [4, UINT32, 1]])
    .data(0, [32, FIT_START])
    .file();
}

test("a folder of runs: each file of a watch or an app is an activity, in the order in which people count", async () => {
  const archive = archiveOf([
    { name: "runs/run 10.gpx", content: GPX },
    { name: "runs/run 9.fit.gz", content: gz(FIT) },
    { name: "runs/old/run 1.TCX", content: "<a/>" },
    { name: "runs/photo.jpg", content: "x" },
    { name: "runs/notes.txt", content: "x" },
    { name: "__MACOSX/runs/._run 10.gpx", content: "x" },
    { name: "runs/.DS_Store", content: "x" },
  ]);
  const { activities, passedOver } = await archive.list();
  expect(activities.map(({ name }) => name)).toEqual(["old/run 1.TCX", "run 9.fit.gz", "run 10.gpx"]);
  expect(passedOverWords(passedOver)).toBe("2 other files were passed over.");
  expect(await archive.read(activities[1])).toMatchObject([{ name: "run 9.fit.gz", workout: { format: "fit" } }]);
  expect(await archive.read(activities[2])).toMatchObject([{ workout: { format: "gpx", sport: "running" } }]);
  expect(await refusedBy(archive.read(activities[0]))).toMatchObject({ code: "unknown-format" });
});

test("files whose first letters state another sport come after the runs", async () => {
  const tcx = (sport: string) =>
    `<TrainingCenterDatabase><Activities><Activity Sport="${sport}"></Activity></Activities>`;
  const files = [
    { name: "1.gpx", content: GPX.replace("running", "Radfahren") },
    { name: "2.tcx", content: tcx("Biking") },
    { name: "3.tcx", content: tcx("Running") },
    { name: "4.gpx", content: GPX.replace("<type>running</type>", "") },
    { name: "5.gpx", content: GPX.replace("running", "9") },
  ];
  const { activities } = await archiveOf(files).list();
  expect(activities.map(({ name, sport }) => [name, sport])).toEqual([
    ["3.tcx", "Running"],
    ["4.gpx", null],
    ["5.gpx", "running"],
    ["1.gpx", "Radfahren"],
    ["2.tcx", "Biking"],
  ]);
});

test("tables and lists are runs where an archive has nothing else", async () => {
  const files = [
    { name: "a.csv", content: "speed\n8\n" },
    { name: "b.json", content: '{"speed": [8]}' },
    { name: "README.txt", content: "x" },
  ];
  expect(await namesIn(files)).toEqual(["a.csv", "b.json"]);
  expect(await namesIn([...files, { name: "c.gpx", content: GPX }])).toEqual(["c.gpx"]);
});

const STRAVA_HEAD = '"Activity ID","Activity Date","Activity Name","Activity Type","Filename"';
const stravaExport = (head = STRAVA_HEAD): ZippedFile[] => [
  { name: "profile.csv", content: "a,b\n1,2" },
  { name: "media/1.jpg", content: "x" },
  {
    name: "activities.csv",
    content: `${head}
7,"Apr 30, 2024, 8:00:00 AM","Way to work",Ride,activities/7.gpx.gz
8,"May 1, 2024, 8:00:00 AM","Morning, at last",Run,activities/8.gpx.gz
9,"May 2, 2024, 8:00:00 AM",By hand,Run,
10,"May 3, 2024, 8:00:00 AM",Hills,Trail Run,activities/10.fit.gz
`,
  },
  { name: "activities/10.fit.gz", content: gz(FIT) },
  { name: "activities/7.gpx.gz", content: gz(GPX.replace("running", "1")) },
  { name: "activities/8.gpx.gz", content: gz(GPX) },
  { name: "activities/11.gpx.gz", content: gz(GPX) },
];

test("Strava's export: names and sports from its table, runs in their order before other sports", async () => {
  const archive = archiveOf(stravaExport());
  const { activities, passedOver } = await archive.list();
  expect(activities.map(({ name, sport }) => [name, sport])).toEqual([
    ["Morning, at last · 8.gpx.gz", "Run"],
    ["Hills · 10.fit.gz", "Trail Run"],
    ["activities/11.gpx.gz", null],
    ["Way to work · 7.gpx.gz", "Ride"],
  ]);
  expect(passedOver).toEqual({ files: 3, workouts: 0 });
  const [ride] = await archive.read(activities[3]);
  expect(ride).toMatchObject({ name: "Way to work · 7.gpx.gz", workout: { sport: "Ride", runner: null } });
});

test("Strava's export in another language has its columns in the same places", async () => {
  const head = '"Aktivitäts-ID","Aktivitätsdatum","Name der Aktivität","Aktivitätsart","Dateiname"';
  expect((await namesIn(stravaExport(head)))[0]).toBe("Morning, at last · 8.gpx.gz");
});

test("Strava's export that was zipped again with its folder is one all the same", async () => {
  const files = stravaExport().map((file) => ({ ...file, name: `export_7/${file.name}` }));
  expect((await namesIn(files))[0]).toBe("Morning, at last · 8.gpx.gz");
});

test("a table that can't be read takes nothing from the files", async () => {
  const files = [{ name: "activities.csv", content: 'a,"b' }, ...stravaExport().slice(3)];
  expect(await namesIn(files)).toEqual(["7.gpx.gz", "8.gpx.gz", "10.fit.gz", "11.gpx.gz"]);
});

test.each([
  "stored",
  "deflated",
] as const)("Garmin's export: the activities of the archives in it (%s), and nothing else that a watch counts", async (packing) => {
  const uploads = zipFile([
    { name: "me_1.fit", content: FIT },
    { name: "me_2.fit", content: monitoringFile() },
    { name: "me_3.txt", content: "x" },
  ]);
  const archive = archiveOf([
    { name: "DI_CONNECT/DI-Connect-Fitness/me_summarizedActivities.json", content: "[]" },
    { name: "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip", content: uploads, packing },
    { name: "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part2.zip", content: zipFile([]), packing },
  ]);
  const { activities, passedOver } = await archive.list();
  expect(activities.map(({ name }) => name)).toEqual(["me_1.fit"]);
  expect(passedOver).toEqual({ files: 3, workouts: 0 });
  expect(await archive.read(activities[0])).toMatchObject([{ workout: { format: "fit" } }]);
});

test("archives within are unpacked one after another, as two may not fit in memory", async () => {
  const files = [1, 2, 3].map((i) => ({ name: `${i}.zip`, content: zipFile([{ name: `${i}.fit`, content: FIT }]) }));
  const source = sourceOf({ name: "runs.zip", bytes: zipFile(files) });
  let [reading, most] = [0, 0];
  const read = async (from: number, to: number) => {
    most = Math.max(most, ++reading);
    const bytes = await source.read(from, to);
    reading--;
    return bytes;
  };
  expect((await new Archive({ ...source, read }).list()).activities).toHaveLength(3);
  expect(most).toBe(1);
});

test("an archive within that can't be looked into is listed, and says why when it is read", async () => {
  const inner = { name: "a.gpx", content: GPX };
  const archive = archiveOf([
    { name: "1 good.gpx", content: GPX },
    { name: "2 cut.zip", content: zipFile([inner]).subarray(0, -9) },
    { name: "3 locked.zip", content: zipFile([inner]), flags: 1 },
    { name: "4 bomb.zip", content: new Uint8Array(2_000_000) },
    { name: "5 outer.zip", content: zipFile([{ name: "6 inner.zip", content: zipFile([inner]) }]) },
  ]);
  const { activities } = await archive.list();
  const refusals = [];
  for (const activity of activities.slice(1))
    refusals.push([activity.name, (await refusedBy(archive.read(activity))).code]);
  expect(refusals).toEqual([
    ["2 cut.zip", "malformed-zip"],
    ["3 locked.zip", "malformed-zip"],
    ["4 bomb.zip", "too-large"],
    ["5 outer.zip/6 inner.zip", "unknown-format"],
  ]);
  expect(await archive.read(activities[0])).toHaveLength(1);
});

test("more files, or more activities, than are listed are refused with the limit, wherever they lie", {
  tags: ["slow"],
}, async () => {
  const many = zipFile(Array.from({ length: MAX_ENTRIES / 2 + 1 }, (_, i) => ({ name: `${i}.csv`, content: "" })));
  const inner = (name: string): ZippedFile => ({ name, content: many });
  const refusal = (files: ZippedFile[]) => refusedBy(archiveOf(files).list());
  expect(await refusal([inner("a.zip")])).toMatchObject({
    code: "too-large",
    message: expect.stringMatching(/25,001 activities; up to 20,000/),
  });
  expect(await refusal([inner("a.zip"), inner("b.zip")])).toMatchObject({
    code: "too-large",
    message: expect.stringMatching(/more than 50,000 files/),
  });
});

test.each<[string, ZippedFile[], string, RegExp]>([
  [
    "photographs",
    [1, 2, 3].map((i) => ({ name: `${i}.JPG`, content: "x" })),
    "no-runs",
    /holds no activity \(3 \.jpg\)\..*ZIP/,
  ],
  ["nothing", [], "no-runs", /is empty/],
  [
    "a document",
    [
      { name: "_rels/.rels", content: "x" },
      { name: "[Content_Types].xml", content: "x" },
    ],
    "unknown-format",
    /Office/,
  ],
  [
    "an open document",
    [
      { name: "mimetype", content: "x" },
      { name: "META-INF/manifest.xml", content: "x" },
    ],
    "unknown-format",
    /Office/,
  ],
  [
    "a drawing on a map",
    [
      { name: "images/a.png", content: "x" },
      { name: "map.kml", content: "x" },
    ],
    "unknown-format",
    /KMZ/,
  ],
])("an archive of %s is refused with what it is and what is read", async (_, files, code, message) => {
  expect(await refusedBy(archiveOf(files).list())).toMatchObject({ code, message: expect.stringMatching(message) });
});

describe("an export's facts of its runner", () => {
  const runIn = async (files: ZippedFile[]) => {
    const archive = archiveOf(files);
    const { activities } = await archive.list();
    const [run] = await archive.read(activities[0]);
    if ("error" in run) throw run.error;
    return run.workout;
  };
  const zones = (sport: string, bpm: number) => ({
    sport,
    maxHeartRateUsed: bpm,
    restingHeartRateUsed: 0,
    lactateThresholdHeartRateUsed: bpm - 20,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((zone) => [`zone${zone}Floor`, bpm - 100 + 20 * (zone - 1)])),
  });
  const garmin = (value: unknown, gender = "FEMALE"): ZippedFile[] => [
    { name: "DI_CONNECT/DI-Connect-User/user_profile.json", content: JSON.stringify({ gender }) },
    { name: "DI_CONNECT/DI-Connect-Wellness/17_heartRateZones.json", content: JSON.stringify(value) },
    { name: "DI_CONNECT/run.fit", content: FIT },
  ];

  test("the sex in Strava's profile", async () => {
    const profile = (sex: string) => ({ name: "profile.csv", content: `Athlete ID,Sex\n7,${sex}\n` });
    expect((await runIn([profile("F"), ...stravaExport()])).gender).toBe(0);
    expect((await runIn([profile("M"), ...stravaExport()])).gender).toBe(1);
    expect((await runIn([profile(""), ...stravaExport()])).gender).toBe(0.5);
  });

  test("the gender in Garmin's profile, and the heart rates that its zones for running are made by", async () => {
    expect(await runIn(garmin([zones("CYCLING", 180), zones("DEFAULT", 185), zones("RUNNING", 191)]))).toMatchObject({
      gender: 0,
      runnerHeartRates: { maximumBpm: 191, restingBpm: null, thresholdBpm: 171 },
      zoneStartsBpm: [91, 111, 131, 151, 171],
    });
    const { runnerHeartRates } = await runIn(garmin([zones("CYCLING", 180), zones("DEFAULT", 185)]));
    expect(runnerHeartRates.maximumBpm).toBe(185);
    expect((await runIn(garmin("no zones"))).runnerHeartRates.maximumBpm).toBeNull();
  });

  test("count where the run's own file states none", async () => {
    const fit = new FitWriter().define(0, 3, [[1, ENUM]]).data(0, [1]);
    fit.define(0, 7, [[1, UINT8]]).data(0, [201]);
    fit.define(1, 20, [
      [253, UINT32],
      [5, UINT32],
    ]);
    for (let i = 0; i < 60; i++) fit.data(1, [FIT_START + i, 300 * i]);
    const files = [{ name: "run.fit", content: fit.file() }, ...garmin([zones("RUNNING", 191)]).slice(0, 2)];
    expect(await runIn(files)).toMatchObject({
      gender: 1,
      runnerHeartRates: { maximumBpm: 201, restingBpm: null, thresholdBpm: 171 },
    });
  });
});
