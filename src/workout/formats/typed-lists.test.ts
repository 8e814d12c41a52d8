import { expect, test } from "vitest";
import { parseOne, refusal } from "../../testing/parsing.ts";

test.each([
  ["two lines", "8 9 10\n1 2 3"],
  ["commas", "8, 9, 10\n1, 2, 3\n"],
  ["commas without spaces", "8,9,10\n1,2,3"],
  ["lists as a program prints them", "[8, 9, 10]\n[1, 2, 3]"],
  ["names", "speed: 8 9 10\naltitude: 1 2 3"],
  ["names in any order, with units", "Altitude (m) = [1, 2, 3]\nSpeed (km/h) = [8, 9, 10]"],
  ["names in quotes", '"speed": [8, 9, 10],\n"altitude": [1, 2, 3]'],
  ["metres a second", "speed (m/s): 2.2222222222 2.5 2.7777777778\naltitude: 1 2 3"],
])("speed and altitude as %s are timesteps", (_, text) => {
  const run = parseOne(text);
  expect(run).toMatchObject({ format: "typed-lists", sampling: "timesteps", gender: 0.5 });
  expect([...run.speedKmh].map((speed) => Math.round(speed * 1e6) / 1e6)).toEqual([8, 9, 10]);
  expect([...run.altitudeM]).toEqual([1, 2, 3]);
});

test("blank lines between lists, however many, take none of them away", () => {
  expect([...parseOne(`speed: 8 9${"\n".repeat(20)}altitude: 1 2`).altitudeM]).toEqual([1, 2]);
});

test("a third list is heart rate, and gender may be named", () => {
  expect([...parseOne("8 9\n1 2\n140 141").heartRateBpm]).toEqual([140, 141]);
  expect(parseOne("speed: 8 9\ngender: female").gender).toBe(0);
  expect(parseOne("speed: 8 9\nsport: Laufen").sport).toBe("Laufen");
});

test("a list of times makes them timestamps", () => {
  const run = parseOne("time: 0 5 9\nspeed: 8 9 10");
  expect(run.sampling).toBe("timestamps");
  expect([...run.timeS]).toEqual([0, 5, 9]);
});

test("decimal commas between spaces or semicolons", () => {
  expect([...parseOne("8,5 9 10,25\n1 2 3").speedKmh]).toEqual([8.5, 9, 10.25]);
  expect([...parseOne("8,5; 9; 10,25\n1; 2; 3").speedKmh]).toEqual([8.5, 9, 10.25]);
});

test("null in a list is a missing value, any other word is refused with its place", () => {
  expect([...parseOne("speed: 8 null 10").speedKmh]).toEqual([8, Number.NaN, 10]);
  const { code, message } = refusal("speed: 8 9 ten");
  expect(code).toBe("bad-value");
  expect(message).toContain('Entry 3 of "speed" is "ten"');
});

test("lists of unequal length are refused with both lengths", () => {
  expect(refusal("8 9 10\n1 2")).toMatchObject({
    code: "unequal-lengths",
    message: expect.stringMatching(/"speed" has 3 .*"altitude" has 2/),
  });
});

test("a name that is a time to some and a pace to others is not guessed", () => {
  expect(refusal("tempo: 5 6 7\naltitude: 1 2 3").code).toBe("unknown-format");
  expect(refusal("pace: 5 6 7\naltitude: 1 2 3").code).toBe("bad-value");
});

test("one bare list could be anything", () => {
  expect(refusal("8 9 10").code).toBe("unknown-format");
});
