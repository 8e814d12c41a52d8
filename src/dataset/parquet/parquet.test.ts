import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { type WholeNumber, wholeNumber } from "../../base/whole-number.ts";
import { sharedPath } from "../../testing/shared.ts";
import { workoutOfHubRow } from "../../workout/formats/record.ts";
import { type HubRow, hubColumnNames } from "../hub-row.ts";
import { HubFile } from "./hub-file.ts";
import { readHubRows, writeHubRows } from "./parquet.ts";
import { isParquet } from "./parquet-magic.ts";

/** One row, by its id. */
async function readHubRow(bytes: Uint8Array, workoutId: WholeNumber): Promise<HubRow> {
  const file = await HubFile.open(sourceOf({ name: "", bytes }));
  const [row] = await file.rows(file.at(await file.rowOf(workoutId)));
  return row;
}

function hubRow(changes: Partial<HubRow> = {}): HubRow {
  return {
    workout_id: 7,
    user_id: 3,
    sport: "run",
    workout_type: "STEADY",
    duration_min: 0.2,
    data_points: 3,
    corrected: false,
    offset_applied: 0,
    heart_rate: Float64Array.of(120, 125, 131),
    speed: Float64Array.of(9.5, 10.25, 10),
    altitude: Float64Array.of(12.2, 12.4, 12),
    timestamp: Float64Array.of(1_767_225_600, 1_767_225_606, 1_767_225_612),
    hr_mean: 125.33,
    hr_std: 4.5,
    hr_min: 120,
    hr_max: 131,
    speed_mean: 9.92,
    speed_max: 10.25,
    altitude_gain: 0.2,
    split: "test",
    ...changes,
  };
}

const series = fc
  .array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)), { maxLength: 30 })
  .map((values) => Float64Array.from(values));
const number = fc.option(fc.double({ noNaN: true }));
const integer = fc.option(fc.maxSafeInteger());
const id = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(wholeNumber);
const text = fc.option(fc.string({ unit: "grapheme" }));
const anyRow: fc.Arbitrary<HubRow> = fc.record({
  workout_id: id,
  user_id: fc.option(id),
  sport: text,
  workout_type: text,
  duration_min: number,
  data_points: integer,
  corrected: fc.option(fc.boolean()),
  offset_applied: number,
  heart_rate: series,
  speed: series,
  altitude: series,
  timestamp: series,
  hr_mean: number,
  hr_std: number,
  hr_min: number,
  hr_max: number,
  speed_mean: number,
  speed_max: number,
  altitude_gain: number,
  split: text,
});

test("any rows are read back as they were written, missing values and all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 10 }), async (rows) => {
      expect(await readHubRows(await writeHubRows(rows))).toEqual(rows);
    }),
    { numRuns: 20 },
  );
});

test("more rows than a row group takes are read back in their order", async () => {
  const rows = Array.from({ length: 700 }, (_, i) => hubRow({ workout_id: i }));
  const bytes = await writeHubRows(rows);
  expect((await readHubRows(bytes)).map((row) => row.workout_id)).toEqual(rows.map((row) => row.workout_id));
  expect((await readHubRow(bytes, 600)).workout_id).toBe(600);
});

test("one run is found by its id", async () => {
  const bytes = await writeHubRows([hubRow({ workout_id: 1 }), hubRow({ workout_id: 2, sport: "trail" })]);
  expect(await readHubRow(bytes, 2)).toEqual(hubRow({ workout_id: 2, sport: "trail" }));
  await expect(readHubRow(bytes, 3)).rejects.toMatchObject({
    code: "unknown-sample",
    message: expect.stringMatching("3"),
  });
});

/** The schema and data of another writer. */
async function writtenElsewhere(columns: Record<string, unknown>): Promise<Uint8Array> {
  const [arrow, parquet] = await Promise.all([import("apache-arrow"), import("parquet-wasm")]);
  const vectors = Object.entries(columns).map(([name, column]) => {
    return [name, Array.isArray(column) ? arrow.vectorFromArray(column) : column];
  });
  const table = new arrow.Table(Object.fromEntries(vectors));
  return parquet.writeParquet(parquet.Table.fromIPCStream(arrow.tableToIPC(table, "stream")));
}

test("other integer and float types, NaN for null, another order, extra columns and missing ones are no obstacle", async () => {
  const arrow = await import("apache-arrow");
  const listOf = (type: import("apache-arrow").DataType, values: unknown[]) =>
    arrow.vectorFromArray([values], new arrow.List(new arrow.Field("item", type, true)));
  const bytes = await writtenElsewhere({
    timestamp: listOf(new arrow.Int64(), [1_400_000_000n, 1_400_000_001n]),
    weather: ["rain"],
    speed: listOf(new arrow.Float32(), [9.5, null]),
    workout_id: arrow.vectorFromArray([12], new arrow.Int32()),
    sport: ["run"],
    user_id: arrow.vectorFromArray([Number.NaN], new arrow.Float64()),
    hr_mean: arrow.vectorFromArray([Number.NaN], new arrow.Float64()),
  });
  expect(await readHubRows(bytes)).toMatchObject([
    {
      workout_id: 12,
      user_id: null,
      sport: "run",
      hr_mean: null,
      speed: Float64Array.of(9.5, Number.NaN),
      timestamp: Float64Array.of(1_400_000_000, 1_400_000_001),
      heart_rate: Float64Array.of(Number.NaN, Number.NaN),
      altitude: Float64Array.of(Number.NaN, Number.NaN),
    },
  ]);
});

/** Neighbours that are one number as doubles. */
const ODD = 2n ** 62n + 1n;
const EVEN = 2n ** 62n;

test("ids of 64 bits keep their digits, in doubles as well, and name runs and runners apart", async () => {
  const arrow = await import("apache-arrow");
  const lists = arrow.vectorFromArray([[1], [2], [3]], new arrow.List(new arrow.Field("item", new arrow.Float64())));
  const bytes = await writtenElsewhere({
    workout_id: arrow.vectorFromArray([ODD, EVEN, 3n], new arrow.Uint64()),
    user_id: arrow.vectorFromArray([2 ** 60, 5, null], new arrow.Float64()),
    ...{ speed: lists, timestamp: lists },
  });
  const rows = await readHubRows(bytes);
  expect(rows.map(({ workout_id }) => workout_id)).toEqual([ODD, EVEN, 3]);
  expect(rows.map(({ user_id }) => user_id)).toEqual([2n ** 60n, 5, null]);
  expect((await readHubRow(bytes, EVEN)).timestamp[0]).toBe(2);
  expect(workoutOfHubRow({ ...rows[0], user_id: ODD }, "").runner).toBe("4611686018427387905");
  await expect(readHubRow(bytes, 2n ** 62n + 2n)).rejects.toMatchObject({ code: "unknown-sample" });
});

test("a measurement whose digits a double does not hold is refused, and none that it does", async () => {
  const arrow = await import("apache-arrow");
  const timesOf = (values: (bigint | null)[]) =>
    arrow.vectorFromArray([values], new arrow.List(new arrow.Field("item", new arrow.Int64(), true)));
  const withTimes = (values: (bigint | null)[]) =>
    writtenElsewhere({ workout_id: [1], speed: timesOf([10n, 11n]), timestamp: timesOf(values) });
  expect((await readHubRows(await withTimes([EVEN, null])))[0].timestamp).toEqual(Float64Array.of(2 ** 62, Number.NaN));
  await expect(readHubRows(await withTimes([1n, ODD]))).rejects.toMatchObject({
    code: "malformed-parquet",
    message: expect.stringMatching(/^Column timestamp .* holds 4611686018427387905, .* in row 1; expected lists/),
  });
});

test("an id that is no whole number is refused", async () => {
  const bytes = await writtenElsewhere({ workout_id: [1.5], speed: [1], timestamp: [1] });
  await expect(readHubRows(bytes)).rejects.toMatchObject({ message: expect.stringMatching(/expected whole numbers/) });
});

test("a file without runs' columns is refused by the name of what it lacks", async () => {
  const bytes = await writtenElsewhere({ workout_id: [1], price: [9.99] });
  await expect(readHubRows(bytes)).rejects.toMatchObject({
    code: "malformed-parquet",
    message: expect.stringMatching(/no column speed, only workout_id, price/),
  });
});

test("what a column holds in place of what it should is said by the row in the file", async () => {
  const rows = Array.from({ length: 300 }, (_, i) => hubRow({ workout_id: i }));
  const bytes = await writeHubRows(
    rows.map((row) => (row.workout_id === 299 ? { ...row, workout_id: null } : row)) as HubRow[],
  );
  await expect(readHubRows(bytes)).rejects.toMatchObject({
    code: "malformed-parquet",
    message: expect.stringMatching(/Row 300 .* has no workout_id/),
  });
});

test("a column of another kind is refused by its name and kind", async () => {
  const bytes = await writtenElsewhere({ workout_id: ["a"], speed: [1], timestamp: [1] });
  await expect(readHubRows(bytes)).rejects.toMatchObject({
    code: "malformed-parquet",
    message: expect.stringMatching(/Column workout_id .* expected whole numbers/),
  });
});

test("what is no Parquet file, or a part of one, is told apart", async () => {
  const whole = await writeHubRows([hubRow()]);
  expect(isParquet(whole)).toBe(true);
  expect(isParquet(new TextEncoder().encode("<gpx/>"))).toBe(false);
  for (const [bytes, message] of [
    [new Uint8Array(), /does not begin with "PAR1"/],
    [new TextEncoder().encode("<gpx></gpx>"), /does not begin with "PAR1"/],
    [new TextEncoder().encode("PAR1"), /ends after 4 bytes/],
    [whole.subarray(0, whole.length - 100), /without its footer/],
    [new TextEncoder().encode("PAR1 and then nothing PAR1"), /damaged/],
  ] as const) {
    await expect(readHubRows(bytes)).rejects.toMatchObject({
      code: "malformed-parquet",
      message: expect.stringMatching(message),
    });
  }
});

test("bytes flipped anywhere give rows or a stated error, and the next file is read all the same", async () => {
  const whole = await writeHubRows([hubRow(), hubRow({ workout_id: 8 })]);
  const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(flips, async (flips) => {
      const damaged = whole.slice();
      for (const [position, value] of flips) damaged[position] = value;
      const outcome = await readHubRows(damaged).catch((error) => error.code);
      expect(Array.isArray(outcome) || outcome === "malformed-parquet").toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(await readHubRows(whole)).toHaveLength(2);
});

test("the written schema is the published one, to the type", async () => {
  const [arrow, parquet] = await Promise.all([import("apache-arrow"), import("parquet-wasm")]);
  const bytes = await writeHubRows([hubRow()]);
  const { schema } = arrow.tableFromIPC(parquet.readParquet(bytes).intoIPCStream());
  expect(schema.fields.map(({ name }) => name)).toEqual(hubColumnNames);
  const types = Object.fromEntries(schema.fields.map(({ name, type }) => [name, String(type)]));
  expect(types).toMatchObject({ workout_id: "Int64", corrected: "Bool", sport: "Utf8", hr_mean: "Float64" });
  for (const name of ["heart_rate", "speed", "altitude", "timestamp"]) {
    const { type } = schema.fields.find((field) => field.name === name)!;
    expect(String(type)).toBe("List<Float64>");
    expect(type.children[0].name).toBe("element");
  }
});

const otherWriter = sharedPath("files", "hub_schema_24.parquet");

test.skipIf(!otherWriter)("the published schema from another writer is read whole", async () => {
  const bytes = new Uint8Array(readFileSync(otherWriter!));
  const rows = await readHubRows(bytes);
  expect(rows).toHaveLength(24);
  for (const row of rows) {
    expect(row.data_points).toBe(row.heart_rate.length);
    expect(row.timestamp).toHaveLength(row.speed.length);
    const mean = row.heart_rate.reduce((sum, bpm) => sum + bpm, 0) / row.heart_rate.length;
    expect(row.hr_mean).toBeCloseTo(mean, 9);
  }
  expect(await readHubRow(bytes, rows[20].workout_id)).toEqual(rows[20]);
});
