/** @module-tag slow */
import { expect, test } from "vitest";
import { hostileNames, jsonOfHostileName } from "../../testing/hostile-files.ts";
import { parse, parseOne, refusal } from "../../testing/parsing.ts";

test.each(hostileNames)("a runner and a sport called %j are that text, and nothing else of the run changes", (name) => {
  const run = parseOne(jsonOfHostileName(name));
  expect(run).toMatchObject({ runner: name, sport: name, gender: 0.5 });
  expect(run.speedKmh).toHaveLength(120);
  expect(Object.hasOwn(Object.prototype, "gender")).toBe(false);
});

test.each([
  ["JSON", '{"toString": 1, "valueOf": 1}'],
  ["a Python dict", "{'a': (1,)}"],
  ["a list", "[[1]]"],
])("a runner, a sport or a gender that is %s is nobody's name", (_, value) => {
  const run = parseOne(`{"runner": ${value}, 'sport': ${value}, "gender": ${value}, "speed": [8]}`);
  expect(run).toMatchObject({ runner: null, sport: null, gender: 0.5 });
  expect(refusal(`{"speed": ${value}, "altitude": 1}`).code).toBe("bad-value");
  expect(refusal(`{"speed": [${value}]}`).code).toBe("bad-value");
});

test("what a file quotes of itself without end is cut in the sentence about it", () => {
  const endless = "n".repeat(2_000_000);
  for (const text of [`["${endless}"]`, `<${endless}/>`, `<gpx><${endless}:a/></gpx>`, `{"${endless}": 1}`]) {
    expect(refusal(text).message.length).toBeLessThan(1500);
  }
  expect(parse(`{"speed": [8]}\n{"${endless}": 1}`)).toHaveLength(2);
});
