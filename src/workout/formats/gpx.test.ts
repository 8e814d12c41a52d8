import { expect, test } from "vitest";
import { parse, parseOne, refusal } from "../../testing/parsing.ts";

const NAMESPACES = [
  'xmlns="http://www.topografix.com/GPX/1/1"',
  'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"',
  'xmlns:ns3="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"',
  'xmlns:gpxdata="http://www.cluetrust.com/XML/GPXDATA/1/0"',
].join(" ");

const gpx = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" ${NAMESPACES}>${content}</gpx>`;
const track = (points: string, about = "") => `<trk>${about}<trkseg>${points}</trkseg></trk>`;
const point = (time: string, content = "") =>
  `<trkpt lat="50.1" lon="7.2"><time>2024-05-01T${time}Z</time>${content}</trkpt>`;
const extension = (content: string) => `<extensions>${content}</extensions>`;

test("a track point's position, altitude and time are read, and time counts from the first", () => {
  const run = parseOne(
    gpx(
      track(`
        <trkpt lat="50.1" lon="-7.2"><ele>216.8</ele><time>2024-05-01T10:00:00Z</time></trkpt>
        <trkpt lon="-7.3" lat="50.2"><time>2024-05-01T10:00:03.180Z</time><ele>-4</ele></trkpt>`),
    ),
  );
  expect(run).toMatchObject({ name: "file", format: "gpx", runner: null, sport: null, gender: 0.5 });
  expect(run.sampling).toBe("timestamps");
  expect([...run.timeS]).toEqual([0, 3.18]);
  expect([...run.latitudeDeg]).toEqual([50.1, 50.2]);
  expect([...run.longitudeDeg]).toEqual([-7.2, -7.3]);
  expect([...run.altitudeM]).toEqual([216.8, -4]);
  expect([...run.heartRateBpm]).toEqual([Number.NaN, Number.NaN]);
  expect([...run.speedKmh]).toEqual([Number.NaN, Number.NaN]);
});

test.each([
  ["gpxtpx:hr", "<gpxtpx:TrackPointExtension><gpxtpx:hr>141</gpxtpx:hr></gpxtpx:TrackPointExtension>"],
  ["ns3:hr", "<ns3:TrackPointExtension><ns3:hr>141</ns3:hr><ns3:cad>80</ns3:cad></ns3:TrackPointExtension>"],
  ["gpxdata:hr", "<gpxdata:hr>141</gpxdata:hr>"],
  ["Huami's heartrate", "<heartrate>141</heartrate>"],
  ["a prefix declared on the spot", '<x:hr xmlns:x="urn:some-watch">141</x:hr>'],
])("heart rate is found by its local name: %s", (_, content) => {
  expect([...parseOne(gpx(track(point("10:00:00", extension(content))))).heartRateBpm]).toEqual([141]);
});

test.each([
  ["ns3:cad", "<ns3:TrackPointExtension><ns3:hr>141</ns3:hr><ns3:cad>80</ns3:cad></ns3:TrackPointExtension>"],
  ["gpxdata:cadence", "<gpxdata:cadence>80</gpxdata:cadence>"],
])("cadence is one foot's, and counted for both: %s", (_, content) => {
  expect([...parseOne(gpx(track(point("10:00:00", extension(content))))).cadenceSpm]).toEqual([160]);
});

test("speed in an extension is in metres a second, distance in metres", () => {
  const run = parseOne(
    gpx(
      track(point("10:00:00", extension("<gpxdata:speed>2.5</gpxdata:speed><gpxdata:distance>17</gpxdata:distance>"))),
    ),
  );
  expect([...run.speedKmh]).toEqual([9]);
  expect([...run.distanceM]).toEqual([17]);
});

test("GPX 1.0 has its speed directly in the track point", () => {
  const run = parseOne(
    `<gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0">${track(point("10:00:00", "<speed>3</speed>"))}</gpx>`,
  );
  expect(run.speedKmh[0]).toBeCloseTo(10.8, 12);
});

test("Apple's course and accuracies are taken for nothing else", () => {
  const run = parseOne(
    gpx(track(point("10:00:00", extension("<speed>1.5</speed><course>88.5</course><hAcc>3.4</hAcc><vAcc>2.9</vAcc>")))),
  );
  expect(run.speedKmh[0]).toBeCloseTo(5.4, 12);
  expect([...run.distanceM, ...run.heartRateBpm, ...run.altitudeM]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test("a lap's distance and time in the file's extensions are no point's", () => {
  const run = parseOne(
    gpx(
      track(point("10:00:00")) +
        extension("<gpxdata:lap><gpxdata:distance>735</gpxdata:distance><gpxdata:hr>150</gpxdata:hr></gpxdata:lap>"),
    ),
  );
  expect([...run.distanceM, ...run.heartRateBpm]).toEqual([Number.NaN, Number.NaN]);
});

test("an empty element is a missing value, text where a number belongs is an error with its line", () => {
  expect([
    ...parseOne(gpx(track(point("10:00:00", "<ele/>") + point("10:00:01", "<ele>NaN</ele>")))).altitudeM,
  ]).toEqual([Number.NaN, Number.NaN]);
  const error = refusal(gpx(track(`\n\n${point("10:00:00", "<ele>high</ele>")}`)));
  expect(error.code).toBe("bad-value");
  expect(error.message).toContain("Line 4");
  expect(error.message).toContain("<ele>");
  expect(error.message).toContain('"high"');
});

test("a point without a position is an error with its line", () => {
  const error = refusal(gpx(track('\n<trkpt lat="50"><time>2024-05-01T10:00:00Z</time></trkpt>')));
  expect(error).toMatchObject({ code: "bad-value", message: expect.stringMatching(/Line 3.*lon/) });
});

test("a point whose time is missing or unreadable is kept without one", () => {
  const run = parseOne(
    gpx(track(`${point("10:00:00")}<trkpt lat="50" lon="7"/><trkpt lat="50" lon="7"><time>noon</time></trkpt>`)),
  );
  expect([...run.timeS]).toEqual([0, Number.NaN, Number.NaN]);
});

test("without any time the file is refused, as nobody can know how fast the run was", () => {
  const error = refusal(gpx(track('<trkpt lat="50" lon="7"><ele>1</ele></trkpt><trkpt lat="50" lon="7"/>')));
  expect(error.code).toBe("no-time");
  expect(error.message).toContain("2 points");
});

test("a new segment is where the recording was resumed", () => {
  const segments = `<trk><trkseg>${point("10:00:00")}${point("10:00:01")}</trkseg><trkseg/><trkseg>${point("10:05:00")}</trkseg></trk>`;
  expect(parseOne(gpx(segments)).segmentStarts).toEqual([2]);
});

test("tracks that follow each other within four hours are one run, each new one a resumption", () => {
  const run = parseOne(
    gpx(track(point("10:00:00")) + track(point("10:30:00") + point("10:30:01")) + track(point("14:30:01"))),
  );
  expect([...run.timeS]).toEqual([0, 1800, 1801, 16201]);
  expect(run.segmentStarts).toEqual([1, 3]);
});

test("tracks over four hours apart, earlier than the last, or of another sport are runs of their own", () => {
  const runs = parse(
    gpx(
      track(point("06:00:00"), "<name>Before work</name><type>running</type>") +
        track(point("10:00:01"), "<name>Lunch</name><type>running</type>") +
        track(point("10:00:02"), "<type>cycling</type>") +
        track(point("09:00:00"), "<type>cycling</type>"),
    ),
  );
  expect(runs.map(({ name }) => name)).toEqual(["file · Before work", "file · Lunch", "file · run 3", "file · run 4"]);
  expect(runs.map((run) => "workout" in run && run.workout.sport)).toEqual([
    "running",
    "running",
    "cycling",
    "cycling",
  ]);
});

test("two runs of one name get their numbers", () => {
  const runs = parse(gpx(track(point("06:00:00"), "<name>Run</name>") + track(point("18:00:00"), "<name>Run</name>")));
  expect(runs.map(({ name }) => name)).toEqual(["file · Run 1", "file · Run 2"]);
});

test("Strava's type 9 means a run, other words stay as they are, and a link's type is not the track's", () => {
  const sportOf = (about: string) => parseOne(gpx(track(point("10:00:00"), about))).sport;
  expect(sportOf("<type>9</type>")).toBe("running");
  expect(sportOf("<type> Trail Running </type>")).toBe("Trail Running");
  expect(sportOf('<link href="x"><type>text/html</type></link>')).toBeNull();
});

test.each([
  ["a planned route", '<rte><rtept lat="50" lon="7"/><rtept lat="50" lon="7"/></rte>', "route of 2 points"],
  ["waypoints alone", '<wpt lat="50" lon="7"/>', "1 waypoint"],
  ["an empty track", "<trk><trkseg/></trk>", "no track points"],
])("%s: nothing was recorded", (_, content, finding) => {
  const error = refusal(gpx(content));
  expect(error.code).toBe("no-runs");
  expect(error.message).toContain(finding);
});
