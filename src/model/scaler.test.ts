import { describe, expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { parseScaler } from "./scaler.ts";

const entry = (mean: number, std: number) => ({ mean, std });

function expectRefusal(json: string, message: RegExp) {
  expect(() => parseScaler(json, ["speed", "altitude"])).toThrow(
    expect.objectContaining({ code: "bad-scaler", message: expect.stringMatching(message) }),
  );
}

describe("the scaler of a training", () => {
  test("is put in the order of the model's features, whatever its own", () => {
    const json = JSON.stringify({ altitude: entry(100, 12), unused: entry(0, 1), speed: entry(9.5, 2) });
    expect(parseScaler(json, ["speed", "altitude"])).toEqual({ mean: [9.5, 100], std: [2, 12] });
    expect(parseScaler(json, ["altitude", "speed"])).toEqual({ mean: [100, 9.5], std: [12, 2] });
  });

  test("leaves gender and the kind of run as they are", () => {
    const scaled = featureSets.typed.filter((name) => name !== "gender" && !name.startsWith("is_"));
    const json = JSON.stringify(Object.fromEntries(scaled.map((name) => [name, entry(5, 2)])));
    const { mean, std } = parseScaler(json, featureSets.typed);
    expect(mean).toEqual([5, 5, 0, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 0]);
    expect(std).toEqual([2, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1]);
  });

  test("may scale the gender where the training did", () => {
    expect(parseScaler('{"gender": {"mean": 0.9, "std": 0.3}}', ["gender"])).toEqual({ mean: [0.9], std: [0.3] });
  });
});

describe("a scaler is refused", () => {
  test.each<[string, string, RegExp]>([
    ["that lacks a feature, by its name", '{"speed": {"mean": 1, "std": 1}}', /no entry for altitude.*It has speed/],
    ["whose column never varied", '{"speed": {"mean": 1, "std": 0}}', /std of speed is 0, expected a number above 0/],
    ["of negative spread", '{"speed": {"mean": 1, "std": -2}}', /std of speed is -2/],
    ["whose spread is nothing in single precision", '{"speed": {"mean": 1, "std": 1e-60}}', /std of speed is 1e-60/],
    ["that lacks a spread", '{"speed": {"mean": 1}}', /std of speed is missing/],
    ["whose mean is a text", '{"speed": {"mean": "9", "std": 1}}', /mean of speed is "9"/],
    ["whose mean is beyond all numbers", '{"speed": {"mean": 1e999, "std": 1}}', /mean of speed is/],
    ["whose entry is no object", '{"speed": 3, "altitude": 4}', /mean of speed is missing/],
    ["that is a list", "[1, 2]", /should hold one object/],
    ["that is no JSON", "{speed", /no JSON/],
  ])("%s", (_, json, message) => expectRefusal(json, message));
});
