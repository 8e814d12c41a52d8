import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { addScore, evaluationOf, noScores, type Scores } from "../../evaluation/scores.ts";
import { computeFeatures } from "../../features/compute.ts";
import type { ScoringWatch } from "../../scoring/score-split.ts";
import { drawn } from "../../testing/drawn.tsx";
import { CONTRACT, file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { splitRow } from "../../testing/scripted-split.ts";
import { trackOf } from "../../testing/tracks.ts";
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

/** Scores of so many runs of as many runners, each off by its row's number. */
function scoresOf(count: number): Scores {
  const scores = noScores();
  for (let row = 0; row < count; row++) {
    const track = trackOf({ heartRateBpm: new Float32Array(101).fill(150) }, { runner: `r${row}` });
    const run = { track, features: computeFeatures(track, CONTRACT.features, "start"), facts: null };
    const prediction = { heartRateBpm: track.heartRateBpm.map((bpm) => bpm + row), interval: null, fromS: 0 };
    addScore(scores, row, run, prediction, null, undefined);
  }
  return scores;
}

test("scored runs state how far their error holds, fill columns of the table, and the worst is a link to its run", async () => {
  let watch!: ScoringWatch;
  let finish!: () => void;
  const scores = scoresOf(30);
  const page = new ScriptedPage({
    scoreSplit: (_, given) => {
      watch = given;
      return { whole: new Promise((resolve) => (finish = resolve)), withIdleWorker: (work) => work() };
    },
    tally: { add: () => {}, clear: () => {}, evaluate: async () => evaluationOf(scores, null), list: async () => [] },
    cores: 2,
    drawn: async () => {},
  });
  page.downloaded = Uint8Array.of(1);
  await page.start();
  const split = await page.openSplit({ kind: "bundled" });
  split.reads[0].bring(...Array.from({ length: 30 }, (_, row) => splitRow(row)));
  split.reads[0].resolve();
  await rest();
  const screen = await drawn(page, <SplitPanel />);
  await screen.getByRole("button", { name: "Score all 30 runs" }).click();
  await rest();
  watch.onScored({ scores, unscored: [] });
  finish();
  await rest();
  await expect
    .element(screen.getByText(/^Off by 14\.5 bpm on average \(95 % between \d+\.\d and \d+\.\d, by /))
    .toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Score all 30 runs again" })).not.toHaveClass("primary");
  await screen.getByRole("button", { name: /^Typical gap/ }).click();
  await screen.getByRole("button", { name: /^Typical gap/ }).click();
  const first = screen.getByRole("table", { name: "Runs" }).getByRole("row").nth(1);
  await expect.element(first.getByRole("cell").nth(11)).toHaveTextContent("29.0");
  await expect.element(first.getByRole("cell").nth(12)).toHaveTextContent("−29.0");

  await expect.element(screen.getByTestId("evaluate-worst")).not.toBeVisible();
  await screen.getByText(/^Where it fails:/).click();
  const worst = screen.getByTestId("evaluate-worst").getByRole("link").first();
  await expect.element(worst).toHaveAttribute("href", "#d1.129.test");
});

test("a model that could not be loaded is told where runs are scored, and can be loaded again there", async () => {
  const page = new ScriptedPage();
  page.state().start("");
  page.predictor.loads[0].fail(new PredictorError("download-failed", "The model could not be fetched."));
  await rest();
  await page.openSplit({ kind: "bundled" });
  const screen = await drawn(page, <SplitPanel />);
  await expect.element(screen.getByTestId("error")).toHaveTextContent("The model could not be fetched.");
  await screen.getByRole("button", { name: "Try again to load small" }).click();
  page.predictor.loads.at(-1)!.finish();
  await rest();
  await expect.element(screen.getByTestId("error")).not.toBeInTheDocument();
});
