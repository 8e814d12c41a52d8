import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import type { RunItem, RunView } from "../state/run-items.ts";
import { figuresNote, runsWords, sourceWords, stateWords } from "./my-runs-words.ts";

const view = (change: Partial<RunView>, state: RunItem["state"] = "waiting") =>
  ({ item: { state }, error: null, prediction: null, excluded: [], track: null, ...change }) as RunView;

test("a run without a difference says how far it is, or why it has none", () => {
  expect(stateWords(view({}), null)).toBe("waiting");
  expect(stateWords(view({}, "stopped"), null)).toBe("stopped");
  expect(stateWords(view({}, "predicting"), { phase: "reading", done: 1, total: 4 })).toBe("reading, 25 %");
  expect(stateWords(view({}, "predicting"), { phase: "predicting", done: 0, total: 1 })).toBe("predicting");
  const asking = new PredictorError("intent-needed", "What was it meant to be?");
  expect(stateWords(view({ error: asking }, "done"), null)).toBe("asks for an answer");
  const prediction = predictionOf(trackOf({ speedKmh: [9, 9] }));
  expect(stateWords(view({ prediction }, "done"), null)).toBe("no heart rate");
  const measured = predictionOf(trackOf({ heartRateBpm: [150, 150] }));
  expect(stateWords(view({ prediction: measured }, "done"), null)).toBe("all left out");
});

test("the note says what the figures are of only where that is not plain", () => {
  const plain = "Difference is measured − expected.";
  expect(figuresNote([view({})], false)).toBe(plain);
  expect(figuresNote([view({})], true)).toContain("compared with other runners");
  expect(figuresNote([view({ excluded: [{ startS: 0, endS: 60 }] })], false)).toContain("left out");
  const track = trackOf({ speedKmh: [9] }, { startedAt: { unixS: 0, utcOffsetS: null } });
  expect(figuresNote([view({ track })], false)).toContain("names no time zone");
});

test("runs are counted, and files of many are told with theirs", () => {
  expect(runsWords(1, 1)).toBe("1 run");
  expect(runsWords(1200, 1200)).toBe("1,200 runs");
  expect(runsWords(3, 1200), "filtered").toBe("3 of 1,200 runs");
  const item = { name: "runs.jsonl", result: { outcomes: [{}, {}, {}] } } as unknown as RunItem;
  expect(sourceWords(item)).toBe("runs.jsonl: 3 runs.");
});
