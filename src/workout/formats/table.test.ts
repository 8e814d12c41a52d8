import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseOne, refusal } from "../../testing/parsing.ts";
import { series } from "../../testing/workouts.ts";
import { repair } from "../repair/repair.ts";
import type { Repair, Workout } from "../workout.ts";
import * as words from "./column-words.ts";
import { readHeaders } from "./header.ts";

/** One moment of a run, in the project's units. */
interface Moment {
  timeS: number;
  speedKmh: number;
  distanceM: number;
  latitudeDeg: number;
  altitudeM: number;
  heartRateBpm: number;
}

const START_S = Date.UTC(2024, 4, 24, 23, 58, 0) / 1000;
const METRES_A_DEGREE = 111_194.93;

function runOf(steps: number, stepS: number, seed: number): Moment[] {
  let distanceM = 0;
  return Array.from({ length: steps }, (_, i) => {
    const speedKmh = 10.5 + 2 * Math.sin((i + seed) / 9);
    if (i > 0) distanceM += (stepS * (speedKmh + 10.5 + 2 * Math.sin((i - 1 + seed) / 9))) / 7.2;
    return {
      timeS: i * stepS,
      speedKmh,
      distanceM,
      latitudeDeg: 48 + distanceM / METRES_A_DEGREE,
      altitudeM: 320 + 8 * Math.sin(i / 20),
      heartRateBpm: 140 + (i % 17),
    };
  });
}

const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
const dateOf = (timeS: number) => new Date(1000 * (START_S + timeS));
const clock = (timeS: number) => `${Math.floor(timeS / 3600)}:${two((timeS / 60) % 60)}:${two(timeS % 60)}`;
const halfClock = (date: Date) =>
  `${date.getUTCHours() % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${date.getUTCHours() < 12 ? "AM" : "PM"}`;

/** Style of times: the cell, the unit that a title may name, and whether it has to. */
const TIMES: { write: (timeS: number) => number | string; unit?: string }[] = [
  { write: (t) => t, unit: "s" },
  { write: (t) => 1000 * t, unit: "ms" },
  { write: (t) => t / 60, unit: "min" },
  { write: (t) => START_S + t, unit: "s" },
  { write: (t) => 1000 * (START_S + t), unit: "ms" },
  { write: (t) => clock(t) },
  { write: (t) => dateOf(t).toISOString() },
  { write: (t) => dateOf(t).toISOString().slice(0, 19).replace("T", " ") },
  { write: (t) => dateOf(t).toISOString().replace(".000Z", "+00:00") },
  { write: (t) => dateOf(t).toISOString().slice(11, 19) },
  { write: (t) => halfClock(dateOf(t)) },
  {
    write: (t) =>
      `24.05.2024 ${clock((START_S % 86_400) + t)}`.replace(/^24(.*) 24:/, "25$1 0:").replace(/^24(.*) 25:/, "25$1 1:"),
  },
  { write: (t) => `5/24/2024, ${halfClock(dateOf(t))}`.replace(/^5\/24(.*(?:12|1):\d\d:\d\d AM)$/, "5/25$1") },
];

const SPEEDS = [
  { factor: 1, unit: "km/h" },
  { factor: 3.6, unit: "m/s" },
  { factor: 1.609344, unit: "mph" },
];
const PACES = [
  { write: (kmh: number) => 60 / kmh, unit: "min/km" },
  { write: (kmh: number) => 3600 / kmh, unit: "sec/km" },
  { write: (kmh: number) => `${Math.floor(60 / kmh)}:${two((3600 / kmh) % 60)}`, unit: "min/km" },
];
const DISTANCES = [
  { factor: 1, unit: "m" },
  { factor: 1000, unit: "km" },
];

type Quantity = "time" | "speed" | "pace" | "distance" | "latitude" | "longitude" | "altitude" | "heartRate";

const NAMES: Record<Quantity, string[]> = {
  time: listed(words.TIME_WORDS),
  speed: listed(words.SPEED_WORDS),
  pace: listed(words.PACE_WORDS),
  distance: listed(words.DISTANCE_WORDS),
  latitude: listed(words.LATITUDE_WORDS),
  longitude: listed(words.LONGITUDE_WORDS),
  altitude: listed(words.ALTITUDE_WORDS),
  heartRate: listed(words.HEART_RATE_WORDS),
};

function listed(byLanguage: Readonly<Record<string, string>>): string[] {
  return Object.values(byLanguage).flatMap((list) => list.split(" "));
}

/** Style of a table. */
const anyTable = fc.record({
  steps: fc.integer({ min: 40, max: 150 }),
  stepS: fc.constantFrom(1, 2, 5),
  seed: fc.nat(100),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  decimalComma: fc.boolean(),
  digits: fc.constantFrom(3, 6),
  time: fc.constantFrom(...TIMES),
  isTimeNamed: fc.boolean(),
  speed: fc.constantFrom(...SPEEDS, null),
  pace: fc.constantFrom(...PACES, null),
  distance: fc.constantFrom(...DISTANCES, null),
  hasPlaces: fc.boolean(),
  unitsIn: fc.constantFrom("title", "brackets", "row", "nowhere"),
  names: fc.nat(1000),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  above: fc.constantFrom("", "\ufeff", "sep", "remark"),
  order: fc.nat(1000),
});

type TableStyle = typeof anyTable extends fc.Arbitrary<infer T> ? T : never;

interface Column {
  quantity: Quantity | null;
  title: string;
  unit: string;
  write: (moment: Moment) => number | string;
}

function columnsOf(style: TableStyle): Column[] {
  const named = (quantity: Quantity) => NAMES[quantity][style.names % NAMES[quantity].length];
  const column = (quantity: Quantity, unit: string, write: Column["write"]): Column => ({
    quantity,
    title: named(quantity),
    unit,
    write,
  });
  const columns = [
    {
      ...column("time", style.time.unit ?? "", ({ timeS }) => style.time.write(timeS)),
      ...(style.isTimeNamed ? {} : { title: "xyzzy", unit: "" }),
    },
    column("altitude", "m", ({ altitudeM }) => altitudeM),
    column("heartRate", "bpm", ({ heartRateBpm }) => heartRateBpm),
    { quantity: null, title: "remark", unit: "", write: () => "none so far" },
  ];
  const { speed, pace, distance } = style;
  if (speed) columns.push(column("speed", speed.unit, ({ speedKmh }) => speedKmh / speed.factor));
  if (pace) columns.push(column("pace", pace.unit, ({ speedKmh }) => pace.write(speedKmh)));
  if (distance) columns.push(column("distance", distance.unit, ({ distanceM }) => distanceM / distance.factor));
  if (style.hasPlaces) {
    columns.push(column("latitude", "", ({ latitudeDeg }) => latitudeDeg));
    columns.push(column("longitude", "", () => 11));
  }
  return columns.toSorted(
    (a, b) => ((a.title.length * 7 + style.order) % 11) - ((b.title.length * 7 + style.order) % 11),
  );
}

function tableText(style: TableStyle, columns: readonly Column[], run: readonly Moment[]): string {
  const { delimiter, unitsIn, digits } = style;
  const comma = style.decimalComma;
  const quoted = (text: string) => (text.includes(delimiter) ? `"${text}"` : text);
  const cell = (value: number | string, column: Column) => {
    if (typeof value === "string") return quoted(value);
    const text = String(Number(value.toFixed(column.quantity === "latitude" ? 7 : digits)));
    return quoted(comma ? text.replace(".", ",") : text);
  };
  const title = ({ title, unit }: Column) => {
    if (unit === "" || unitsIn === "row" || unitsIn === "nowhere") return quoted(title);
    return quoted(unitsIn === "title" ? `${title}_${unit.replace("/", "_")}` : `${title} [${unit}]`);
  };
  const lines = [
    columns.map(title).join(delimiter),
    ...(unitsIn === "row" ? [columns.map(({ unit }) => unit).join(delimiter)] : []),
    ...run.map((moment) => columns.map((column) => cell(column.write(moment), column)).join(delimiter)),
  ];
  if (style.above === "sep") lines.unshift(`sep=${delimiter}`);
  if (style.above === "remark") lines.unshift("Exported by nobody in particular", "");
  return (style.above === "\ufeff" ? style.above : "") + lines.join(style.lineEnd) + style.lineEnd;
}

/** Summary of the repaired run. */
function figuresOf(workout: Workout) {
  const { timeS, speedKmh, heartRateBpm } = repair(workout).workout;
  let metres = 0;
  for (let i = 1; i < timeS.length; i++) metres += ((timeS[i] - timeS[i - 1]) * (speedKmh[i] + speedKmh[i - 1])) / 7.2;
  return {
    durationS: timeS[timeS.length - 1],
    distanceM: metres,
    meanBpm: heartRateBpm.reduce((sum, bpm) => sum + bpm, 0) / heartRateBpm.length,
  };
}

test("a table comes out as the run that it was written of, whatever its language, separators, times and units", () => {
  let read = 0;
  fc.assert(
    fc.property(anyTable, (style) => {
      const columns = columnsOf(style);
      // A name may mean another column in another language.
      const meant = columns.map(({ title }) => readHeaders(title)[0]?.quantity ?? title);
      fc.pre(new Set(meant).size === meant.length);
      const hasWay = style.distance !== null || style.hasPlaces;
      fc.pre(style.speed !== null || style.pace !== null || hasWay);
      const isUnitTold = style.unitsIn !== "nowhere" || (style.hasPlaces && hasWay);
      fc.pre(isUnitTold);
      // Without a title, whole seconds differ from a counter only in how they rise.
      const isPlain = style.time.unit !== undefined && Number(style.time.write(0)) < 1e8;
      fc.pre(style.isTimeNamed || !isPlain);
      const run = runOf(style.steps, style.stepS, style.seed);
      const text = tableText(style, columns, run);
      const figures = figuresOf(parseOne(text));
      const last = run[run.length - 1];
      read++;
      expect([text.slice(0, 300), Math.abs(figures.durationS / last.timeS - 1) < 0.01]).toEqual([
        text.slice(0, 300),
        true,
      ]);
      expect([text.slice(0, 300), Math.abs(figures.distanceM / last.distanceM - 1) < 0.03]).toEqual([
        text.slice(0, 300),
        true,
      ]);
      const meanBpm = run.reduce((sum, { heartRateBpm }) => sum + heartRateBpm, 0) / run.length;
      expect(figures.meanBpm).toBeCloseTo(meanBpm, 1);
    }),
    { numRuns: 400, seed: 20_260_101 },
  );
  expect(read).toBeGreaterThan(300);
});

/** A run of 151 seconds at 10.8 km/h, each cell in its column's style. */
function tableOf(columns: Record<string, (i: number) => number | string>, delimiter = ","): string {
  const rows = Array.from({ length: 151 }, (_, i) => Object.values(columns).map((write) => write(i)));
  return [Object.keys(columns), ...rows].map((cells) => cells.join(delimiter)).join("\n");
}

const codesOf = ({ mended }: Workout) => mended.map(({ code }) => code);
const messageOf = ({ mended }: Workout, code: Repair["code"]) => mended.find((entry) => entry.code === code)?.message;

test("no name of a column means two things, but for a tempo", () => {
  const means = new Map<string, Set<string>>();
  for (const [table, byLanguage] of Object.entries(words)) {
    for (const name of listed(byLanguage)) means.set(name, (means.get(name) ?? new Set()).add(table));
  }
  const twofold = [...means].filter(([, tables]) => tables.size > 1).map(([name]) => name);
  expect(twofold).toEqual(["tempo"]);
});

test("a tempo is the time where it rises, and else a pace", () => {
  const asTime = parseOne(tableOf({ tempo: (i) => i, velocità: () => 10.8, battito: () => 150 }));
  expect(asTime.timeS[150]).toBe(150);
  const asPace = parseOne(tableOf({ Zeit: (i) => i, Tempo: () => "5:33", Puls: () => 150 }));
  expect(asPace.timeS[150]).toBe(150);
  expect(asPace.speedKmh[3]).toBeCloseTo(10.81, 2);
});

describe("times in a column whose name nobody knows", () => {
  test.each([
    ["a clock", (i: number) => clock(i)],
    ["a clock of minutes and decimals", (i: number) => `${Math.floor(i / 60)}:${two(i % 60)}.0`],
    ["a clock that passes midnight", (i: number) => dateOf(i).toISOString().slice(11, 19)],
    ["dates", (i: number) => dateOf(i).toISOString()],
    ["seconds since 1970", (i: number) => START_S + i],
    ["milliseconds since 1970", (i: number) => 1000 * (START_S + i)],
    ["days of a spreadsheet", (i: number) => 45_416.5 + i / 86_400],
    ["whole seconds", (i: number) => i],
  ])("%s", (_, write) => {
    const run = parseOne(tableOf({ xyzzy: write, speed: () => 10.8 }));
    expect(run.sampling).toBe("timestamps");
    expect(run.timeS[150]).toBeCloseTo(150, 2);
    expect(messageOf(run, "read-by-content")).toContain('the times in "xyzzy"');
  });

  test("what counts rows, rises with decimals or comes and goes is no time, and the run says what that means", () => {
    for (const [title, write] of [
      ["index", (i: number) => i],
      ["xyzzy", (i: number) => 2.9 * i],
      ["xyzzy", (i: number) => i % 60],
      ["total_steps", (i: number) => Math.floor(2.7 * i)],
    ] as const) {
      const run = parseOne(tableOf({ [title]: write, speed: () => 10.8 }));
      expect(run.sampling).toBe("timesteps");
      expect(messageOf(run, "rows-as-timesteps")).toMatch(/no time of any kind: each of its 151 rows/);
      expect(run.passedOver).toEqual([title]);
    }
  });
});

test("a date in a column of its own dates the run, and the clock beside it goes on past midnight", () => {
  const run = parseOne(
    tableOf({ Datum: () => "24.05.2024", Uhrzeit: (i) => dateOf(i).toISOString().slice(11, 19), speed: () => 9 }),
  );
  expect(run.startedAt).toEqual({ unixS: START_S, utcOffsetS: null });
  expect(run.timeS[150]).toBe(150);
  const named = parseOne(
    tableOf({ time: (i) => `${dateOf(i).toISOString().slice(0, 19).replace("T", " ")} UTC`, speed: () => 9 }),
  );
  expect(named.startedAt).toEqual({ unixS: START_S, utcOffsetS: null });
  const ambiguous = parseOne(tableOf({ time: (i) => `5/4/2024 ${clock(i)}`, speed: () => 9 }));
  expect(ambiguous.startedAt).toBeNull();
  expect(ambiguous.timeS[150]).toBe(150);
});

describe("units that no title names", () => {
  const place = { lat: (i: number) => 48 + (3 * i) / METRES_A_DEGREE, lon: () => 11 };
  test.each([
    ["speed", 3, "m/s"],
    ["speed", 10.8, "km/h"],
    ["speed", 6.7108, "mph"],
    ["pace", 5.5556, "minutes a kilometre"],
    ["pace", 333.33, "seconds a kilometre"],
    ["pace", 8.9409, "minutes a mile"],
  ])("a %s of %d beside positions is in %s", (title, value, unit) => {
    const run = parseOne(tableOf({ time_s: (i) => i, ...place, [title]: () => value }));
    expect(run.speedKmh[50]).toBeCloseTo(10.8, 2);
    expect(messageOf(run, "read-by-content")).toContain(`"${title}" in ${unit}, as the positions show`);
    expect(codesOf(run)).not.toContain("default-unit");
  });

  test.each([
    [3, "metres"],
    [0.003, "kilometres"],
    [0.00186411, "miles"],
  ])("a distance that grows by %d a second beside positions is in %s", (step, unit) => {
    const run = parseOne(tableOf({ time_s: (i) => i, ...place, distance: (i) => step * i }));
    expect(run.distanceM[150]).toBeCloseTo(450, 0);
    expect(messageOf(run, "read-by-content")).toContain(`"distance" in ${unit}`);
  });

  test("a speed below 7 whose distance adds up so is in m/s", () => {
    const run = parseOne(tableOf({ time: (i) => i, dst: (i) => 3 * i, spd: () => 3 }));
    expect(run.speedKmh[9]).toBeCloseTo(10.8, 6);
  });

  test("a range that no runner leaves tells a pace above 30, a speed above 100 and positions beyond degrees", () => {
    expect(parseOne(tableOf({ time: (i) => i, pace: () => 333.33 })).speedKmh[9]).toBeCloseTo(10.8, 2);
    expect(parseOne(tableOf({ time: (i) => i, speed: () => 180 })).speedKmh[9]).toBeCloseTo(10.8, 6);
    const half = 2 ** 31 / 180;
    const run = parseOne(
      tableOf({ time: (i) => i, position_lat: (i) => Math.round(place.lat(i) * half), position_long: () => 11 * half }),
    );
    expect(run.latitudeDeg[100]).toBeCloseTo(place.lat(100), 6);
  });

  test.each([
    ["minutes", 1 / 60],
    ["milliseconds", 1000],
    ["hours", 1 / 3600],
  ])("times that rise by a second in %s beside positions are told", (unit, step) => {
    const run = parseOne(tableOf({ time: (i) => step * i, ...place }));
    expect(run.timeS[150]).toBeCloseTo(150, 3);
    expect(messageOf(run, "read-by-content")).toContain(`"time" in ${unit}`);
  });

  test("where nothing shows the unit, the documented default is taken, with an entry that names the column", () => {
    const run = parseOne(tableOf({ time: (i) => i, speed: () => 10.8, altitude: () => 300 }));
    expect(run.speedKmh[9]).toBe(10.8);
    expect(messageOf(run, "default-unit")).toMatch(/"time" in seconds, "speed" in km\/h, "altitude" in metres/);
  });

  test("units in a row beneath the titles, or behind each number, count as if named", () => {
    const beneath = parseOne(
      tableOf({ time: (i) => i, speed: () => 3, altitude: () => 1000 }).replace("\n", "\ns,m/s,ft\n"),
    );
    expect([beneath.speedKmh[0], beneath.altitudeM[0], beneath.timeS.length]).toEqual([10.8, 304.8, 151]);
    const behind = parseOne(
      tableOf({
        time: (i) => `${i} s`.replace(/ s$/, ""),
        speed: () => "3 m/s",
        hr: () => "150 bpm",
        pace: () => "5:00 /km",
      }),
    );
    expect([behind.speedKmh[0], behind.heartRateBpm[0]]).toEqual([10.8, 150]);
    for (const run of [beneath, behind]) expect(messageOf(run, "default-unit") ?? "").not.toContain("speed");
  });

  test("degrees of Fahrenheit and beats a second are told by what nobody could run in, or have", () => {
    const run = parseOne(tableOf({ time: (i) => i, speed: () => 10, temperature: () => 68, hr: () => 2.5 }));
    expect(run.temperatureC[0]).toBeCloseTo(20, 6);
    expect(run.heartRateBpm[0]).toBe(150);
  });
});

test("numbers that mean nothing here are named, in the ledger, and where no heart rate was found by it", () => {
  const columns = {
    time_s: (i: number) => i,
    speed_kmh: () => 10.8,
    bearing: () => 90,
    bpm2: () => 150,
    note: () => "x",
  };
  const without = parseOne(tableOf(columns));
  expect(without.passedOver).toEqual(["bearing", "bpm2"]);
  expect(repair(without).repairs.find(({ code }) => code === "no-heart-rate")?.message).toBe(
    'No heart rate was found; fields passed over: "bearing", "bpm2".',
  );
  const withHeartRate = parseOne(tableOf({ ...columns, hr: () => 150 }));
  expect(messageOf(withHeartRate, "passed-over")).toBe('Columns passed over: "bearing", "bpm2".');
  expect(repair(withHeartRate).repairs.map(({ code }) => code)).not.toContain("no-heart-rate");
});

test("a value that can't be read is left out and told with its line, more than a tenth of them refused", () => {
  const run = parseOne(
    tableOf({ time: (i) => i, speed: (i) => (i === 7 ? "fast" : 10.8), hr: (i) => (i === 8 ? "?" : 150) }),
  );
  expect([run.speedKmh[7], run.heartRateBpm[8], run.speedKmh[8]]).toEqual([Number.NaN, Number.NaN, 10.8]);
  expect(run.mended[0]).toMatchObject({ code: "unreadable-point", count: 2 });
  expect(run.mended[0].message).toContain('Line 9, column "speed": "fast"; Line 10, column "hr": "?"');
  const { code, message } = refusal(tableOf({ time: (i) => i, speed: (i) => (i % 9 === 0 ? "fast" : 10.8) }));
  expect([code, message.slice(0, 40)]).toEqual(["bad-value", 'Line 2, column "speed": "fast" cannot be']);
});

test("a column of laps gives the laps, one of sports the sport", () => {
  const run = parseOne(
    tableOf({ time: (i) => 100 + i, speed: () => 10, lap: (i) => 1 + Math.floor(i / 60), Sportart: () => "Laufen" }),
  );
  expect(run.laps).toEqual([
    { startS: 0, endS: 60, endedBy: null },
    { startS: 60, endS: 120, endedBy: null },
    { startS: 120, endS: 150, endedBy: null },
  ]);
  expect(run.sport).toBe("Laufen");
});

test.each([
  ["laps", "Laps,Time,Distance,Avg Pace,Avg HR,Max HR\n1,5:00,1.0,5:00,150,160\n2,5:01,1.0,5:01,151,161\n"],
  ["activities", "Activity Type,Date,Distance,Time,Ø HF,Max. HF\nLaufen,2024-05-04 07:30:00,10,00:50:00,150,170\n"],
])("a table of %s is refused, for no row of it is a moment", (_, text) => {
  expect(refusal(text)).toMatchObject({
    code: "no-runs",
    message: expect.stringMatching(/sums up a lap or an activity/),
  });
});

describe("JSON", () => {
  const points = (write: (i: number) => object) => JSON.stringify(Array.from({ length: 151 }, (_, i) => write(i)));
  const isRun = (run: Workout) => {
    expect(run.timeS[150]).toBe(150);
    expect(run.speedKmh[9]).toBeCloseTo(10.8, 6);
    expect(run.heartRateBpm[9]).toBe(150);
  };

  test.each([
    ["a list of points", points((i) => ({ t: i, v: "x", speed: 10.8, hr: 150 }))],
    [
      "in a record",
      `{"sport": "run", "data": {"points": ${points((i) => ({ time: dateOf(i).toISOString(), Geschwindigkeit: 10.8, Puls: 150 }))}}}`,
    ],
    [
      "of records",
      points((i) => ({ time: 1000 * (START_S + i), motion: { speed_mps: 3 }, heart_rate: { value: 150 } })),
    ],
    [
      "records of points, one a line",
      Array.from({ length: 151 }, (_, i) => JSON.stringify({ time: i, speed: 10.8, hr: 150 })).join("\n"),
    ],
    [
      "a list of rows",
      JSON.stringify([["time", "speed", "hr"], ...Array.from({ length: 151 }, (_, i) => [i, 10.8, 150])]),
    ],
    [
      "lists by other names",
      JSON.stringify({
        elapsed: Array.from({ length: 151 }, (_, i) => i),
        velocity: Array(151).fill(10.8),
        HeartRate: Array(151).fill(150),
      }),
    ],
  ])("%s", (_, text) => isRun(parseOne(text)));

  test("lists with times are never taken for timesteps, whatever the times are called", () => {
    const lists = { speed: Array(151).fill(10.8), heart_rate: Array(151).fill(150), altitude: Array(151).fill(1) };
    for (const name of ["time", "Zeit", "elapsed_s"]) {
      const run = parseOne(JSON.stringify({ ...lists, [name]: Array.from({ length: 151 }, (_, i) => i) }));
      expect([name, run.sampling]).toEqual([name, "timestamps"]);
      isRun(run);
    }
    expect(parseOne(JSON.stringify(lists)).sampling).toBe("timesteps");
    expect(refusal('{"t": [1, 2, 3], "speed": [8, 9]}').code).toBe("unequal-lengths");
  });

  test("places as pairs of numbers, GeoJSON's with the longitude first", () => {
    for (const [name, pair] of [
      ["latlng", [48, 11]],
      ["coordinates", [11, 48]],
    ] as const) {
      const run = parseOne(points((i) => ({ time: i, speed_kmh: 10.8, hr: 150, [name]: pair })));
      expect([run.latitudeDeg[9], run.longitudeDeg[9]]).toEqual([48, 11]);
    }
  });

  test("two lists of points in one record could each be the run", () => {
    const list = points((i) => ({ time: i, speed: 10.8 }));
    expect(refusal(`{"a": ${list}, "b": ${list}}`).code).toBe("no-speed");
  });
});

test("a table that begins with a name in brackets is told for what it is; rows in brackets are read", () => {
  expect(refusal("[Params]\nVersion=106\n").code).toBe("unknown-format");
  expect(refusal("[HRData]\n140\n141\n")).toMatchObject({ code: "malformed-csv" });
  const rows = Array.from({ length: 9 }, (_, i) => `[${i}, 10.8, 150]`);
  expect(parseOne(["[time, speed, hr]", ...rows].join("\n")).timeS[8]).toBe(8);
});

describe("what else tables of real programs hold", () => {
  const csvOf = (titles: string, row: (i: number) => string) => `${titles}\n${series(120, row).join("\n")}\n`;
  const expectSteady = (table: string) => {
    const { timeS, speedKmh } = repair(parseOne(table)).workout;
    expect(timeS[119]).toBe(119);
    for (const kmh of speedKmh) expect(kmh).toBeCloseTo(10.8, 1);
  };

  test.each([
    ["a tempo in km/h", csvOf("Zeit;Tempo (km/h)", (i) => `${i};10,8`)],
    ["a speed in minutes a kilometre", csvOf("time,speed (min/km)", (i) => `${i},5:33.3`)],
    ["a speed in metres a second, in Chinese", csvOf("时间,速度(米/秒)", (i) => `${i},3.0`)],
    ["dates as a spreadsheet counts them", csvOf("Date,Speed", (i) => `${45_416.3125 + i / 86_400},10.8`)],
    [
      "thousands parted within quotes",
      csvOf("time,distance (m)", (i) => `${i},"${(5000 + 3 * i).toLocaleString("en")}"`),
    ],
    ["a pace with its own quotes", csvOf("time,pace", (i) => `${i},5'33"`)],
  ])("%s", (_, table) => expectSteady(table));
});
