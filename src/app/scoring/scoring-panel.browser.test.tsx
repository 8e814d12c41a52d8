import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { noScores } from "../../evaluation/scores.ts";
import type { ScoringWatch } from "../../scoring/score-split.ts";
import { drawn } from "../../testing/drawn.tsx";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { splitRow } from "../../testing/scripted-split.ts";
import { SplitPanel } from "../explorer/split-panel.tsx";

test("runs that can't be scored are counted with their reason, and a failure in between keeps them", async () => {
  let watch!: ScoringWatch;
  let fail!: (error: PredictorError) => void;
  const page = new ScriptedPage({
    scoreSplit: (_, given) => {
      watch = given;
      return { whole: new Promise((_, reject) => (fail = reject)), withIdleWorker: (work) => work() };
    },
    tally: { add: () => {}, clear: () => {}, evaluate: async () => null, list: async () => [] },
    cores: 2,
    drawn: async () => {},
  });
  page.downloaded = Uint8Array.of(1);
  await page.start();
  const split = await page.openSplit({ kind: "file", file: file("mine.parquet") });
  split.reads[0].bring(...Array.from({ length: 30 }, (_, row) => splitRow(row)));
  split.reads[0].resolve();
  await rest();
  const screen = await drawn(page, <SplitPanel />);
  await screen.getByRole("button", { name: "Score all 30 runs" }).click();
  await rest();
  const progress = screen.getByTestId("evaluate-progress");
  const reason = { code: "no-heart-rate", message: "It holds no heart rate." } as const;
  watch.onBackend("wasm", null);
  watch.onScored({ scores: noScores(), unscored: [0, 1].map((row) => ({ row, name: "", error: reason })) });
  await rest();
  await expect.element(progress).toHaveTextContent("2 of 30 runs, 2 not scored");

  fail(new PredictorError("unexpected", "The worker has died."));
  await rest();
  await expect.element(progress).toHaveAttribute("data-state", "error");
  await expect.element(screen.getByTestId("error")).toHaveTextContent("The worker has died.");
  await expect.element(screen.getByText(/2 runs are not scored: It holds no heart rate\./)).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Go on" })).toBeVisible();
});
