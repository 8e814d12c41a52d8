import { beforeEach, describe, expect, test } from "vitest";
import type { Sample } from "../dataset/samples.ts";
import type { LoadedModel, LoadProgress, Predictor, RunOutcome, RunSource } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { encodeLink, type LinkSettings } from "../sharing/link.ts";
import { anyContract } from "../testing/contract.ts";
import { trackOf } from "../testing/tracks.ts";
import { PredictorError } from "../workout/error.ts";
import type { Track } from "../workout/workout.ts";
import { viewsOf } from "./items.ts";
import { picturedRun, shownRun, statusOf } from "./status.ts";
import { createPageStore, type PageStore } from "./store.ts";

const contract = anyContract({ name: "small" });

function track(name: string): Track {
  return trackOf({ heartRateBpm: new Float32Array(12).fill(150) }, { name });
}

function predicted(name: string): RunOutcome {
  const timings = { parseMs: 1, prepareMs: 1, modelMs: 1 };
  return { name, prediction: { track: track(name), heartRateBpm: new Float32Array(12), repairs: [], timings } };
}

/** Answers when told to, and remembers what it was asked. */
class ScriptedPredictor implements Predictor {
  readonly loads: { url: string; finish(model?: Partial<LoadedModel>): void; fail(error: unknown): void }[] = [];
  readonly asked: { source: RunSource; settings: RunnerSettings; signal: AbortSignal }[] = [];
  progress: (progress: LoadProgress) => void = () => {};
  answer: (source: RunSource) => RunOutcome[] = (source) => [predicted(nameOf(source))];

  load(url: string, backend: "wasm" | "webgpu", onProgress: (progress: LoadProgress) => void): Promise<LoadedModel> {
    this.progress = onProgress;
    return new Promise((resolve, reject) => {
      const finish = (model: Partial<LoadedModel> = {}) =>
        resolve({ contract, backend, fallbackReason: null, ...model });
      this.loads.push({ url, finish, fail: reject });
    });
  }

  async predict(source: RunSource, settings: RunnerSettings, signal: AbortSignal): Promise<RunOutcome[]> {
    this.asked.push({ source, settings, signal });
    await settled();
    if (signal.aborted) throw new PredictorError("cancelled", "Not wanted any more.");
    return this.answer(source);
  }

  dispose(): void {}
}

function nameOf(source: RunSource): string {
  return source.kind === "file" ? source.file.name : source.kind;
}

/** After whatever is under way without a clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function rest(): Promise<void> {
  for (let i = 0; i < 12; i++) await settled();
}

function file(name: string) {
  return { name, size: 3, arrayBuffer: async () => new ArrayBuffer(3) };
}

const plain: LinkSettings = { maximumHeartRateBpm: null, speedUnit: "pace", distanceUnit: "km" };
const opening = { name: "Opening sample", link: encodeLink({ track: track(""), modelName: "small", settings: plain }) };
const samples: Sample[] = [
  { id: "steady", label: "Steady", workoutId: 24 },
  { id: "long", label: "Long", workoutId: 6 },
];
const models = ["small", "other"].map((name) => ({ name, url: `models/${name}.onnx` }));

let predictor: ScriptedPredictor;
let store: PageStore;
const state = () => store.getState();
const names = () =>
  state()
    .items.flatMap(viewsOf)
    .map(({ name }) => name);

beforeEach(() => {
  predictor = new ScriptedPredictor();
  store = createPageStore({ predictor, models, samples, opening });
});

async function start(hash = ""): Promise<void> {
  state().start(hash);
  predictor.loads[0].finish();
  await rest();
}

describe("the start", () => {
  test("shows the opening run's track before the model is there, and its prediction after", async () => {
    state().start("");
    expect(shownRun(state())).toMatchObject({ name: "Opening sample", prediction: null });
    expect(shownRun(state())?.track?.speedKmh).toHaveLength(12);
    expect(statusOf(state())).toMatchObject({ state: "loading", run: "Opening sample" });
    predictor.loads[0].finish();
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Opening sample" });
    expect(shownRun(state())?.prediction).not.toBeNull();
  });

  test("tells how far the model is", () => {
    state().start("");
    predictor.progress({ phase: "loading", loadedBytes: 5, totalBytes: 20 });
    expect(statusOf(state())).toMatchObject({ state: "loading", loadedBytes: 5, totalBytes: 20, warmingUp: false });
    predictor.progress({ phase: "warming-up" });
    expect(statusOf(state())).toMatchObject({ state: "loading", warmingUp: true });
  });

  test("opens a sample by its address", async () => {
    await start("#s1.steady");
    expect(statusOf(state())).toEqual({ state: "done", run: "Steady" });
    expect(predictor.asked[0].source).toEqual({ kind: "sample", workoutId: 24 });
  });

  test("shows one sample at a time: their buttons are their list", async () => {
    await start("#s1.steady");
    state().openHash("#s1.long");
    await rest();
    expect(names()).toEqual(["Long"]);
  });

  test("says of an unknown sample which there are", async () => {
    await start("#s1.sprint");
    expect(statusOf(state()).state).toBe("error");
    expect(shownRun(state())?.error).toMatchObject({ code: "unknown-sample" });
    expect(shownRun(state())?.error?.message).toContain("steady");
  });

  test("meets a damaged link with a message and an empty page that works on", async () => {
    await start("#r1.abc");
    expect(statusOf(state())).toEqual({ state: "error", run: "Shared run" });
    expect(shownRun(state())).toMatchObject({ track: null, error: { code: "bad-link" } });
    await state().openFiles([file("mine.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "mine.gpx" });
  });

  test("opens a link once, however often one goes back to it, and beside the files of the list", async () => {
    const link = (speedUnit: "pace" | "speed") =>
      `#${encodeLink({ track: track(""), modelName: "small", settings: { ...plain, speedUnit } })}`;
    await start();
    await state().openFiles([file("mine.gpx")]);
    for (const hash of [link("pace"), link("speed"), "#r1.abc", link("pace"), "#r1.abc"]) state().openHash(hash);
    await rest();
    expect(names()).toEqual(["mine.gpx", "Shared run", "Shared run", "Shared run"]);
    expect(shownRun(state())?.error).toMatchObject({ code: "bad-link" });
  });

  test("takes units, maximum heart rate and model from a link", async () => {
    const settings: LinkSettings = { maximumHeartRateBpm: 201, speedUnit: "speed", distanceUnit: "mi" };
    state().start(`#${encodeLink({ track: track(""), modelName: "other", settings })}`);
    expect(state()).toMatchObject({
      maximumHeartRateBpm: 201,
      units: { speedUnit: "speed", distanceUnit: "mi" },
      model: { name: "other" },
    });
    expect(predictor.loads.map(({ url }) => url)).toEqual(["models/other.onnx"]);
  });
});

describe("several files", () => {
  test("and pasted texts, which bring no name, are told apart by a number", async () => {
    await start();
    state().openText("Pasted text", "9 9 9");
    state().openText("Pasted text", "8 8 8");
    await rest();
    expect(names()).toEqual(["Pasted text", "Pasted text 2"]);
  });

  test("become a list in the order they came; later ones join it, and the opening run makes way", async () => {
    await start();
    await state().openFiles([file("a.gpx"), file("b.tcx")]);
    await rest();
    await state().openFiles([file("c.csv")]);
    await rest();
    expect(names()).toEqual(["a.gpx", "b.tcx", "c.csv"]);
    expect(state().items.every((item) => item.state === "done")).toBe(true);
    expect(statusOf(state()).run).toBe("c.csv");
  });

  test("fail each for itself, and one that went well is shown", async () => {
    await start();
    predictor.answer = (source) => {
      if (nameOf(source) === "bad.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [predicted(nameOf(source))];
    };
    await state().openFiles([file("bad.gpx"), file("good.gpx")]);
    await rest();
    expect(state().items.map((item) => item.error?.code ?? "fine")).toEqual(["no-time", "fine"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "good.gpx" });
  });

  test("leave the one alone that a person has chosen, even one that failed", async () => {
    await start();
    predictor.answer = (source) => [
      nameOf(source) === "good.gpx"
        ? predicted("good.gpx")
        : { name: nameOf(source), error: new PredictorError("too-short", "Too short.") },
    ];
    void state().openFiles([file("bad.gpx"), file("good.gpx")]);
    state().select({ itemId: state().items[0].id, run: 0 });
    await rest();
    expect(state().items.map((item) => item.state)).toEqual(["done", "done"]);
    expect(statusOf(state())).toEqual({ state: "error", run: "bad.gpx" });
  });

  test("may hold several runs each, every one an entry", async () => {
    await start();
    predictor.answer = () => [
      { name: "runs.jsonl · line 1", error: new PredictorError("too-short", "Too short.") },
      predicted("runs.jsonl · line 2"),
    ];
    await state().openFiles([file("runs.jsonl")]);
    await rest();
    expect(names()).toEqual(["runs.jsonl · line 1", "runs.jsonl · line 2"]);
    expect(shownRun(state())).toMatchObject({ run: 1, error: null });
  });

  test("that the browser can't read say so, and the others are predicted", async () => {
    await start();
    const folder = { ...file("folder"), arrayBuffer: () => Promise.reject(new Error("NotFoundError")) };
    const huge = { ...file("huge.gpx"), size: 1e10 };
    await state().openFiles([folder, huge, file("mine.gpx")]);
    await rest();
    expect(state().items.map((item) => item.error?.code)).toEqual(["unreadable-file", "too-large", undefined]);
  });

  test("can be taken from the list again; the next one is shown then", async () => {
    await start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    state().remove(state().items[0].id);
    expect(names()).toEqual(["b.gpx"]);
    expect(statusOf(state()).run).toBe("b.gpx");
    state().remove(state().items[0].id);
    expect(statusOf(state())).toEqual({ state: "ready", run: "" });
  });
});

describe("a change of what a prediction depends on", () => {
  test("predicts every run from its source again, the shown one first, with nothing lost meanwhile", async () => {
    await start();
    await state().openFiles([file("b.gpx"), file("a.gpx")]);
    await rest();
    state().select({ itemId: state().items[1].id, run: 0 });
    state().setGender(0);
    expect(shownRun(state())?.prediction).not.toBeNull();
    expect(statusOf(state()).state).toBe("predicting");
    await rest();
    expect(predictor.asked.slice(-2).map(({ source, settings }) => [nameOf(source), settings.gender])).toEqual([
      ["a.gpx", 0],
      ["b.gpx", 0],
    ]);
    expect(statusOf(state()).state).toBe("done");
  });

  test("cancels the prediction that is under way, and its answer does not count", async () => {
    await start();
    state().setGender(0);
    state().setGender(1);
    const [first, last] = [predictor.asked.at(-1)!, () => predictor.asked.at(-1)!];
    expect(first.settings.gender).toBe(0);
    expect(first.signal.aborted).toBe(true);
    await rest();
    expect(last().settings.gender).toBe(1);
    expect(statusOf(state()).state).toBe("done");
  });

  test("of the model leaves the last choice standing, however they arrive", async () => {
    await start();
    state().chooseBackend("webgpu");
    state().chooseModel("other");
    predictor.loads[2].finish({ fallbackReason: "No adapter." });
    await rest();
    predictor.loads[1].finish();
    await rest();
    expect(state().model).toMatchObject({ name: "other", phase: "ready", loaded: { fallbackReason: "No adapter." } });
    expect(statusOf(state()).state).toBe("done");
  });

  test("that fails says so, and the runs are predicted once another model is there", async () => {
    state().start("");
    predictor.loads[0].fail(new PredictorError("bad-model", "It has no contract."));
    await rest();
    expect(statusOf(state()).state).toBe("error");
    expect(state().model.error?.code).toBe("bad-model");
    state().chooseModel("other");
    predictor.loads[1].finish();
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Opening sample" });
  });

  test("of units or maximum heart rate predicts nothing again", async () => {
    await start();
    const asked = predictor.asked.length;
    state().setUnits({ distanceUnit: "mi" });
    state().setMaximumHeartRate(180);
    await rest();
    expect(predictor.asked).toHaveLength(asked);
  });
});

describe("the picture", () => {
  test("is none while the model it waits for can't be had, and comes once that is loaded again", async () => {
    state().start("");
    predictor.loads[0].fail(new PredictorError("download-failed", "No connection."));
    await state().openFiles([file("a.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "error", run: "a.gpx" });
    expect(picturedRun(state())).toBeNull();
    state().loadAgain();
    predictor.loads[1].finish();
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
    expect(picturedRun(state())?.name).toBe("a.gpx");
  });

  test("of the run before stays until the next one's is there, but not before an error", async () => {
    await start();
    void state().openFiles([file("a.gpx")]);
    expect(statusOf(state()).run).toBe("a.gpx");
    expect(picturedRun(state())?.name).toBe("Opening sample");
    await rest();
    expect(picturedRun(state())?.name).toBe("a.gpx");
    predictor.answer = () => {
      throw new PredictorError("no-time", "No point has a time.");
    };
    await state().openFiles([file("b.gpx")]);
    await rest();
    expect(picturedRun(state())).toBeNull();
  });

  test("is of the whole run again when another one is chosen", async () => {
    await start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    state().zoomTo({ startS: 6, endS: 30 });
    state().select({ itemId: state().items[1].id, run: 0 });
    expect(state().zoom).toBeNull();
  });
});
