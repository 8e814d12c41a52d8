import { expect, test } from "vitest";
import { parse, parseOne, refusal } from "../../testing/parsing.ts";
import { series } from "../../testing/workouts.ts";

const tcx = (content: string) =>
  `<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">${content}</TrainingCenterDatabase>`;
const activities = (...laps: string[][]) =>
  tcx(
    `<Activities>${laps.map((of, i) => `<Activity Sport="Running"><Id>2024-05-0${i + 1}T10:00:00Z</Id>${of.join("")}</Activity>`).join("")}</Activities>`,
  );
const lap = (points: string) =>
  `<Lap><DistanceMeters>1000</DistanceMeters><MaximumSpeed>9</MaximumSpeed><AverageHeartRateBpm><Value>143</Value></AverageHeartRateBpm><Track>${points}</Track></Lap>`;
const point = (time: string, content = "<DistanceMeters>5</DistanceMeters>") =>
  `<Trackpoint><Time>2024-05-01T${time}Z</Time>${content}</Trackpoint>`;

test("a Trackpoint's position, altitude, distance, heart rate and speed are read, a lap's sums are not", () => {
  const run = parseOne(
    activities([
      lap(
        point(
          "10:00:00.500",
          `<Position><LatitudeDegrees>36.5</LatitudeDegrees><LongitudeDegrees>130.25</LongitudeDegrees></Position>
           <AltitudeMeters>43.8</AltitudeMeters><DistanceMeters>12.5</DistanceMeters>
           <HeartRateBpm><Value>93</Value></HeartRateBpm>
           <Extensions><ns3:TPX><ns3:Speed>2.5</ns3:Speed><ns3:RunCadence>45</ns3:RunCadence></ns3:TPX></Extensions>`,
        ) + point("10:00:02"),
      ),
    ]),
  );
  expect(run).toMatchObject({ name: "file", format: "tcx", sport: "Running", gender: 0.5, sampling: "timestamps" });
  expect([...run.timeS]).toEqual([0, 1.5]);
  expect([...run.latitudeDeg]).toEqual([36.5, Number.NaN]);
  expect([...run.longitudeDeg]).toEqual([130.25, Number.NaN]);
  expect([...run.altitudeM]).toEqual([43.8, Number.NaN]);
  expect([...run.distanceM]).toEqual([12.5, 5]);
  expect([...run.heartRateBpm]).toEqual([93, Number.NaN]);
  expect([...run.speedKmh]).toEqual([9, Number.NaN]);
  expect([...run.cadenceSpm]).toEqual([90, Number.NaN]);
});

test("laps add up to the run's stated total; a lap without a distance, or of 0 m, leaves it unknown", () => {
  const of = (seconds: number, metres: string) =>
    `<Lap><TotalTimeSeconds>${seconds}</TotalTimeSeconds>${metres}<Track>${point("10:00:00")}</Track></Lap>`;
  const metres = (distance: number) => `<DistanceMeters>${distance}</DistanceMeters>`;
  const totalOf = (...laps: string[]) => parseOne(activities(laps)).statedTotal;
  expect(totalOf(of(300, metres(900)), of(200, metres(700)))).toEqual({ distanceM: 1600, timerS: 500 });
  expect(totalOf(of(300, metres(900)), of(200, ""))).toBeNull();
  expect(totalOf(of(300, metres(0)))).toBeNull();
});

test("cadence outside of the extension is read as well", () => {
  const run = parseOne(activities([lap(point("10:00:00", "<DistanceMeters>5</DistanceMeters><Cadence>83</Cadence>"))]));
  expect([...run.cadenceSpm]).toEqual([166]);
});

test("a heart rate without its Value is one, and numbers that mean nothing here are passed over by name", () => {
  const content =
    "<HeartRateBpm>121</HeartRateBpm><DistanceMeters>5</DistanceMeters><Extensions><ns3:TPX><ns3:Watts>210</ns3:Watts></ns3:TPX></Extensions><SensorState>Present</SensorState>";
  const run = parseOne(activities([lap(point("10:00:00", content))]));
  expect([...run.heartRateBpm]).toEqual([121]);
  expect(run.passedOver).toEqual(["Watts"]);
});

test("a point whose latitude can't be read is left out; watches write 180 for a place that they don't know", () => {
  const at = (latitude: string) =>
    `<Position><LatitudeDegrees>${latitude}</LatitudeDegrees><LongitudeDegrees>2</LongitudeDegrees></Position><DistanceMeters>5</DistanceMeters>`;
  const points = (odd: string, count: number) =>
    Array.from({ length: 20 }, (_, i) => point(`10:00:${10 + i}`, at(i < count ? odd : "1"))).join("");
  for (const odd of ["north", "180"]) {
    const run = parseOne(activities([lap(points(odd, 1))]));
    expect(run.timeS).toHaveLength(19);
    expect(run.mended).toMatchObject([{ code: "unreadable-point", message: expect.stringContaining(odd) }]);
  }
  expect(refusal(activities([lap(points("north", 20))])).code).toBe("bad-value");
  expect(parseOne(activities([lap(points("180", 20))])).latitudeDeg).toEqual(new Float64Array(20).fill(Number.NaN));
});

test("points that carry only heart rate or only position are kept as they are", () => {
  const position = "<Position><LatitudeDegrees>1</LatitudeDegrees><LongitudeDegrees>2</LongitudeDegrees></Position>";
  const heartRate = "<HeartRateBpm><Value>108</Value></HeartRateBpm>";
  const run = parseOne(activities([lap(point("10:00:00", position) + point("10:00:00", heartRate))]));
  expect([...run.timeS]).toEqual([0, 0]);
  expect([...run.latitudeDeg]).toEqual([1, Number.NaN]);
  expect([...run.heartRateBpm]).toEqual([Number.NaN, 108]);
});

test("each track with points begins a segment, and empty ones count for nothing", () => {
  const run = parseOne(
    activities([lap(""), lap(point("10:00:00") + point("10:00:01")), lap(""), lap(""), lap(point("10:00:02"))]),
  );
  expect(run.timeS).toHaveLength(3);
  expect(run.segmentStarts).toEqual([2]);
});

test("each activity is a run, named by when it began", () => {
  const runs = parse(activities([lap(point("10:00:00"))], [lap(point("10:00:01"))]));
  expect(runs.map(({ name }) => name)).toEqual(["file · 2024-05-01T10:00:00Z", "file · 2024-05-02T10:00:00Z"]);
});

test("an activity that cannot be read does not take the other with it", () => {
  const runs = parse(
    activities([lap(point("10:00:00"))], [lap(point("10:00:01", "<AltitudeMeters>4</AltitudeMeters>"))]),
  );
  expect(runs[0]).toHaveProperty("workout");
  expect(runs[1]).toMatchObject({ error: { code: "no-speed" } });
});

test("white space before the declaration, as TomTom writes it, is allowed, and lines are still counted from the top", () => {
  const text = activities([lap(point("10:00:00"))]);
  expect(parseOne(`\n   ${text}`).timeS).toHaveLength(1);
  expect(refusal(`\n\n   ${text.replace("</Lap>", "</Lop>")}`).message).toContain("Line 3 ");
});

test.each([
  ["a course", "<Courses><Course><Track><Trackpoint/></Track></Course></Courses>", "a course"],
  ["an activity entered by hand", '<Activities><Activity Sport="Running"><Lap/></Activity></Activities>', "by hand"],
  ["an empty file", "<Activities/>", "no activity"],
])("%s: nothing was recorded", (_, content, finding) => {
  const error = refusal(tcx(content));
  expect(error.code).toBe("no-runs");
  expect(error.message).toContain(finding);
});

/** Points, one per second, for a minute from a moment given with its offset. */
const minuteFrom = (start: string) =>
  series(60, (i) => {
    const time = new Date(Date.parse(start) + 1000 * i).toISOString();
    return `<Trackpoint><Time>${time}</Time><DistanceMeters>${3 * i}</DistanceMeters></Trackpoint>`;
  }).join("");
const timedLap = (start: string, seconds: number, trigger: string, points: string) =>
  `<Lap StartTime="${start}"><TotalTimeSeconds>${seconds}</TotalTimeSeconds><TriggerMethod>${trigger}</TriggerMethod><Track>${points}</Track></Lap>`;

test("laps end where the next begins, for their timers leave out pauses; what made the file is the device", () => {
  const run = parseOne(
    activities([
      timedLap("2024-05-01T10:00:00Z", 50, "Distance", minuteFrom("2024-05-01T10:00:00Z")),
      timedLap("2024-05-01T10:05:00Z", 40, "HeartRate", minuteFrom("2024-05-01T10:05:00Z")),
      "<Creator><Name>Forerunner 245</Name><UnitId>1</UnitId></Creator>",
    ]),
  );
  expect(run).toMatchObject({
    startedAt: { unixS: Date.UTC(2024, 4, 1, 10) / 1000, utcOffsetS: null },
    device: "Forerunner 245",
    laps: [
      { startS: 0, endS: 300, endedBy: "distance" },
      { startS: 300, endS: 359, endedBy: "heart-rate" },
    ],
  });
});

test("points of other days, before or behind what the laps state, are none of the run's; those after a rest are", () => {
  const days = ["2023-11-02T07:00:00Z", "2024-05-01T10:00:00Z", "2024-05-01T11:30:00Z", "2024-05-03T10:00:00Z"];
  const { timeS, mended } = parseOne(
    activities([timedLap("2024-05-01T10:00:00Z", 130, "Manual", days.map(minuteFrom).join(""))]),
  );
  expect([timeS.length, timeS[0], timeS.at(-1)]).toEqual([120, 0, 5459]);
  expect(mended).toMatchObject([{ code: "left-over-points", count: 120 }]);
});
