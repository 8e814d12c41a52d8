import { expect, test } from "vitest";
import { parse, parseOne, refusal } from "../../testing/parsing.ts";
import { workoutOfHubRow } from "./record.ts";

const NAN = Number.NaN;

test("the project's own form is read in full", () => {
  const run = parseOne(
    JSON.stringify({
      runner: "R1",
      sport: "run",
      gender: "female",
      time_s: [0, 2, 4.5],
      speed_kmh: [8, null, 9],
      altitude_m: [1, 2, -3],
      heart_rate_bpm: [120, 121, null],
      cadence_spm: [168, null, 170],
    }),
  );
  expect(run).toMatchObject({ name: "file", format: "workout-json", runner: "R1", sport: "run", gender: 0 });
  expect(run.sampling).toBe("timestamps");
  expect([...run.timeS]).toEqual([0, 2, 4.5]);
  expect([...run.speedKmh]).toEqual([8, NAN, 9]);
  expect([...run.altitudeM]).toEqual([1, 2, -3]);
  expect([...run.heartRateBpm]).toEqual([120, 121, NAN]);
  expect([...run.cadenceSpm]).toEqual([168, NAN, 170]);
  expect([...run.latitudeDeg]).toEqual([NAN, NAN, NAN]);
});

test("all but speed and time may be missing", () => {
  const run = parseOne('{"time_s": [10, 11], "speed_kmh": [8, 9], "gender": null, "heart_rate_bpm": null}');
  expect(run).toMatchObject({ runner: null, sport: null, gender: 0.5 });
  expect([...run.timeS]).toEqual([0, 1]);
  expect([...run.heartRateBpm]).toEqual([NAN, NAN]);
  expect(refusal('{"time_s": [0, 1]}').code).toBe("no-speed");
  expect(refusal('{"speed_kmh": [8, 9]}').code).toBe("no-time");
});

test("the demo's form: its entries are timesteps already", () => {
  const run = parseOne('{"speed": [8, 9], "altitude": [100, 101], "gender": "Male"}');
  expect(run).toMatchObject({ format: "timesteps-json", sampling: "timesteps", gender: 1 });
  expect([...run.speedKmh]).toEqual([8, 9]);
  expect([...run.altitudeM]).toEqual([100, 101]);
  expect([...parseOne('{"speed": [8], "heart_rate": [140]}').heartRateBpm]).toEqual([140]);
});

test("a row of the hub dataset: speed in km/h, unix seconds", () => {
  const run = parseOne(
    '{"workout_id": 7, "user_id": 12, "sport": "run", "speed": [8, 9], "altitude": [1, 2], "heart_rate": [120, 121], "timestamp": [1400000000, 1400000009]}',
  );
  expect(run).toMatchObject({ format: "hub-row", runner: "12", sport: "run", gender: 0.5, sampling: "timestamps" });
  expect([...run.timeS]).toEqual([0, 9]);
  expect([...run.speedKmh]).toEqual([8, 9]);
});

test("a hub row as Parquet gives it: typed arrays and 64-bit ids", () => {
  const run = workoutOfHubRow(
    {
      workout_id: 7n,
      user_id: 2n ** 62n + 1n,
      sport: "run",
      speed: Float32Array.of(8, 9.5),
      altitude: Float64Array.of(1, 2),
      heart_rate: Float64Array.of(120, NAN),
      timestamp: Float64Array.of(1_400_000_000, 1_400_000_006),
    },
    "test · workout 7",
  );
  expect(run).toMatchObject({ name: "test · workout 7", runner: "4611686018427387905" });
  expect([...run.timeS]).toEqual([0, 6]);
  expect([...run.speedKmh]).toEqual([8, 9.5]);
  expect([...run.heartRateBpm]).toEqual([120, NAN]);
});

test("a runner's number of which digits are lost in reading it names nobody: it is asked for as text", () => {
  const [before, after] = ['{"speed": [8, 9], "timestamp": [1, 2], "user_id": ', "}"];
  expect(refusal(`${before}9007199254740993${after}`)).toMatchObject({
    code: "bad-value",
    message: expect.stringMatching(/^"user_id" is a number above .* put it between quotes/),
  });
  expect(parseOne(`${before}"9007199254740993"${after}`).runner).toBe("9007199254740993");
  expect(parseOne(`${before}9007199254740991${after}`).runner).toBe("9007199254740991");
});

test("a FitRec record is a Python literal, often without speed", () => {
  const run = parseOne(
    "{'altitude': [4.4, -0.2], 'gender': 'male', 'heart_rate': [100, None], 'id': 396826535, 'latitude': [60.17, 60.18], 'longitude': [24.6, 24.7], 'sport': 'run', 'timestamp': [1408898746, 1408898754], 'url': \"it's here\", 'userId': 10921915}",
  );
  expect(run).toMatchObject({ format: "fitrec", runner: "10921915", sport: "run", gender: 1 });
  expect([...run.timeS]).toEqual([0, 8]);
  expect([...run.heartRateBpm]).toEqual([100, NAN]);
  expect([...run.longitudeDeg]).toEqual([24.6, 24.7]);
  expect([...run.speedKmh]).toEqual([NAN, NAN]);
});

test("a FitRec record with neither speed nor positions is refused", () => {
  expect(refusal("{'timestamp': [1, 2], 'altitude': [1, 2], 'userId': 1}").code).toBe("no-speed");
});

test("one run a line: a bad line is an entry with its number, and the others are read", () => {
  const good = '{"time_s": [0, 1], "speed_kmh": [8, 9]}';
  const runs = parse(`${good}\r\n\n{"time_s": [0, 1], "speed_kmh": [8]}\n{"time_s": [0,\n${good}\n"text"\n`);
  expect(runs.map(({ name }) => name)).toEqual([1, 3, 4, 5, 6].map((line) => `file · line ${line}`));
  expect(runs.map((run) => ("error" in run ? run.error.code : "read"))).toEqual([
    "read",
    "unequal-lengths",
    "malformed-json",
    "read",
    "malformed-json",
  ]);
  expect(runs[1]).toMatchObject({ error: { message: expect.stringMatching(/^Line 3: .*2 values.* 1:/) } });
  expect(runs[2]).toMatchObject({ error: { message: expect.stringMatching(/^Line 4: .*column 15/) } });
});

test("Python dicts, one a line, are read as well", () => {
  const line = "{'timestamp': [1, 2], 'speed': [8.5, 9], 'userId': 3}";
  expect(parse(`${line}\n${line}\n`).map((run) => "workout" in run && run.workout.runner)).toEqual(["3", "3"]);
});

test("a record over several lines that is damaged is one error with its line", () => {
  const { code, message } = refusal('{\n  "speed": [8, 9\n  "altitude": [1, 2]\n}');
  expect(code).toBe("malformed-json");
  expect(message).toContain("line 3, column 3");
});

test("a list of runs: each has its entry", () => {
  const runs = parse('[{"speed": [8, 9]}, {"speed": [8, "fast"]}, 5]');
  expect(runs.map(({ name }) => name)).toEqual(["file · run 1", "file · run 2", "file · run 3"]);
  expect(runs[0]).toHaveProperty("workout");
  expect(runs[1]).toMatchObject({
    error: { code: "bad-value", message: expect.stringMatching(/^Run 2: Entry 2 .*"fast"/) },
  });
  expect(runs[2]).toMatchObject({ error: { code: "malformed-json" } });
});

test("lists of unequal length are refused with both lengths", () => {
  const { code, message } = refusal('{"speed": [8, 9, 10], "altitude": [1, 2]}');
  expect(code).toBe("unequal-lengths");
  expect(message).toMatch(/"speed" has 3 .*"altitude" has 2/);
});

test.each([
  ["text", '["8", 9]', '"8"'],
  ["true", "[8, true]", "true"],
  ["a list", "[[8], 9]", "a list"],
  ["infinity", "[8, Infinity]", "Infinity"],
  ["one number instead of a list", "8", "list of numbers"],
])("%s in a series is a bad value, never a number", (_, speed, shown) => {
  const { code, message } = refusal(`{"speed": ${speed}, "altitude": [1, 2]}`);
  expect(code).toBe("bad-value");
  expect(message).toContain('"speed"');
  expect(message).toContain(shown);
});

test.each([
  ["Male", 1],
  ["m", 1],
  [1, 1],
  ["female", 0],
  ["F", 0],
  [0, 0],
  [0.5, 0.5],
  ["unknown", 0.5],
  ["", 0.5],
])("gender %o counts as %d", (gender, expected) => {
  expect(parseOne(JSON.stringify({ speed: [8], gender })).gender).toBe(expected);
});

test("a gender of 2 is refused", () => {
  expect(refusal('{"speed": [8], "gender": 2}').code).toBe("bad-value");
});

test("a record with no known field is refused, naming what it has", () => {
  const { code, message } = refusal('{"pace": [5], "date": "today"}');
  expect(code).toBe("no-speed");
  expect(message).toContain('"pace", "date"');
});

test.each([
  ["an empty list", "[]", "no-runs"],
  ["a list of numbers", "[1, 2, 3]", "malformed-json"],
  ["an empty record", "{}", "no-speed"],
  ["a run without points", '{"speed": []}', "too-short"],
  ["a record cut off", '{"speed": [8, 9', "malformed-json"],
])("%s is refused", (_, text, code) => {
  expect(refusal(text).code).toBe(code);
});

test("fields named like parts of JavaScript's objects mean nothing", () => {
  const run = parseOne('{"__proto__": {"gender": "male"}, "constructor": 1, "speed": [8]}');
  expect(run.gender).toBe(0.5);
  const python = parseOne("{'__proto__': {'gender': 'male'}, 'speed': [8]}");
  expect(python.gender).toBe(0.5);
  expect(Object.hasOwn(Object.prototype, "gender")).toBe(false);
});

test("a temperature of the run as a whole is that of every point", () => {
  const run = parseOne('{"time_s": [0, 1, 2], "speed_kmh": [8, 9, 10], "temperature_c": 21.5}');
  expect([...run.temperatureC]).toEqual([21.5, 21.5, 21.5]);
});
