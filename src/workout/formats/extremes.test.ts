import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../../base/limits.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { parseOne, refusal, thrownBy } from "../../testing/parsing.ts";
import { RECORDED_FORMATS, type RecordedFormat, type RecordedPoint, recordedAs } from "../../testing/recorded-as.ts";
import { series } from "../../testing/workouts.ts";
import type { RepairCode } from "../workout.ts";

const KMH = 10;

/** A uniform run north at 10 km/h, one point per second, in which every change stands out. */
function points(count: number, change: (i: number) => Partial<RecordedPoint> = () => ({})): RecordedPoint[] {
  return series(count, (i) => ({
    timeS: i,
    speedKmh: KMH,
    distanceM: (KMH / 3.6) * i,
    latitudeDeg: 48 + ((KMH / 3.6) * i) / 111_195,
    longitudeDeg: 11,
    altitudeM: 300 + Math.sin(i / 60),
    heartRateBpm: 140 + (i % 3),
    ...change(i),
  }));
}

function prepared(bytes: Uint8Array) {
  return prepareRun(parseOne(bytes), bundledRecipe, { gender: null, intent: null });
}

function expectSound({ track, features }: ReturnType<typeof prepared>): void {
  for (const column of [track.speedKmh, track.altitudeM, ...features.columns]) {
    expect(column.every(Number.isFinite)).toBe(true);
  }
}

/** Result and ledger of a run of ten minutes with one fault. */
function ledgerOf(format: RecordedFormat, change: (i: number) => Partial<RecordedPoint>, unixS?: number): RepairCode[] {
  const run = prepared(
    recordedAs(format, points(601, change), unixS === undefined ? {} : { startedAt: { unixS, utcOffsetS: null } }),
  );
  expectSound(run);
  const steps = [...run.track.speedKmh.slice(5, -5)];
  expect(Math.min(...steps)).toBeGreaterThan(0.9 * KMH);
  expect(Math.max(...steps)).toBeLessThan(1.1 * KMH);
  return run.repairs.map(({ code }) => code);
}

describe.each(RECORDED_FORMATS)("%s", (format) => {
  const only = (i: number, fault: Partial<RecordedPoint>) => (at: number) => (at === i ? fault : {});

  test.each([0, 12, 249])("a heart rate of %d bpm is left out and told", (heartRateBpm) => {
    expect(ledgerOf(format, only(300, { heartRateBpm }))).toContain("implausible-heart-rate");
  });

  test.each([60, 200])("a speed of %d km/h is interpolated and told", (speedKmh) => {
    expect(ledgerOf(format, only(300, { speedKmh }))).toContain("implausible-speed");
  });

  test.each([-499, 9500])("an altitude of %d m on a hill of 300 m is interpolated and told", (altitudeM) => {
    const { track, repairs } = prepared(recordedAs(format, points(601, only(300, { altitudeM }))));
    expect(repairs.map(({ code }) => code)).toContain("altitude-spike");
    expect(Math.max(...track.altitudeM.map((metres) => Math.abs(metres - 300)))).toBeLessThan(2);
  });

  test("a clock that jumps decades ahead for a point leaves the run as long as it was", () => {
    const ahead = only(600, { timeS: 60 * 365 * 86_400 });
    expect(ledgerOf(format, ahead)).toContain("far-gap");
  });

  test("no points, and one point, are refused with what is missing", () => {
    const none = refusal(recordedAs(format, []));
    expect(["too-short", "no-runs", "no-time", "no-speed", "malformed-csv"]).toContain(none.code);
    const one = thrownBy(() => prepared(recordedAs(format, points(1))));
    expect(one.code).toBe("too-short");
  });

  test("a run of twenty-four hours is read whole", { tags: ["slow"], timeout: 120_000 }, () => {
    const day = 24 * 3600;
    const run = prepared(recordedAs(format, points(day + 1)));
    expectSound(run);
    expect(run.track.speedKmh).toHaveLength(day / 6 + 1);
    expect(run.track.heartRateBpm.every((bpm) => bpm >= 140 && bpm <= 142)).toBe(true);
  });
});

describe.each(
  RECORDED_FORMATS.filter((format) => format !== "fit"),
)("%s, in which any number can be written", (format) => {
  test.each([-1, 1e6, 1e300])("%d, where nothing measured could be so, changes nothing around it", (number) => {
    const codes = ledgerOf(format, (i) =>
      i === 300 ? { heartRateBpm: number, speedKmh: number, altitudeM: number === -1 ? -9999 : number } : {},
    );
    for (const code of ["implausible-heart-rate", "implausible-speed", "altitude-spike"]) expect(codes).toContain(code);
  });

  test("infinity is no number: refused with its place, or left out, never taken", () => {
    const bytes = recordedAs(
      format,
      points(601, (i) => (i === 300 ? { altitudeM: Number.POSITIVE_INFINITY } : {})),
    );
    if (format === "json") {
      // JSON itself writes null for it.
      expectSound(prepared(bytes));
      return;
    }
    // The point (in a table the value) is left out, with its line.
    const { repairs } = prepared(bytes);
    expect(repairs[0]).toMatchObject({ code: "unreadable-point", count: 1 });
    expect(repairs[0].message).toMatch(/[Ll]ine 302\b.*"Infinity"/);
  });
});

test.each([
  ["the year 1", -62_135_596_800_000],
  ["1899", Date.UTC(1899, 0, 1)],
  ["1970", 0],
  ["the year 9999", Date.UTC(9999, 11, 30)],
])("a run dated in %s is the run it is", (_, startMs) => {
  for (const format of ["gpx", "tcx"] as const)
    expect(ledgerOf(format, () => ({}), startMs / 1000)).toEqual(["resampled", "smoothed"]);
});

test.each(["gpx", "tcx"] as const)("a %s file just under the limit is read whole", {
  tags: ["slow"],
  timeout: 240_000,
}, (format) => {
  // Blanks between the points, as from a program that indents deeply.
  const text = new TextDecoder().decode(recordedAs(format, points(80_000)));
  const indent = " ".repeat(Math.floor((MAX_FILE_BYTES - 1_000_000 - text.length) / 80_000));
  const bytes = new TextEncoder().encode(text.replaceAll("\n", `\n${indent}`));
  expect(bytes.length).toBeGreaterThan(0.95 * MAX_FILE_BYTES);
  expect(parseOne(bytes).timeS).toHaveLength(80_000);
});
