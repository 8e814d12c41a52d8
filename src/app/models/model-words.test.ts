import { describe, expect, test } from "vitest";
import { NOTHING_SEEN } from "../../evaluation/expected-heart-rate.ts";
import { anyContract, anyKnowledge } from "../../testing/contract.ts";
import { bandWords, modelWords, originWords } from "./model-words.ts";

test("a model is told by its contract: network, what it was learned from, and what it has learnt of a runner", () => {
  const trainedOn = { description: "Runs.", runs: 900, runners: 12, genders: [], splitSeed: null };
  expect(modelWords(anyContract({ network: "first-order kinetics, 32 units", trainedOn }))).toBe(
    "First-order kinetics, 32 units. Learned from 900 runs of 12 runners. It uses nothing that you know of yourself.",
  );
  const calibration = { ...anyContract().calibration!, knowledge: anyKnowledge() };
  expect(modelWords(anyContract({ network: null, trainedOn: { ...trainedOn, runs: 0 }, calibration }))).toBe(
    "It can use your maximum heart rate and best effort.",
  );
});

test("the expected line is drawn by the network that the model's own file names, or by one that is not named", () => {
  const network = "TCN, 8 layers of 48 channels";
  expect(originWords(anyContract({ network }))).toContain(`drawn by a neural network (${network})`);
  expect(originWords(anyContract())).not.toContain("neural network");
});

describe("the band in words", () => {
  const grid = { atS: [0], atBpm: [140], lower: [[-1]], upper: [[1]], runMean: { lower: -1, upper: 1 } };
  const grids = { none: grid, history: grid, "warm-up": grid, "history and warm-up": null };
  const calibrated = [1, 20].map((historyRuns) => ({
    historyRuns,
    warmUpMinutes: 0,
    known: [],
    runs: 9,
    runners: 3,
    mae: 10 - historyRuns / 10,
    coverage: 0.9,
  }));
  const contract = anyContract({ intervals: { level: 0.9, grids, known: [] } });
  const errors = contract.errors && { ...contract.errors, calibrated };

  test("say whose seconds it holds, and how well on what was seen most alike", () => {
    const fitted = { ...contract, errors };
    expect(bandWords(fitted, NOTHING_SEEN)).toContain("of a runner the model never saw; measured");
    const lookedAt = { kind: "history", known: [], historyRuns: 14, undatedRuns: 0, keptRuns: 0, fromS: 0 } as const;
    expect(bandWords(fitted, lookedAt)).toContain("a runner of whom it saw only other runs");
    expect(bandWords(fitted, lookedAt)).toContain(
      "with 20 earlier runs, it held 90 %, and the line was off by 8.0 bpm",
    );
    expect(bandWords(fitted, { ...lookedAt, historyRuns: 3 })).toContain("with 1 earlier run, it held");
    const rest = { kind: "warm-up", known: [], historyRuns: 0, undatedRuns: 0, keptRuns: 0, fromS: 600 } as const;
    expect(bandWords(fitted, rest)).toMatch(/of which it saw only the start\.$/);
    expect(bandWords(fitted, { ...rest, kind: "history and warm-up" })).toContain("states no interval");
  });
});
