import { expect, test } from "vitest";
import { nextTask } from "../../../base/next-task.ts";
import { MemoryLibrary } from "../../../library/memory-library.ts";
import { anyContract } from "../../../testing/contract.ts";
import { datedRun } from "../../../testing/dated-runs.ts";
import { ScriptedPage } from "../../../testing/scripted-page.ts";
import { predictionOf } from "../../../testing/tracks.ts";
import { createFiguring, type FiguringProgress } from "./figuring.ts";
import type { KeptRuns } from "./kept-items.ts";
import { modelFingerprint } from "./model-figures.ts";

test("figures each run once, however often it is asked for, and the rest by a model that comes meanwhile", async () => {
  const library = new MemoryLibrary();
  await library.keep([1, 2, 3, 4].map((day) => datedRun(`${day}`, day)));
  const runs = await library.summaries();
  const { predictor } = new ScriptedPage();
  predictor.answer = (source) => predictionOf(source.kind === "track" ? source.track : datedRun("file", 0).track);
  const asked = () => predictor.asked.map(({ source }) => source.kind === "track" && source.track.name);
  const of = (name: string): KeptRuns => ({ runs, model: modelFingerprint(anyContract({ name })), figures: new Map() });
  let contract = anyContract({ name: "a" });
  let kept = of("a");
  const told: (FiguringProgress | null)[] = [];
  const figuring = createFiguring({
    predictor,
    isQuiet: () => true,
    model: () => contract,
    library: () => library,
    kept: () => kept,
    tell: (progress) => told.push(progress),
    onRefused: () => {},
    onFigures: (figures) => {
      kept = { ...kept, figures };
    },
  });
  const rest = async () => {
    for (let i = 0; i < 40; i++) await nextTask();
  };
  figuring.start();
  figuring.start();
  await nextTask();
  figuring.start();
  await rest();
  expect(asked()).toEqual(["run 4", "run 3", "run 2", "run 1"]);

  kept = of("a");
  figuring.start();
  await nextTask();
  contract = anyContract({ name: "b" });
  kept = of("b");
  figuring.start();
  await rest();
  expect(asked().slice(4)).toEqual(["run 4", "run 4", "run 3", "run 2", "run 1"]);
  expect(told.at(-1)).toBeNull();
});
