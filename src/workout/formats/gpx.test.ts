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
  ["bpm", "<bpm>141</bpm>"],
  ["pulse", "<x:Pulse xmlns:x='urn:some-watch'>141</x:Pulse>"],
  ["a word of another language", "<Herzfrequenz>141</Herzfrequenz>"],
  ["heart rate and its unit in one", "<heartratebpm>141</heartratebpm>"],
  ["heart rate in capitals", "<HEART_RATE>141</HEART_RATE>"],
  ["Garmin's wrapper", "<HeartRateBpm><Value>141</Value></HeartRateBpm>"],
  ["the wrapper without its Value", "<HeartRateBpm>141</HeartRateBpm>"],
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

test.each([
  "<hrv>45</hrv>",
  "<avgHr>150</avgHr>",
  "<MaximumHeartRateBpm><Value>190</Value></MaximumHeartRateBpm>",
  "<resting_heart_rate>48</resting_heart_rate>",
  "<chr>1</chr>",
])("%s is no heart rate, and passed over by name", (content) => {
  const run = parseOne(gpx(track(point("10:00:00", extension(content)))));
  expect([...run.heartRateBpm]).toEqual([Number.NaN]);
  expect(run.passedOver).toEqual([/(\w+)>\d/.exec(content)?.[1]]);
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

/** Points one second apart, one of which is given as text. */
const withOne = (odd: string, count = 20) =>
  gpx(
    track(
      Array.from({ length: count }, (_, i) =>
        i === 7 ? `\n${odd}\n` : point(`10:00:${String(i).padStart(2, "0")}`, "<ele>5</ele>"),
      ).join(""),
    ),
  );

test("an empty element is a missing value", () => {
  expect([
    ...parseOne(gpx(track(point("10:00:00", "<ele/>") + point("10:00:01", "<ele>NaN</ele>")))).altitudeM,
  ]).toEqual([Number.NaN, Number.NaN]);
});

test("decimal commas, as programs write them whose language has them, are read", () => {
  const run = parseOne(
    gpx(track('<trkpt lat="50,5" lon="-7,25"><ele>216,8</ele><time>2024-05-01T10:00:00Z</time></trkpt>')),
  );
  expect([run.latitudeDeg[0], run.longitudeDeg[0], run.altitudeM[0]]).toEqual([50.5, -7.25, 216.8]);
});

test.each([
  ["no position", "<trkpt><time>2024-05-01T09:59:00Z</time></trkpt>", "<trkpt> has no lat"],
  ["half a position", '<trkpt lat="50"><time>2024-05-01T10:00:07Z</time></trkpt>', "<trkpt> has no lon"],
  ["an empty position", '<trkpt lat="" lon=""><time>2024-05-01T10:00:07Z</time></trkpt>', "<trkpt> has no lat"],
  ["a position off the Earth", '<trkpt lat="91" lon="7"/>', '<trkpt> has lat="91", off the Earth'],
  ["a position in letters", '<trkpt lat="north" lon="7"/>', '<trkpt> has lat="north", which is no number'],
  ["an altitude in letters", point("10:00:07", "<ele>high</ele>"), '<ele> holds "high", which is no number'],
  ["a time that is none", '<trkpt lat="50" lon="7"><time>noon</time></trkpt>', '<time> holds "noon", which is no time'],
])("a point with %s is left out, with its line", (_, odd, finding) => {
  const run = parseOne(withOne(odd));
  expect(run.timeS).toHaveLength(19);
  expect(run.altitudeM.every((metres) => metres === 5)).toBe(true);
  expect(run.mended).toMatchObject([
    { code: "unreadable-point", count: 1, message: expect.stringContaining(`line 3: ${finding}`) },
  ]);
  const refused = refusal(withOne(odd, 9));
  expect(refused).toMatchObject({ code: "bad-value", message: expect.stringContaining(`Line 3: ${finding}`) });
  expect(refused.message).toContain("1 of 9 points");
});

test("of many such points the first are named", () => {
  const odd = "<trkpt/>".repeat(5);
  const { mended } = parseOne(withOne(odd, 58));
  expect(mended).toMatchObject([
    { count: 5, message: expect.stringMatching(/^5 points .*has no lat; and so on\)\.$/) },
  ]);
});

test("a segment that begins with such a point begins with the next", () => {
  const run = parseOne(
    gpx(
      `<trk><trkseg>${point("10:00:00").repeat(10)}</trkseg><trkseg><trkpt/>${point("10:05:00").repeat(10)}</trkseg></trk>`,
    ),
  );
  expect(run.segmentStarts).toEqual([10]);
});

test("points without a position are kept where most lack it and another value tells of motion", () => {
  const treadmill = Array.from(
    { length: 20 },
    (_, i) => `<trkpt lat="" lon=""><time>2024-05-01T10:00:${10 + i}Z</time><speed>3</speed></trkpt>`,
  );
  const run = parseOne(gpx(track(treadmill.join(""))));
  expect(run.speedKmh).toHaveLength(20);
  expect(run.mended).toEqual([]);
});

test("a point without a time is kept without one", () => {
  const run = parseOne(gpx(track(`${point("10:00:00")}<trkpt lat="50" lon="7"/>`)));
  expect([...run.timeS]).toEqual([0, Number.NaN]);
});

test("a file whose times are all unreadable is refused with line and value", () => {
  const error = refusal(gpx(track('<trkpt lat="50" lon="7"><time>4 May 2024, 7:30</time></trkpt>'.repeat(3))));
  expect(error).toMatchObject({
    code: "no-time",
    message: expect.stringMatching(/Line 2: <time> holds "4 May 2024, 7:30"/),
  });
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
  ["waypoints alone", '<wpt lat="50" lon="7"/>', "1 waypoint, and no track"],
  ["an empty track", "<trk><trkseg/></trk>", "no track points"],
])("%s: nothing was recorded", (_, content, finding) => {
  const error = refusal(gpx(content));
  expect(error.code).toBe("no-runs");
  expect(error.message).toContain(finding);
});

test("Cluetrust's laps and temperature, the device that made the file, and the offset of its times", () => {
  const lap = (time: string, seconds: number, kind: string) =>
    `<gpxdata:lap><gpxdata:index>1</gpxdata:index><gpxdata:startTime>2024-05-01T${time}Z</gpxdata:startTime><gpxdata:elapsedTime>${seconds}</gpxdata:elapsedTime><gpxdata:trigger kind="${kind}"/></gpxdata:lap>`;
  const laps = extension(lap("10:01:00", 60, "location") + lap("10:00:00", 60, "manual") + lap("18:00:00", 60, "time"));
  const warm = extension("<gpxdata:temp>21.5</gpxdata:temp>");
  const file = gpx(laps + track(point("10:00:00", warm) + point("10:01:59"))).replaceAll("Z</time>", "+00:00</time>");
  const run = parseOne(file.replace("<gpx ", '<gpx creator="A watch" '));
  expect(run).toMatchObject({
    startedAt: { unixS: Date.UTC(2024, 4, 1, 10) / 1000, utcOffsetS: 0 },
    device: "A watch",
    laps: [
      { startS: 0, endS: 60, endedBy: "manual" },
      { startS: 60, endS: 120, endedBy: "position" },
    ],
  });
  expect([...run.temperatureC]).toEqual([21.5, Number.NaN]);
  expect(parseOne(file.replace("<gpx ", '<gpx creator="https://a.studio" ')).device).toBeNull();
});
