import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { PredictorError } from "../workout/error.ts";
import type { ModelContract } from "./contract.ts";
import { validateContract } from "./contract-validation.ts";

/** What JSON leaves of a contract with changes that no contract may have. */
function spoiled(changes: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify({ ...anyContract(), ...changes }));
}

const { intervals, errors, trainedOn, baselines } = anyContract() as {
  [Key in keyof ModelContract]: NonNullable<ModelContract[Key]>;
};
const [firstRow, secondRow] = intervals.rows;

describe("a contract", () => {
  test("comes back equal from its JSON", () => {
    const contract = anyContract();
    expect(validateContract(JSON.parse(JSON.stringify(contract)))).toEqual(contract);
  });

  test("may state that nothing was measured yet, and points in place of seconds", () => {
    const contract = anyContract({
      sampling: { kind: "points", count: 500 },
      altitudeReference: "sea-level",
      errors: null,
      intervals: null,
      baselines: null,
      trainedOn: { ...trainedOn, splitSeed: null },
    });
    expect(validateContract(contract)).toEqual(contract);
  });
});

describe("a contract is refused with the reason", () => {
  test.each<[string, unknown, RegExp]>([
    ["of a later version", spoiled({ version: 2 }), /newer than this program.* version 2/],
    ["of a later version whatever else is in it", { version: 9, whatever: true }, /version 9/],
    ["without a version", spoiled({ version: undefined }), /contract\.version is missing/],
    ["of no version that ever was", spoiled({ version: 0 }), /contract\.version is 0, expected 1/],
    ["that is a list", [], /contract is a list, expected an object/],
    ["that is nothing", null, /contract is null/],
    ["without a name", spoiled({ name: " " }), /contract\.name/],
    ["with a setting that is not known", spoiled({ speedUnit: "mph" }), /contract\.speedUnit is unknown/],
    ["without features", spoiled({ features: [] }), /contract\.features is empty/],
    ["with a feature that is no text", spoiled({ features: ["speed", 3] }), /contract\.features\[1\] is 3/],
    [
      "with an unknown sampling",
      spoiled({ sampling: { kind: "distance", metres: 20 } }),
      /sampling\.kind is "distance"/,
    ],
    ["with a step of no time", spoiled({ sampling: { kind: "fixed", seconds: 0 } }), /sampling\.seconds is 0/],
    ["with a step missing", spoiled({ sampling: { kind: "fixed" } }), /sampling\.seconds is missing/],
    ["with half a point", spoiled({ sampling: { kind: "points", count: 99.5 } }), /sampling\.count is 99\.5/],
    [
      "with both samplings",
      spoiled({ sampling: { kind: "points", count: 500, seconds: 6 } }),
      /sampling\.seconds is unk/,
    ],
    ["with a window without a middle", spoiled({ smoothingWindow: 6 }), /smoothingWindow is 6, expected an odd/],
    ["with a negative window", spoiled({ smoothingWindow: -7 }), /smoothingWindow is -7/],
    [
      "with altitudes from elsewhere",
      spoiled({ altitudeReference: "geoid" }),
      /altitudeReference is "geoid".*"sea-level"/,
    ],
    ["with a longest run of no length", spoiled({ longestRunS: null }), /longestRunS is null/],
    ["with a gender that is none", spoiled({ trainedOn: { ...trainedOn, genders: [2] } }), /genders\[0\] is 2/],
    ["with half a runner", spoiled({ trainedOn: { ...trainedOn, runners: 0.5 } }), /trainedOn\.runners is 0\.5/],
    ["with a negative error", spoiled({ errors: { ...errors, mae: -1 } }), /errors\.mae is -1/],
    ["covering more than all", spoiled({ errors: { ...errors, coverage: 1.2 } }), /errors\.coverage is 1\.2/],
    [
      "without any interval row",
      spoiled({ intervals: { ...intervals, rows: [] } }),
      /intervals\.rows is without a row/,
    ],
    ["with no interval at the start", spoiled({ intervals: { ...intervals, rows: [secondRow] } }), /from second 0/],
    [
      "with interval rows out of order",
      spoiled({ intervals: { ...intervals, rows: [firstRow, secondRow, { ...secondRow, atS: 60 }] } }),
      /rows\[2\]\.atS is 60, expected a later second/,
    ],
    [
      "with an interval that is not finite",
      spoiled({ intervals: { ...intervals, rows: [{ ...firstRow, upperBpm: Number.POSITIVE_INFINITY }] } }),
      /rows\[0\]\.upperBpm is null/,
    ],
    [
      "with an interval upside down",
      spoiled({ intervals: { ...intervals, runMean: { lowerBpm: 5, upperBpm: -5 } } }),
      /runMean\.lowerBpm is 5, expected at most upperBpm, -5/,
    ],
    [
      "with fewer baseline weights than features",
      spoiled({ baselines: { ...baselines, linear: { intercept: 1, weights: [1, 2] } } }),
      /weights is a list of 2, expected one a feature, 14/,
    ],
    ["without a licence", spoiled({ licence: undefined }), /contract\.licence is missing/],
  ])("%s", (_, contract, message) => {
    expect(() => validateContract(contract)).toThrow(
      expect.objectContaining({ code: "bad-model", message: expect.stringMatching(message) }),
    );
  });

  test("that asks for a feature that the catalogue lacks, by its name", () => {
    expect(() => validateContract(spoiled({ features: ["speed", "cadence"] }))).toThrow(
      expect.objectContaining({ code: "unknown-feature", message: expect.stringMatching(/"cadence"/) }),
    );
    // Names that every object has are no features.
    expect(() => validateContract(spoiled({ features: ["constructor"] }))).toThrow(
      expect.objectContaining({ code: "unknown-feature" }),
    );
  });

  test("or read: nothing else comes of any JSON", () => {
    const returnsOrRefuses = (value: unknown) => {
      try {
        expect(validateContract(value)).toEqual(value);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PredictorError);
      }
    };
    fc.assert(fc.property(fc.jsonValue(), returnsOrRefuses));
    const key = fc.constantFrom(...Object.keys(anyContract()), "__proto__", "toString");
    fc.assert(fc.property(key, fc.jsonValue(), (name, value) => returnsOrRefuses(spoiled({ [name]: value }))));
  });
});
