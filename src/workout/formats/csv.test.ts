import { expect, test } from "vitest";
import { parseOne, refusal } from "../../testing/parsing.ts";

const NAN = Number.NaN;

test("without a column of times each row is a timestep", () => {
  const run = parseOne("speed,altitude,gender\n8,100,Male\n9.5,101,Male\n");
  expect(run).toMatchObject({ format: "csv", sampling: "timesteps", gender: 1 });
  expect([...run.speedKmh]).toEqual([8, 9.5]);
  expect([...run.altitudeM]).toEqual([100, 101]);
  expect([...run.heartRateBpm]).toEqual([NAN, NAN]);
});

test("the predictor's own download reads back, with what was measured and not what was predicted", () => {
  const run = parseOne(
    "time_seconds,speed_kmh,altitude_m,predicted_hr_bpm,lower_hr_bpm,upper_hr_bpm,actual_hr_bpm\n0,8,100,140,130,150,141\n6,9,101,142,,,\n",
  );
  expect(run.sampling).toBe("timestamps");
  expect([...run.timeS]).toEqual([0, 6]);
  expect([...run.speedKmh]).toEqual([8, 9]);
  expect([...run.heartRateBpm]).toEqual([141, NAN]);
});

test.each([
  ["Speed", 8],
  ["SPEED (km/h)", 8],
  ["speedKmh", 8],
  ["Speed [kph]", 8],
  ["speed_mps", 28.8],
  ["Speed (m/s)", 28.8],
  ["enhanced_speed", 28.8],
  ["speed mph", 12.874752],
  ["Pace (min/km)", 7.5],
])("a column %j with 8 is %d km/h", (title, speedKmh) => {
  expect(parseOne(`${title}\n8\n`).speedKmh[0]).toBeCloseTo(speedKmh, 10);
});

test.each([
  ["Elevation (ft)", "altitudeM", 10, 3.048],
  ["ele", "altitudeM", 10, 10],
  ["Heart Rate", "heartRateBpm", 150, 150],
  ["HR (bpm)", "heartRateBpm", 150, 150],
  ["bpm", "heartRateBpm", 150, 150],
  ["heartRate", "heartRateBpm", 150, 150],
  ["Distance (km)", "distanceM", 1.5, 1500],
  ["Cadence", "cadenceSpm", 85, 170],
  ["Run Cadence (spm)", "cadenceSpm", 170, 170],
  ["cadence_spm", "cadenceSpm", 170, 170],
  ["lat", "latitudeDeg", 50.5, 50.5],
  ["Longitude", "longitudeDeg", -7, -7],
] as const)("a column %j is read as %s", (title, column, written, value) => {
  expect(parseOne(`speed,${title}\n8,${written}\n`)[column][0]).toBeCloseTo(value, 10);
});

test.each([
  ["seconds", "time_s", "100", "103.5", 3.5],
  ["seconds without a unit", "Time", "100", "103", 3],
  ["minutes", "time (min)", "1", "1.5", 30],
  ["unix seconds", "timestamp", "1714557600", "1714557603", 3],
  ["unix milliseconds", "timestamp", "1714557600000", "1714557603500", 3.5],
  ["h:mm:ss", "Elapsed Time", "0:59:58", "1:00:01.5", 3.5],
  ["m:ss", "time", "9:58", "10:01", 3],
  ["ISO 8601", "timestamp", "2024-05-01T10:00:00Z", "2024-05-01T12:00:03+02:00", 3],
  ["a date and a time", "datetime", "2024-05-01 10:00:00", "2024-05-01 10:00:03", 3],
])("times as %s", (_, title, first, second, seconds) => {
  expect([...parseOne(`${title},speed\n${first},8\n${second},9\n`).timeS]).toEqual([0, seconds]);
});

test("a pace of 5:30 minutes is 10.9 km/h", () => {
  expect(parseOne("pace\n5:30\n").speedKmh[0]).toBeCloseTo(60 / 5.5, 10);
  expect(refusal("pace\n0:00\n").code).toBe("bad-value");
});

test.each([
  ["semicolons and decimal commas", "speed;altitude\n8,5;100,25\n"],
  ["tabs", "speed\taltitude\n8.5\t100.25\n"],
  ["quotes", '"speed","altitude"\n"8.5","100.25"\n'],
  ["Windows' line ends, spaces and blank lines", "\r\n speed , altitude \r\n\r\n 8.5 , 100.25 \r\n,\r\n"],
  ["other columns, with line breaks and commas in quotes", 'note,speed,altitude\n"a ""b"",\nc",8.5,100.25\n'],
])("%s", (_, text) => {
  const run = parseOne(text);
  expect([...run.speedKmh, ...run.altitudeM]).toEqual([8.5, 100.25]);
});

test.each(["", "NaN", "null", "n/a", "--"])("%j in a cell is a missing value", (cell) => {
  expect([...parseOne(`speed,altitude\n8,${cell}\n9,2\n`).altitudeM]).toEqual([NAN, 2]);
});

test("cells missing at the end of a row are missing values", () => {
  expect([...parseOne("speed,altitude\n8\n9,2\n").altitudeM]).toEqual([NAN, 2]);
});

test("what is no number is refused with its line and column, never read as one", () => {
  const { code, message } = refusal('note,Speed (km/h)\n"a\nb",8\nc,8.5 fast\n');
  expect(code).toBe("bad-value");
  expect(message).toContain('Line 4, column "Speed (km/h)": "8.5 fast"');
  expect(refusal("speed,time\n8,soon\n").message).toContain('"soon"');
});

test("decimal commas between commas give themselves away by the number of cells", () => {
  const { code, message } = refusal("speed,altitude\n8,5,100\n");
  expect(code).toBe("malformed-csv");
  expect(message).toMatch(/Line 2 has 3 cells.*2.*semicolons/);
});

test("a quote that is never closed is refused with its line", () => {
  expect(refusal('speed\n8\n"9\n10\n')).toMatchObject({
    code: "malformed-csv",
    message: expect.stringContaining("Line 3"),
  });
});

test("a table without speed, distance or position is refused, naming its columns", () => {
  const { code, message } = refusal("time,Heart Rate,Cadence\n0,120,80\n");
  expect(code).toBe("no-speed");
  expect(message).toContain('"time", "Heart Rate", "Cadence"');
  expect(refusal("a,b\n1,2\n").code).toBe("no-speed");
});

test("distance or positions do for speed, but not without times", () => {
  expect([...parseOne("time,distance\n0,0\n1,3\n").distanceM]).toEqual([0, 3]);
  expect(parseOne("time,lat,lon\n0,50,7\n1,50,7.1\n").longitudeDeg[1]).toBe(7.1);
  expect(refusal("lat,lon\n50,7\n50,7.1\n").code).toBe("no-time");
});

test("a second column of one quantity is left aside, and pace where there is speed, whatever it holds", () => {
  expect([...parseOne("speed,speed (m/s)\n9,2.5\n").speedKmh]).toEqual([9]);
  expect([...parseOne("pace,speed\n0:00,9\n").speedKmh]).toEqual([9]);
  expect([...parseOne("speed,pace\n9,5:00\n").speedKmh]).toEqual([9]);
});

test("a gender that changes within a table is refused", () => {
  expect(refusal("speed,gender\n8,m\n9,f\n")).toMatchObject({
    code: "bad-value",
    message: expect.stringContaining("line 3"),
  });
  expect(parseOne("speed,gender\n8,\n9,f\n").gender).toBe(0);
});

test.each([
  ["names alone", "speed,altitude\n", "too-short"],
  ["numbers without names", Array.from({ length: 9 }, (_, i) => `${i},100`).join("\n"), "unknown-format"],
  ["prose", "Dear diary,\ntoday I ran.\n", "unknown-format"],
  ["separators", ",,,\n,,,", "unknown-format"],
])("refused: %s", (_, text, code) => {
  expect(refusal(text).code).toBe(code);
});
