import fc from "fast-check";
import { expect, test } from "vitest";
import { durationSeconds, epochSeconds, isoTime, numberFrom, startedAtFrom, utcOffsetSeconds } from "./value.ts";

const TEN = Date.UTC(2024, 4, 1, 10) / 1000;

test.each([
  ["2024-05-01T10:00:00Z", 0],
  ["2024-05-01T10:00:00.118Z", 0.118],
  ["2024-05-01T10:00:00.118999Z", 0.118],
  ["2024-05-01T10:00:00,5Z", 0.5],
  ["2024-05-01T12:00:00+02:00", 0],
  ["2024-05-01T12:00:00+0200", 0],
  ["2024-05-01T05:30:00-04:30", 0],
  ["2024-05-01T12:00:00+02", 0],
  ["2024-05-01t10:00:00z", 0],
  [" 2024-05-01 10:00:00 ", 0],
  ["2024-05-01T10:00Z", 0],
  ["2024-5-1T10:0:0Z", 0],
  ["2024-5-1 9:59:7.5Z", -52.5],
  ["2024-05-01T12:00:00+2:00", 0],
])("%j is a time", (text, seconds) => {
  expect(epochSeconds(text) - TEN).toBeCloseTo(seconds, 5);
});

test("a time without an offset is UTC, on whatever machine it is read", () => {
  expect(epochSeconds("2024-05-01T10:00:00")).toBe(TEN);
});

test.each([
  "",
  "noon",
  "2024-13-01T10:00:00Z",
  "2024-05-32T10:00:00Z",
  "2024-05-01T10:60Z",
  "2024-05-01",
  "10:00:00",
  "1714557600",
])("%j is none", (text) => {
  expect(epochSeconds(text)).toBeNaN();
});

test("durations have seconds of two digits, and hours or none", () => {
  expect(durationSeconds("1:02:03.5")).toBe(3723.5);
  expect(durationSeconds("75:00")).toBe(4500);
  expect(durationSeconds("5:3")).toBeNaN();
  expect(durationSeconds("5")).toBeNaN();
});

test.each([
  ["2024-05-01T12:00:00+02:00", 7200],
  ["2024-05-01T05:30:00-0430", -16_200],
  ["2024-05-01T12:00:00+00:00", 0],
  ["2024-05-01T12:00:00Z", null],
  ["2024-05-01 12:00:00", null],
  ["noon", null],
])("%j has the offset %j", (text, offsetS) => {
  expect(utcOffsetSeconds(text)).toBe(offsetS);
});

test.each([
  "2024-05-01T12:00:00+02:00",
  "2024-05-01T05:30:00-04:30",
  "2024-05-01T12:00:00Z",
  "2024-05-01T12:00:00.500+05:45",
])("%s is written as it was read", (text) => {
  expect(isoTime(startedAtFrom(text)!)).toBe(text);
});

test("what is no time is no start", () => {
  expect(startedAtFrom("2024-13-01T10:00:00Z")).toBeNull();
});

test("numbers are read to the last bit, however they are written", () => {
  const written = fc.oneof(
    fc.stringMatching(/^-?\d{0,20}\.?\d{0,20}$/),
    fc.stringMatching(/^[-+]?\d{1,3}(\.\d{1,16})?(e[-+]?\d)?$/),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  );
  fc.assert(
    fc.property(written, (text) => {
      fc.pre(text !== "" && text !== "-" && !Number.isNaN(Number(text)));
      expect(numberFrom(text)).toBe(Number(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["", Number.NaN],
  [" ", Number.NaN],
  ["-", Number.NaN],
  ["n/a", Number.NaN],
  [".", undefined],
  ["-.", undefined],
  ["1.2.3", undefined],
  ["--1", undefined],
  ["12:30", undefined],
])("%j is the number %j", (text, number) => {
  expect(numberFrom(text)).toBe(number);
});
