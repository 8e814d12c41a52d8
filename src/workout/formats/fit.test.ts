import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import {
  BYTE,
  ENUM,
  FIT_START,
  type FieldShape,
  FitWriter,
  fitFile,
  lettersOf,
  SEMICIRCLES_PER_DEGREE,
  SINT8,
  SINT32,
  STRING,
  UINT8,
  UINT16,
  UINT32,
} from "../../testing/fit-file.ts";
import { gpxFile } from "../../testing/gpx-file.ts";
import { known, parse, parseOne, refusal } from "../../testing/parsing.ts";
import { series } from "../../testing/workouts.ts";
import { NO_FACTS } from "../recording-facts.ts";
import { repair } from "../repair/repair.ts";
import { isOtherSport } from "../sport.ts";
import { fitCrc } from "./fit-crc.ts";

/** Points with a time, a speed in mm/s and a heart rate. */
const SIMPLE: FieldShape[] = [
  [253, UINT32],
  [6, UINT16],
  [3, UINT8],
];

/** A file of one point a second at 3 m/s, from `fromS` seconds after the start. */
function simple(points: number, fromS = 0, writer = new FitWriter().define(0, 20, SIMPLE)): FitWriter {
  for (let i = 0; i < points; i++) writer.data(0, [FIT_START + fromS + i, 3000, 100 + (i % 100)]);
  return writer;
}

/** Changes a file's bytes by a function, and keeps header and checksum. */
function without(file: Uint8Array, ...places: number[]): Uint8Array {
  return file.filter((_, i) => !places.includes(i));
}

test("a run is the same from FIT and from GPX", () => {
  const fit = parseOne(fitFile({ minutes: 10 }));
  const gpx = parseOne(gpxFile({ minutes: 10 }));
  expect(fit).toMatchObject({ format: "fit", sport: "running", mended: [], segmentStarts: [] });
  expect(fit.timeS).toEqual(gpx.timeS);
  expect(fit.heartRateBpm).toEqual(gpx.heartRateBpm);
  for (const [i, altitudeM] of gpx.altitudeM.entries()) {
    expect(Math.abs(fit.altitudeM[i] - altitudeM)).toBeLessThan(0.2);
    expect(Math.abs(fit.latitudeDeg[i] - gpx.latitudeDeg[i])).toBeLessThan(2e-7);
  }
  expect(fit.longitudeDeg[0]).toBeCloseTo(11, 6);
  expect(fit.speedKmh[0]).toBeCloseTo(3.6 * 2.8, 6);
  expect(fit.distanceM[1] - fit.distanceM[0]).toBeCloseTo(2.8, 1);
});

test("a FIT file may be gzipped", () => {
  expect(parseOne(gzipSync(fitFile({ minutes: 1 }))).timeS).toHaveLength(61);
});

describe("what a device may write", () => {
  test("numbers in either order of bytes, behind a header of 12 bytes, beside fields of developers", () => {
    const writer = new FitWriter().define(3, 20, SIMPLE, { bigEndian: true, developer: [[1, BYTE, 9]] });
    const { timeS, speedKmh, heartRateBpm } = parseOne(simple3(writer).file({ headerBytes: 12 }));
    expect([...timeS]).toEqual([0, 1, 2]);
    expect(speedKmh[2]).toBeCloseTo(10.8);
    expect([...heartRateBpm]).toEqual([140, 140, 140]);
  });

  function simple3(writer: FitWriter): FitWriter {
    for (let i = 0; i < 3; i++) writer.data(3, [FIT_START + i, 3000, 140]);
    return writer;
  }

  test("what the session states of the whole: its distance, and how long its timer ran", () => {
    const session: FieldShape[] = [
      [253, UINT32],
      [2, UINT32],
      [5, ENUM],
      [8, UINT32],
      [9, UINT32],
    ];
    const totalOf = (timerMs: number | null, centimetres: number | null) =>
      parseOne(
        simple(3)
          .define(1, 18, session)
          .data(1, [FIT_START + 3, FIT_START, 1, timerMs, centimetres])
          .file(),
      ).statedTotal;
    expect(totalOf(150_000, 45_000)).toEqual({ distanceM: 450, timerS: 150 });
    expect(totalOf(150_000, null)).toBeNull();
    expect(totalOf(null, 45_000)).toBeNull();
  });

  test("missing values: they are missing, not 255 bpm at 236 km/h", () => {
    const { speedKmh, heartRateBpm } = parseOne(
      simple(1)
        .data(0, [FIT_START + 1, null, null])
        .file(),
    );
    expect(speedKmh[1]).toBeNaN();
    expect(heartRateBpm[1]).toBeNaN();
  });

  test("the enhanced speed and altitude beside the plain ones: the enhanced count, where they are there", () => {
    const writer = new FitWriter().define(0, 20, [
      [253, UINT32],
      [6, UINT16],
      [2, UINT16],
      [73, UINT32],
      [78, UINT32],
    ]);
    writer.data(0, [FIT_START, 1000, 2500, 2000, 3000]).data(0, [FIT_START + 1, 1000, 2500, null, null]);
    const { speedKmh, altitudeM } = parseOne(writer.file());
    expect([...speedKmh]).toEqual([7.2, 3.6]);
    expect([...altitudeM]).toEqual([100, 0]);
  });

  test("cadence in strides and their 128ths, of both feet", () => {
    const writer = new FitWriter().define(0, 20, [...SIMPLE, [4, UINT8], [53, UINT8]]);
    for (const [i, [strides, parts]] of [[85, 64] as const, [85, null] as const, [null, 64] as const].entries()) {
      writer.data(0, [FIT_START + i, 3000, 150, strides, parts]);
    }
    expect([...parseOne(writer.file()).cadenceSpm]).toEqual([171, 170, Number.NaN]);
  });

  test("times in the header's last bits, and speed and distance in three bytes that begin again at 256 m", () => {
    const writer = new FitWriter().define(0, 21, [
      [253, UINT32],
      [0, ENUM],
    ]);
    writer.data(0, [FIT_START, 42]);
    writer.define(1, 20, [
      [8, BYTE, 3],
      [3, UINT8],
    ]);
    for (let i = 1; i <= 60; i++) {
      const sixteenths = (i * 12 * 16) & 0xfff;
      const speed = 255;
      writer.compressed(1, FIT_START + 4 * i, [speed, (sixteenths & 0xf) << 4, sixteenths >> 4, 150]);
    }
    const { timeS, speedKmh, distanceM } = parseOne(writer.file());
    expect(timeS[59]).toBe(4 * 59);
    expect(distanceM[59]).toBe(60 * 12);
    expect(speedKmh[59]).toBeCloseTo(2.55 * 3.6);
  });

  test("pauses of the timer: the first point after one starts a segment", () => {
    const writer = simple(10).define(1, 21, [
      [253, UINT32],
      [0, ENUM],
      [1, ENUM],
    ]);
    writer
      .data(1, [FIT_START, 0, 0])
      .data(1, [FIT_START + 9, 0, 4])
      .data(1, [FIT_START + 70, 0, 0]);
    const workout = parseOne(simple(10, 70, writer).file());
    expect(workout.segmentStarts).toEqual([10]);
    expect(repair(workout).workout.pauses).toEqual([{ startS: 9, endS: 70 }]);
  });

  test("heart rates of a strap in messages, and a file, of their own: each point gets the nearest", () => {
    const run = new FitWriter().define(0, 20, [
      [253, UINT32],
      [6, UINT16],
      [3, UINT8],
    ]);
    for (let i = 0; i < 20; i++) run.data(0, [FIT_START + i, 3000, i === 5 ? 99 : null]);
    const strap = new FitWriter().define(0, 132, [
      [253, UINT32],
      [9, UINT32],
      [0, UINT16],
      [6, UINT8],
    ]);
    strap.data(0, [FIT_START, 500 * 1024, 0, 120]).define(1, 132, [
      [6, UINT8, 8],
      [10, BYTE, 12],
    ]);
    const ticks = Array.from({ length: 8 }, (_, i) => ((500 + i + 1) * 1024) & 0xfff);
    const packed = [0, 2, 4, 6].flatMap((i) => [
      ticks[i] & 0xff,
      (ticks[i] >> 8) | ((ticks[i + 1] & 0xf) << 4),
      ticks[i + 1] >> 4,
    ]);
    strap.data(1, [121, 122, 123, 124, 125, 126, 127, 128, ...packed]);
    const { heartRateBpm, sensor } = parseOne(new Uint8Array([...run.file(), ...strap.file()]));
    expect([...heartRateBpm.slice(0, 10)]).toEqual([120, 121, 122, 123, 124, 99, 126, 127, 128, 128]);
    expect(sensor).toBe("strap");
    expect(known(heartRateBpm)).toBe(12);
  });

  test("several sessions: each is a run with its own sport", () => {
    const writer = simple(60);
    writer.define(1, 18, [
      [253, UINT32],
      [2, UINT32],
      [5, ENUM],
    ]);
    writer.data(1, [FIT_START + 59, FIT_START + 30, 1]).data(1, [FIT_START + 29, FIT_START, 2]);
    const runs = parse(writer.file());
    expect(runs).toMatchObject([
      { name: "file · cycling", workout: { sport: "cycling" } },
      { name: "file · running", workout: { sport: "running" } },
    ]);
    for (const run of runs) expect(run).toHaveProperty("workout.timeS.length", 30);
  });

  test("no session, as when the watch ran empty: the sport's own message tells", () => {
    const writer = simple(5).define(1, 12, [
      [3, STRING, 16],
      [0, ENUM],
    ]);
    expect(parseOne(writer.data(1, [...new Array<number>(16).fill(65), 11]).file()).sport).toBe("walking");
    expect(parseOne(simple(5).file()).sport).toBeNull();
  });

  test("a sport that has no name here keeps its number", () => {
    const writer = simple(5).define(1, 12, [[0, ENUM]]);
    expect(parseOne(writer.data(1, [77]).file()).sport).toContain("77");
  });

  test("positions south and west", () => {
    const writer = new FitWriter().define(0, 20, [
      [253, UINT32],
      [0, SINT32],
      [1, SINT32],
    ]);
    writer.data(0, [
      FIT_START,
      Math.round(-33.5 * SEMICIRCLES_PER_DEGREE),
      Math.round(-70.25 * SEMICIRCLES_PER_DEGREE),
    ]);
    const { latitudeDeg, longitudeDeg } = parseOne(writer.file());
    expect(latitudeDeg[0]).toBeCloseTo(-33.5, 6);
    expect(longitudeDeg[0]).toBeCloseTo(-70.25, 6);
  });
});

/** A `session` and a `lap`: time of writing, start, milliseconds, and its sport or what closed it. */
const SESSION: FieldShape[] = [
  [253, UINT32],
  [2, UINT32],
  [7, UINT32],
  [5, ENUM],
  [6, ENUM],
];
const LAP: FieldShape[] = [
  [253, UINT32],
  [2, UINT32],
  [7, UINT32],
  [24, ENUM],
];

describe("the points of a session", () => {
  const DAY_S = 86_400;
  const ended = (writer: FitWriter, kind: "session" | "lap", startS: number, lengthS: number | null) =>
    kind === "session"
      ? writer.define(1, 18, SESSION).data(1, [null, FIT_START + startS, lengthS && 1000 * lengthS, 1, 0])
      : writer.define(1, 19, LAP).data(1, [null, FIT_START + startS, lengthS && 1000 * lengthS, 7]);

  test("are its own, however many of other days lie before and behind them", () => {
    const anyOther = fc.record({
      days: fc.oneof(fc.integer({ min: -900, max: -1 }), fc.integer({ min: 1, max: 900 })),
      points: fc.integer({ min: 1, max: 400 }),
      isBefore: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyOther, { maxLength: 4 }), fc.constantFrom("session", "lap"), (others, kind) => {
        const writer = new FitWriter().define(0, 20, SIMPLE);
        const write = (isBefore: boolean) => {
          for (const other of others) {
            if (other.isBefore === isBefore) simple(other.points, other.days * DAY_S, writer);
          }
        };
        write(true);
        simple(120, 0, writer);
        write(false);
        const { timeS, heartRateBpm, mended, startedAt } = parseOne(ended(writer, kind, 0, 119).file());
        expect([...timeS]).toEqual(series(120, (i) => i));
        expect(heartRateBpm[7]).toBe(107);
        expect(startedAt?.unixS).toBe(Date.UTC(2024, 4, 1, 8) / 1000);
        const count = others.reduce((sum, { points }) => sum + points, 0);
        expect(mended).toMatchObject(count === 0 ? [] : [{ code: "left-over-points", count }]);
      }),
    );
  });

  test("a rest of hours within what the session states, and points a little outside of it, are its own", () => {
    const writer = simple(60, 3 * 3600, simple(60, -30));
    expect(parseOne(ended(writer, "session", 0, 3 * 3600 + 40).file()).timeS).toHaveLength(120);
  });

  test("of a recording that was never closed, from when its file was begun", () => {
    const begun = () =>
      new FitWriter()
        .define(1, 0, [
          [0, ENUM],
          [4, UINT32],
        ])
        .data(1, [4, FIT_START])
        .define(0, 20, SIMPLE);
    const { timeS, mended } = parseOne(simple(60, 0, simple(200, -3 * DAY_S, begun())).file());
    expect([...timeS]).toEqual(series(60, (i) => i));
    expect(mended).toMatchObject([{ code: "left-over-points", count: 200 }]);
    // Some programs date a file by its creation.
    expect(parseOne(simple(60, -20 * DAY_S, simple(200, -3 * DAY_S, begun())).file()).timeS).toHaveLength(260);
  });

  test("a rest that the session's length leaves out is one by when the session was written, if not days later", () => {
    const rested = (writtenS: number) => {
      const writer = simple(60, 3 * 3600, simple(60)).define(1, 18, SESSION);
      return parseOne(writer.data(1, [FIT_START + writtenS, FIT_START, 120_000, 1, 0]).file()).timeS.length;
    };
    expect(rested(3 * 3600 + 60)).toBe(120);
    expect(rested(9 * DAY_S)).toBe(60);
  });

  test("a session of another clock, or without a length, takes nothing away", () => {
    const twoDays = () => simple(60, DAY_S, simple(60));
    expect(parseOne(ended(twoDays(), "session", 900 * DAY_S, 60).file()).timeS).toHaveLength(120);
    expect(parseOne(ended(twoDays(), "session", 0, null).file()).timeS).toHaveLength(120);
    expect(parseOne(ended(twoDays(), "session", DAY_S, null).file()).timeS).toHaveLength(60);
  });

  test("of several sessions each has its own", () => {
    const writer = simple(50, 5 * DAY_S, simple(200, 0, simple(100, -7 * DAY_S)));
    const file = ended(ended(writer, "session", 0, 99), "session", 100, 99).file();
    const runs = parse(file).map((run) =>
      "error" in run ? run : [run.workout.timeS.length, run.workout.mended.length],
    );
    expect(runs).toEqual([
      [100, 1],
      [100, 1],
    ]);
  });
});

describe("fields that programs add to a watch", () => {
  type Described = Parameters<FitWriter["describe"]>[0];
  const RECORD = 20;

  /** Twenty points with a developer's field, of the given bits, beside the watch's own. */
  function withField(field: Described, bitsAt: (i: number) => number, own: FieldShape[] = SIMPLE.slice(0, 2)) {
    const writer = new FitWriter().describe(field).define(0, 20, own, { developer: [[field.number, field.type]] });
    for (let i = 0; i < 20; i++) {
      const values = own.map(([number]) => (number === 253 ? FIT_START + i : number === 6 ? 3000 : 0));
      writer.data(0, [...values, bitsAt(i)]);
    }
    return parseOne(writer.file());
  }

  const float = (value: number) => new Uint32Array(Float32Array.of(value).buffer)[0];
  const FLOAT32 = 136;

  test.each<[string, Described]>([
    ["its native field", { number: 4, type: UINT8, name: "Strap", units: "bpm", native: [RECORD, 3] }],
    ["its name", { number: 4, type: UINT8, name: "Heart Rate" }],
  ])("a heart rate, by %s", (_, field) => {
    expect([...withField(field, (i) => 140 + i).heartRateBpm]).toEqual(series(20, (i) => 140 + i));
    expect(withField(field, () => 255).heartRateBpm.every(Number.isNaN)).toBe(true);
  });

  test("counts where the watch itself wrote nothing but zeros, and not where it has its own", () => {
    const field: Described = { number: 4, type: UINT8, name: "HR", native: [RECORD, 3] };
    expect(withField(field, () => 151, SIMPLE).heartRateBpm[3]).toBe(151);
    const writer = new FitWriter().describe(field).define(0, 20, SIMPLE, { developer: [[4, UINT8]] });
    writer.data(0, [FIT_START, 3000, 120, 151]).data(0, [FIT_START + 1, 3000, null, 151]);
    expect([...parseOne(writer.file()).heartRateBpm]).toEqual([120, Number.NaN]);
  });

  test.each([
    ["m/s", 3, 10.8],
    ["M/S", 3, 10.8],
    ["km/h", 9, 9],
    ["", 3, 10.8],
  ])("a speed in %j", (units, written, speedKmh) => {
    const field: Described = { number: 5, type: FLOAT32, name: "Speed", units, native: [RECORD, 6] };
    const run = withField(field, () => float(written), [[253, UINT32]]);
    expect(run.speedKmh[5]).toBeCloseTo(speedKmh, 5);
  });

  test("a distance and a cadence", () => {
    const distance: Described = { number: 6, type: FLOAT32, name: "Distance", units: "Meters", native: [RECORD, 5] };
    expect(withField(distance, (i) => float(3 * i)).distanceM[7]).toBeCloseTo(21, 5);
    const cadence: Described = { number: 7, type: UINT8, name: "Cadence", units: "spm", native: [RECORD, 4] };
    expect(withField(cadence, () => 172).cadenceSpm[7]).toBe(172);
  });

  test("what is in no known unit, of another message, or means nothing known, is named and passed over", () => {
    const fields: Described[] = [
      { number: 5, type: UINT16, name: "Velocity", units: "furlongs", native: [RECORD, 6] },
      { number: 3, type: UINT8, name: "Peak", units: "bpm", native: [18, 3] },
      { number: 8, type: UINT16, name: "Form Power", units: "Watts" },
    ];
    for (const field of fields) {
      const run = withField(field, () => 150);
      expect(run.heartRateBpm.every(Number.isNaN)).toBe(true);
      expect(run.speedKmh[0]).toBeCloseTo(10.8, 9);
      expect(run.passedOver).toEqual([field.name]);
    }
  });

  test("what no point has is not named: it says something of the whole run", () => {
    const field: Described = { number: 1, type: UINT8, name: "app_version" };
    const writer = new FitWriter().describe(field).define(0, 20, SIMPLE);
    for (let i = 0; i < 20; i++) writer.data(0, [FIT_START + i, 3000, null]);
    expect(parseOne(writer.file()).passedOver).toEqual([]);
  });
});

describe("sports", () => {
  const sportOf = (sport: number, subSport: number | null) => {
    const writer = simple(5).define(1, 18, SESSION);
    return parseOne(writer.data(1, [FIT_START + 5, FIT_START, 5000, sport, subSport]).file()).sport;
  };

  test.each([
    [1, null, "running"],
    [1, 0, "running"],
    [1, 1, "treadmill running"],
    [1, 2, "running"],
    [1, 3, "trail running"],
    [1, 4, "track running"],
    [1, 45, "indoor running"],
    [1, 58, "virtual running"],
    [4, 1, "treadmill running"],
    [4, 45, "indoor running"],
    [10, 1, "treadmill running"],
    [0, 1, "treadmill running"],
  ])("%i with %j is %s: a run", (sport, subSport, name) => {
    expect(sportOf(sport, subSport)).toBe(name);
    expect(isOtherSport(name)).toBe(false);
  });

  test.each([
    [4, null, "fitness equipment"],
    [4, 14, "indoor rowing"],
    [4, 15, "elliptical"],
    [4, 16, "stair climbing"],
    [4, 6, "indoor cycling"],
    [4, 27, "indoor walking"],
    [0, 14, "indoor rowing"],
    [2, 58, "cycling"],
    [11, 1, "walking"],
    [11, 3, "walking"],
    [17, 3, "hiking"],
    [66, 87, "wheelchair pushing"],
  ])("%i with %j is %s: no run", (sport, subSport, name) => {
    expect(sportOf(sport, subSport)).toBe(name);
    expect(isOtherSport(name)).toBe(true);
  });

  test("a sub-sport that stands before the session alone counts for its sport", () => {
    const told = (subSport: number) =>
      simple(5)
        .define(1, 12, [
          [0, ENUM],
          [1, ENUM],
        ])
        .data(1, [4, subSport])
        .define(1, 18, SESSION);
    const ended = [FIT_START + 5, FIT_START, 5000];
    expect(
      parseOne(
        told(1)
          .data(1, [...ended, 4, 0])
          .file(),
      ).sport,
    ).toBe("treadmill running");
    expect(
      parseOne(
        told(1)
          .data(1, [...ended, 2, 0])
          .file(),
      ).sport,
    ).toBe("cycling");
    expect(
      parseOne(
        told(1)
          .data(1, [...ended, 0, null])
          .file(),
      ).sport,
    ).toBe("treadmill running");
  });

  test("one that says nothing is unknown", () => {
    expect(sportOf(0, 0)).toBeNull();
    expect(sportOf(254, 3)).toBeNull();
  });
});

describe("what a file states beside its points", () => {
  const OFFSET: FieldShape[] = [
    [253, UINT32],
    [5, UINT32],
  ];
  const DEVICE: FieldShape[] = [
    [0, UINT8],
    [1, UINT8],
    [25, ENUM],
    [2, UINT16],
    [4, UINT16],
    [27, STRING, 20],
  ];
  const NAMELESS = lettersOf("", 20);

  test.each([
    [7200, 7200],
    [-16_200, -16_200],
    [7201, 7200],
    [0, 0],
    [20 * 3600, null],
  ])("local time %i s ahead: the start has its offset", (aheadS, utcOffsetS) => {
    const writer = simple(5)
      .define(1, 34, OFFSET)
      .data(1, [FIT_START + 9, FIT_START + 9 + aheadS]);
    expect(parseOne(writer.file()).startedAt).toEqual({ unixS: Date.UTC(2024, 4, 1, 8) / 1000, utcOffsetS });
  });

  test("a clock that counts from when the watch was switched on dates nothing, whatever it takes local time for", () => {
    const writer = new FitWriter().define(0, 20, SIMPLE).define(1, 34, OFFSET);
    for (let i = 0; i < 5; i++) writer.data(0, [5000 + i, 3000, 150]);
    const { startedAt, timeS } = parseOne(writer.data(1, [5005, FIT_START]).file());
    expect(startedAt).toBeNull();
    expect([...timeS]).toEqual([0, 1, 2, 3, 4]);
  });

  test("laps, by what closed them, counted from the run's first point; those of other days are none of its", () => {
    const writer = simple(100, 10).define(1, 19, LAP);
    writer
      .data(1, [FIT_START + 110, FIT_START + 60, 50_000, 7])
      .data(1, [FIT_START + 60, FIT_START + 8, 52_000, 2])
      .data(1, [FIT_START + 60, FIT_START + 60, 0, 0])
      .data(1, [FIT_START - 86_000, FIT_START - 86_400, 400_000, 0]);
    const workout = parseOne(writer.file());
    expect(workout.laps).toEqual([
      { startS: -2, endS: 50, endedBy: "distance" },
      { startS: 50, endS: 100, endedBy: "session-end" },
    ]);
    expect(repair(workout).workout.laps).toEqual([
      { startS: 0, endS: 50, endedBy: "distance" },
      { startS: 50, endS: 99, endedBy: "session-end" },
    ]);
  });

  test("temperature, below zero too", () => {
    const writer = new FitWriter().define(0, 20, [...SIMPLE, [13, SINT8]]);
    for (const [i, celsius] of [21, -3, null].entries()) writer.data(0, [FIT_START + i, 3000, 150, celsius]);
    expect([...parseOne(writer.file()).temperatureC]).toEqual([21, -3, Number.NaN]);
  });

  test.each<[string, (number | null)[][], string | null]>([
    ["a paired strap", [[1, 120, 1, null, null]], "strap"],
    ["one of Bluetooth", [[1, 1, 3, null, null]], "strap"],
    ["an old watch's, without its radio", [[1, 120, null, null, null]], "strap"],
    [
      "the wrist alone",
      [
        [0, null, 5, 1, 3113],
        [1, 10, 5, null, null],
      ],
      "wrist",
    ],
    [
      "the wrist, and a strap",
      [
        [1, 10, 5, null, null],
        [2, 120, 1, null, null],
        [1, 10, 5, null, null],
      ],
      "strap",
    ],
    [
      "parts that measure something else",
      [
        [1, 1, 5, null, null],
        [2, 124, 1, null, null],
        [3, 10, 1, null, null],
      ],
      null,
    ],
  ])("%s: the sensor", (_, devices, sensor) => {
    const writer = simple(5).define(1, 23, DEVICE);
    for (const device of devices) writer.data(1, [...device, ...NAMELESS]);
    expect(parseOne(writer.file()).sensor).toBe(sensor);
  });

  test.each<[string, number | null, number | null, string | null]>([
    ["", 1, 1124, "Garmin Forerunner 110"],
    ["", 1, 65_000, "Garmin (product 65000)"],
    ["", 1, null, "Garmin"],
    ["", 123, 12, "Polar"],
    ["", 255, 1, null],
    ["Suunto Vertical", 23, 60, "Suunto Vertical"],
  ])("device %j of %j, %j is %j", (name, maker, product, device) => {
    const writer = simple(5).define(1, 0, [
      [0, ENUM],
      [1, UINT16],
      [2, UINT16],
      [8, STRING, 20],
    ]);
    expect(parseOne(writer.data(1, [4, maker, product, ...lettersOf(name, 20)]).file()).device).toBe(device);
    const info = simple(5).define(1, 23, DEVICE);
    info
      .data(1, [1, 120, 1, 1, 9, ...lettersOf("A strap", 20)])
      .data(1, [0, null, 5, maker, product, ...lettersOf(name, 20)]);
    expect(parseOne(info.file()).device).toBe(device);
  });

  test("the runner: gender, resting, maximum and threshold heart rate; what is set counts before a default", () => {
    const profile: FieldShape[] = [
      [1, ENUM],
      [8, UINT8],
      [11, UINT8],
    ];
    const writer = () => simple(5).define(1, 3, profile).data(1, [0, 51, 180]);
    expect(parseOne(writer().file())).toMatchObject({
      gender: 0,
      runnerHeartRates: { maximumBpm: 180, restingBpm: 51, thresholdBpm: null },
    });
    const zones = writer().define(2, 7, [
      [1, UINT8],
      [2, UINT8],
    ]);
    expect(parseOne(zones.data(2, [193, 174]).file()).runnerHeartRates).toEqual({
      maximumBpm: 193,
      restingBpm: 51,
      thresholdBpm: 174,
    });
    const unset = simple(5).define(1, 3, profile).data(1, [null, 0, null]);
    expect(parseOne(unset.file())).toMatchObject({ gender: 0.5, ...NO_FACTS, startedAt: expect.anything() });
  });
});

describe("zones of the watch", () => {
  const TIME_IN_ZONE = 216;
  const HEART_RATE_ZONE = 8;
  const timed = (...endsBpm: (number | null)[]) =>
    simple(5)
      .define(1, TIME_IN_ZONE, [[6, UINT8, endsBpm.length]])
      .data(1, endsBpm);

  test("begin where the zone below ends; the last ends at the maximum", () => {
    expect(parseOne(timed(95, 111, 131, 149, 162, 182).file()).zoneStartsBpm).toEqual([95, 111, 131, 149, 162]);
    expect(parseOne(timed(95, 111, 182, null, null).file()).zoneStartsBpm).toEqual([95, 111]);
  });

  test("are none where they do not rise, or where one end is all that is stated", () => {
    expect(parseOne(timed(95, 95, 131, 149).file()).zoneStartsBpm).toBeNull();
    expect(parseOne(timed(182).file()).zoneStartsBpm).toBeNull();
    expect(parseOne(timed(0, 111, 131, 149).file()).zoneStartsBpm).toBeNull();
    expect(parseOne(timed(null, null).file()).zoneStartsBpm).toBeNull();
  });

  test("may have a message each, in any order, which counts after those that time was counted by", () => {
    const each = (writer: FitWriter) => {
      writer.define(2, HEART_RATE_ZONE, [
        [254, UINT16],
        [1, UINT8],
      ]);
      for (const [index, bpm] of [
        [1, 120],
        [0, 100],
        [2, 140],
        [3, 190],
      ])
        writer.data(2, [index, bpm]);
      return parseOne(writer.file()).zoneStartsBpm;
    };
    expect(each(simple(5))).toEqual([100, 120, 140]);
    expect(each(timed(95, 111, 131))).toEqual([95, 111]);
  });
});

describe("damage", () => {
  const whole = simple(300).file();
  const bytesAPoint = 8;
  const firstPoint = 14 + 6 + 9;

  test("a checksum that is not the content's: read, and told", () => {
    const workout = parseOne(whole.map((byte, i) => (i === whole.length - 1 ? byte ^ 1 : byte)));
    expect(workout.timeS).toHaveLength(300);
    const { repairs } = repair(workout);
    expect(repairs[0]).toMatchObject({ code: "damaged-file", message: expect.stringContaining("checksum") });
  });

  test("a missing checksum is told", () => {
    expect(parseOne(whole.subarray(0, -2)).mended).toHaveLength(1);
  });

  test("single bytes that were lost: the points there are left out, and all others read", () => {
    const lost = [10, 300, 501].map((point, i) => firstPoint + point * bytesAPoint + 4 + i);
    const workout = parseOne(without(simple(1000).file(), ...lost));
    expect(workout.mended[0].message).toContain("lost bytes at 3 places");
    expect(workout.timeS.length).toBeGreaterThan(970);
    expect([...workout.timeS]).toEqual([...workout.timeS].toSorted((a, b) => a - b));
    expect(workout.timeS.at(-1)).toBe(999);
    expect(workout.speedKmh.every((speed) => Math.abs(speed - 10.8) < 1e-9)).toBe(true);
  });

  test("a line break at the end, too, where some program took the file for text", () => {
    const file = without(simple(1000).file(), firstPoint + 500 * bytesAPoint + 5);
    expect(parseOne(new Uint8Array([...file, 0x0a])).timeS.at(-1)).toBe(999);
  });

  test("bytes lost behind a message whose clock was not set yet", () => {
    for (let points = 1; points < 9; points++) {
      const writer = simple(100)
        .define(1, 23, [[253, UINT32]])
        .data(1, [5]);
      const file = simple(100, 100, writer).file();
      const workout = parseOne(without(file, firstPoint + 100 * bytesAPoint + 9 + 5 + points * bytesAPoint - 3));
      expect(workout.timeS.at(-1)).toBe(199);
      expect(workout.timeS.length).toBeGreaterThan(190);
    }
  });

  test("more lost than a tenth, or half of what is left missing: refused", () => {
    const lost = Array.from({ length: 15 }, (_, i) => firstPoint + (10 + 20 * i) * bytesAPoint + 5);
    expect(refusal(without(whole, ...lost)).message).toContain("is no message");
    const half = without(whole, firstPoint + 10 * bytesAPoint + 5).subarray(0, 1200);
    expect(refusal(half).message).toContain("it was cut off");
  });

  test.each([1, 12, 40, 1000, 2000])("cut off after %i bytes: says so, and by how much", (kept) => {
    const { code, message } = refusal(whole.subarray(0, kept));
    if (kept < 12) return expect(code).toBe("unknown-format");
    expect(code).toBe("malformed-fit");
    expect(message).toContain(`ends after ${kept.toLocaleString("en")} of its 2,431 bytes`);
    expect(message).toContain("export the activity as GPX or TCX");
  });

  test("an empty file, and one that is no FIT but in name", () => {
    expect(refusal(new Uint8Array()).code).toBe("empty-file");
    expect(refusal(new Uint8Array(500).fill(7)).code).toBe("unknown-format");
  });

  test("files of other kinds: says what they are", () => {
    const course = simple(
      20,
      0,
      new FitWriter()
        .define(1, 0, [[0, ENUM]])
        .data(1, [6])
        .define(0, 20, SIMPLE),
    );
    expect(refusal(course.file())).toMatchObject({ code: "no-runs", message: expect.stringContaining("a course") });
    const workout = new FitWriter().define(1, 0, [[0, ENUM]]).data(1, [5]);
    expect(refusal(workout.file()).message).toContain("a planned workout");
    expect(refusal(new FitWriter().file()).code).toBe("no-runs");
  });
});

describe("the end", () => {
  const whole = simple(300).file();
  const bytesAPoint = 8;
  const firstPoint = 14 + 6 + 9;
  const unclosed = (bytes: Uint8Array) => {
    const file = bytes.slice(0, -2);
    file.set([0, 0, 0, 0], 4);
    return file;
  };
  const times = (points: number) => series(points, (i) => i);
  const toldOf = (file: Uint8Array) => parseOne(file).mended.map(({ code, message }) => [code, message]);

  test("missing up to a tenth: all points that are whole are read, and it is told", () => {
    for (let kept = Math.ceil(0.91 * whole.length); kept < whole.length; kept++) {
      const { timeS, mended } = parseOne(whole.subarray(0, kept));
      expect([...timeS]).toEqual(times(Math.min(300, Math.floor((kept - firstPoint) / bytesAPoint))));
      expect(mended).toMatchObject([{ code: "damaged-file", count: 1 }]);
      expect(mended[0].message).toContain(`The last ${counted(whole.length - kept, "byte")} of the file are missing`);
    }
  });

  test("a recording that was never closed is read as far as it goes, wherever it breaks off", () => {
    for (let kept = 100; kept <= whole.length - 2; kept += 13) {
      const { timeS, mended } = parseOne(unclosed(whole).subarray(0, kept));
      expect([...timeS]).toEqual(times(Math.floor((kept - firstPoint) / bytesAPoint)));
      expect(mended).toMatchObject([{ code: "damaged-file", message: expect.stringContaining("was never closed") }]);
    }
  });

  test.each([0, 0xff])("what a device reserved behind it, %i throughout, is no point", (byte) => {
    const reserved = new Uint8Array([...unclosed(whole), ...new Uint8Array(5000).fill(byte)]);
    const { timeS, mended } = parseOne(reserved);
    expect([...timeS]).toEqual(times(300));
    expect(mended[0].message).not.toContain("incomplete");
  });

  test("a size that its device had not set yet is none", () => {
    const unset = unclosed(whole);
    unset.set([0xff, 0xff, 0xff, 0xff], 4);
    const { timeS, mended } = parseOne(unset);
    expect([...timeS]).toEqual(times(300));
    expect(mended).toMatchObject([{ code: "damaged-file", message: expect.stringContaining("was never closed") }]);
  });

  test.each([0, 0xff])("what the size counts and nobody wrote, %i throughout, is missing", (byte) => {
    const missing = (share: number) => whole.slice().fill(byte, Math.floor((1 - share) * whole.length));
    const { timeS, mended } = parseOne(missing(0.08));
    expect(timeS.every((seconds, i) => seconds === i)).toBe(true);
    expect(timeS.length).toBeGreaterThan(270);
    expect(mended).toMatchObject([{ code: "damaged-file", message: expect.stringMatching(/^The last \d+ bytes/) }]);
    expect(refusal(missing(0.4)).code).toBe("malformed-fit");
  });

  test("an incomplete last message of a file that is whole by its sizes and its checksum", () => {
    const writer = simple(50).define(1, 0, [[8, STRING, 255]]);
    expect(toldOf(writer.raw(1, 65).file())).toEqual([
      ["damaged-file", "The last message of the file is incomplete: what precedes it was read."],
    ]);
    expect(parseOne(simple(50).raw(0, 1, 2, 3, 4, 5).file()).timeS).toHaveLength(50);
  });

  test("of an incomplete session its start and its sport count", () => {
    const session = simple(300).define(1, 18, [
      [2, UINT32],
      [5, ENUM],
      [9, UINT32],
    ]);
    const file = session.data(1, [FIT_START, 2, 90_000]).file();
    expect(parseOne(file.subarray(0, -5)).sport).toBe("cycling");
    expect(parseOne(file.subarray(0, -7)).sport).toBeNull();
  });

  test("bytes behind a file that is whole by its checksum are none of it; behind another they are refused", () => {
    const behind = (file: Uint8Array) => new Uint8Array([...file, ...new TextEncoder().encode("<html>no run</html>")]);
    expect([...parseOne(behind(whole)).timeS]).toEqual(times(300));
    expect(toldOf(behind(whole))).toEqual([]);
    expect(refusal(behind(whole.with(whole.length - 1, whole[whole.length - 1] ^ 1))).code).toBe("malformed-fit");
    const joined = behind(new Uint8Array([...whole, ...simple(20, 300).file()]));
    expect([...parseOne(joined).timeS]).toEqual(times(320));
    const reserved = new Uint8Array([...whole.slice(0, -2), 0, 0, ...new Uint8Array(90).fill(0xff)]);
    expect([...parseOne(reserved).timeS]).toEqual(times(300));
  });

  test("another file that is joined to a whole one, and can't be read, is left out, and it is told", () => {
    const other = simple(300, 300).file();
    for (const broken of [other.slice(0, 1500), other.with(0, 99), other.with(19, 255)]) {
      const { timeS, mended } = parseOne(new Uint8Array([...whole, ...broken]));
      expect([...timeS]).toEqual(times(300));
      expect(mended).toMatchObject([{ code: "damaged-file", message: expect.stringContaining("joined to its end") }]);
    }
    const damaged = whole.with(whole.length - 1, whole[whole.length - 1] ^ 1);
    expect(refusal(new Uint8Array([...damaged, ...other.slice(0, 1500)])).code).toBe("malformed-fit");
  });

  test("an end that is missing behind points of another day is missing all the same", () => {
    const session = simple(200, -9 * 86_400, simple(300)).define(1, 18, SESSION);
    session.data(1, [FIT_START + 299, FIT_START, 299_000, 1, 0]).data(1, [FIT_START + 299, FIT_START, 299_000, 1, 0]);
    expect([...parseOne(session.file().slice(0, -5)).timeS]).toEqual(times(300));
  });
});

describe("sizes that lie", () => {
  const whole = simple(300).file();
  const changed = (at: number, byte: number) => whole.map((old, i) => (i === at ? byte : old));

  test.each([
    ["a header of 255 bytes", changed(0, 255), "255 bytes long"],
    ["a header of no bytes", changed(0, 0), "0 bytes long"],
    ["4 GB of content", changed(7, 0xff), "cut off"],
    ["less content than there is", changed(5, 1), "damaged"],
    ["255 fields in the definition", changed(19, 255), "damaged"],
    ["a field of 255 bytes", changed(21, 255), "damaged"],
    ["a field of one byte less", changed(24, 1), "damaged"],
  ])("%s: refused", (_, bytes, finding) => {
    const { code, message } = refusal(bytes);
    expect(code).toBe("malformed-fit");
    expect(message).toContain(finding);
  });

  test("sizes that make millions of empty points, sessions or messages end soon, in little memory", () => {
    const bytes = 30_000_000;
    const bomb = (kind: number) => {
      const file = new Uint8Array(bytes);
      const start = new FitWriter().define(0, kind, []).file();
      file.set(start.subarray(0, 20));
      new DataView(file.buffer).setUint32(4, bytes - 16, true);
      new DataView(file.buffer).setUint16(bytes - 2, fitCrc(file.subarray(0, -2)), true);
      return file;
    };
    expect(refusal(bomb(20))).toMatchObject({ code: "too-large", message: expect.stringContaining("500,000") });
    expect(refusal(bomb(18)).code).toBe("too-large");
    expect(refusal(bomb(99)).message).toContain("2,000,000");
  });
});

test("any change to a FIT file ends in a run or in an error for a person", () => {
  const files = [
    fitFile({ minutes: 1 }),
    simple(40)
      .define(1, 132, [[6, UINT8, 8]])
      .data(1, [1, 2, 3, 4, 5, 6, 7, 8])
      .file(),
    new FitWriter()
      .define(1, 20, SIMPLE, { bigEndian: true, developer: [[1, BYTE, 3]] })
      .data(1, [FIT_START, 1, 2])
      .file(),
  ];
  const change = fc.record({
    at: fc.nat(2000),
    kind: fc.constantFrom("set" as const, "drop" as const, "insert" as const, "cut" as const),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 255, 0x40, 0x80, 0x60)),
  });
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(change, { maxLength: 12 }), (file, changes) => {
      const bytes = [...file];
      for (const { at, kind, byte } of changes) {
        const place = at % Math.max(bytes.length, 1);
        if (kind === "set") bytes[place] = byte;
        else if (kind === "drop") bytes.splice(place, 1);
        else if (kind === "insert") bytes.splice(place, 0, byte);
        else if (place > 40) bytes.length = place;
      }
      try {
        for (const run of parse(new Uint8Array(bytes))) {
          if ("error" in run) expect(run.error.code).not.toBe("unexpected");
          else expect(run.workout.speedKmh).toHaveLength(run.workout.timeS.length);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
        expect((error as PredictorError).code).not.toBe("unexpected");
      }
    }),
    { numRuns: 3000 },
  );
});
