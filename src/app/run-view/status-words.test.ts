import { expect, test } from "vitest";
import type { Progress } from "../state/predict-item.ts";
import { progressWords } from "./status-words.ts";

test("loading tells the megabytes, with a total where the server states one", () => {
  const loading = { state: "loading", run: "", inTrial: false, loadedBytes: 3_200_000 } as const;
  expect(progressWords({ ...loading, totalBytes: 14_900_000 })).toBe("3.2 of 14.9 MB");
  expect(progressWords({ ...loading, totalBytes: null })).toBe("3.2 MB");
});

test("predicting tells how far it is in a file of many runs, or in reading one", () => {
  const words = (progress: Progress) => progressWords({ state: "predicting", run: "", progress });
  expect(words({ phase: "predicting", done: 36, total: 200 })).toBe("37 of 200");
  expect(words({ phase: "reading", done: 999, total: 1000 })).toBe("reading, 99 %");
  expect(words({ phase: "reading", done: 0, total: 0 })).toBe("");
  expect(words({ phase: "predicting", done: 0, total: 1 })).toBe("");
});
