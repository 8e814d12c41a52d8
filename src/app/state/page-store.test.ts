import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import type { BundledSplit } from "../../dataset/bundled-split.ts";
import type { ImportRequest } from "../../dataset/import-model.ts";
import { PUBLISHED_CHECKPOINT_URL } from "../../dataset/published.ts";
import type { Sample } from "../../dataset/samples.ts";
import { analyse } from "../../evaluation/analysis.ts";
import type { BackendMeasurement } from "../../inference/choose-backends.ts";
import type {
  LoadedModel,
  LoadProgress,
  MeasureProgress,
  ModelSource,
  Predictor,
  RunSource,
} from "../../inference/predictor.ts";
import type { CheckpointSummary } from "../../model/imported.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader, ReadListing, ReadRuns } from "../../reading/reader.ts";
import { decodeLink, encodeLink, type LinkSettings } from "../../sharing/link.ts";
import { PLAIN_VIEW } from "../../sharing/shared-view.ts";
import { anyContract } from "../../testing/contract.ts";
import { ScriptedSplit, ScriptedSplitReader, splitRow } from "../../testing/scripted-split.ts";
import { trackOf } from "../../testing/tracks.ts";
import { workoutOf } from "../../testing/workouts.ts";
import type { Activity, ArchiveListing, Tell } from "../../workout/archive/activity.ts";
import type { ParsedRun } from "../../workout/formats/parsed-run.ts";
import type { Track } from "../../workout/workout.ts";
import { addressHashOf, splitHashOf } from "./address.ts";
import { archiveWords } from "./archives.ts";
import type { Keeper } from "./backend-memory.ts";
import { calibrationOf } from "./calibration.ts";
import type { SplitSource } from "./explorer/sources.ts";
import { createPageStore, type PageStore } from "./page-store.ts";
import { hasRecording } from "./recorded.ts";
import { areListed, viewsOf } from "./run-items.ts";
import type { ScoringParts } from "./scoring.ts";
import { csvFileOf, hashOf } from "./share.ts";
import { picturedRun, shownRun, statusOf } from "./status.ts";

const contract = anyContract({ name: "small" });

function track(name: string): Track {
  return trackOf({ heartRateBpm: new Float32Array(12).fill(150) }, { name });
}

function predicted(name: string): Prediction {
  const timings = { parseMs: 0, prepareMs: 1, modelMs: 1 };
  return { track: track(name), heartRateBpm: new Float32Array(12), along: null, repairs: [], flags: [], timings };
}

function parsed(name: string): ParsedRun {
  return { name, workout: workoutOf({ speedKmh: [9, 10] }, { name }) };
}

/** Reads what it is told to, and remembers what it was asked. */
class ScriptedReader implements Reader {
  readonly asked: { file: ReadableFile; signal: AbortSignal }[] = [];
  answer: (name: string) => ParsedRun[] | Promise<ParsedRun[]> = (name) => [parsed(name)];

  listing: ArchiveListing | null = null;

  async read(file: ReadableFile, signal: AbortSignal, _tell?: Tell): Promise<ReadRuns | ReadListing> {
    this.asked.push({ file, signal });
    await settled();
    if (signal.aborted) throw new PredictorError("cancelled", "Not wanted any more.");
    if (this.listing !== null && file.name.endsWith(".zip")) return { listing: this.listing };
    return { runs: await this.answer(file.name), parseMs: 1 };
  }

  readonly activities: string[] = [];
  async readActivity(file: ReadableFile, activity: Activity, signal: AbortSignal): Promise<ReadRuns> {
    this.activities.push(activity.name);
    this.asked.push({ file, signal });
    await settled();
    if (signal.aborted) throw new PredictorError("cancelled", "Not wanted any more.");
    return { runs: await this.answer(activity.name), parseMs: 1 };
  }

  dispose(): void {}
}

/** Answers when told to, and remembers what it was asked. */
class ScriptedPredictor implements Predictor {
  readonly loads: {
    source: ModelSource;
    backend: "wasm" | "webgpu";
    finish(model?: Partial<LoadedModel>): void;
    fail(error: unknown): void;
  }[] = [];
  readonly asked: { source: RunSource; settings: RunnerSettings }[] = [];
  progress: (progress: LoadProgress) => void = () => {};
  answer: (source: RunSource) => Prediction | Promise<Prediction> = (source) => predicted(nameOf(source));

  load(
    source: ModelSource,
    backend: "wasm" | "webgpu",
    onProgress: (progress: LoadProgress) => void,
  ): Promise<LoadedModel> {
    this.progress = onProgress;
    return new Promise((resolve, reject) => {
      const finish = (model: Partial<LoadedModel> = {}) =>
        resolve({ contract, backend, fallbackReason: null, ...model });
      this.loads.push({ source, backend, finish, fail: reject });
    });
  }

  async predict(source: RunSource, settings: RunnerSettings): Promise<Prediction> {
    this.asked.push({ source, settings });
    await settled();
    return this.answer(source);
  }

  readonly measurements: {
    source: ModelSource;
    signal: AbortSignal;
    tell(progress: MeasureProgress): void;
    finish(measured: BackendMeasurement): void;
    fail(error: unknown): void;
  }[] = [];

  measure(source: ModelSource, signal: AbortSignal, tell: (progress: MeasureProgress) => void) {
    return new Promise<BackendMeasurement>((finish, fail) => {
      this.measurements.push({ source, signal, tell, finish, fail });
    });
  }

  fallBack: (reason: string) => void = () => {};

  onFallback(listener: (reason: string) => void): void {
    this.fallBack = listener;
  }

  readonly imports: ImportRequest[] = [];
  summary: CheckpointSummary = {
    inputSize: 14,
    hiddenSize: 128,
    layers: 2,
    directions: 1,
    epoch: 13,
    features: "typed",
  };

  async inspectCheckpoint(): Promise<CheckpointSummary> {
    return this.summary;
  }

  async importModel(request: ImportRequest): Promise<Uint8Array> {
    this.imports.push(request);
    return Uint8Array.of(8, 7);
  }

  dispose(): void {}
}

function nameOf(source: RunSource): string {
  return source.kind === "workout" ? source.workout.name : source.kind;
}

/** After whatever is under way without a clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function rest(): Promise<void> {
  for (let i = 0; i < 12; i++) await settled();
}

function file(name: string, content: BlobPart = "abc") {
  return new File([content], name);
}

const plain: LinkSettings = { maximumHeartRateBpm: null, speedUnit: "pace", distanceUnit: "km" };
const opening = {
  name: "Opening sample",
  link: encodeLink({ track: track(""), isSimulated: false, modelName: "small", settings: plain, view: PLAIN_VIEW }),
};
const samples: Sample[] = [
  { id: "steady", label: "Steady", workoutId: 24 },
  { id: "long", label: "Long", workoutId: 6 },
];
/** Its runs go by their ids. */
const bundledSplit: BundledSplit = {
  workout: async (id) => workoutOf({ timeS: [0, 1], speedKmh: [9, 10] }, { name: `run ${id}` }),
};
const models = ["small", "other"].map((name) => ({
  name,
  source: `models/${name}.onnx`,
  cardUrl: `models/${name}.md`,
}));

/** The bytes that a download brings, or why it brings none. */
let downloaded: Uint8Array | PredictorError;
const fetchedUrls: string[] = [];
/** What scoring does is tested with it. */
const scoring: ScoringParts = {
  scoreSplit: () => ({ whole: Promise.resolve(), withIdleWorker: (work) => work() }),
  tally: { add: () => {}, clear: () => {}, evaluate: async () => null, list: async () => [] },
  cores: 2,
  drawn: async () => {},
};

async function download(url: string): Promise<Uint8Array> {
  fetchedUrls.push(url);
  if (downloaded instanceof PredictorError) throw downloaded;
  return downloaded;
}

let reader: ScriptedReader;
let predictor: ScriptedPredictor;
let splitReader: ScriptedSplitReader;
let store: PageStore;
let kept: string | null;
const state = () => store.getState();
const names = () =>
  state()
    .items.flatMap(viewsOf)
    .map(({ name }) => name);

async function openSplit(source: SplitSource, name = "split"): Promise<ScriptedSplit> {
  const split = new ScriptedSplit(name);
  state().openSplit(source);
  splitReader.asked.at(-1)!.resolve(split);
  await rest();
  return split;
}

beforeEach(() => {
  reader = new ScriptedReader();
  predictor = new ScriptedPredictor();
  splitReader = new ScriptedSplitReader();
  kept = null;
  open();
});

/** A visit to the page: what an earlier one kept is there. */
function open(): void {
  const keeper: Keeper = {
    read: () => kept,
    write: (text) => {
      kept = text;
    },
  };
  const machine = { runtimeVersion: "1", workers: 2, keeper };
  const splitUrl = "https://page.example/data/test.parquet";
  store = createPageStore({
    ...{ reader, predictor, splitReader, splitUrl, bundledSplit, scoring, download, machine, models, samples, opening },
  });
}

async function start(hash = ""): Promise<void> {
  state().start(hash);
  predictor.loads.at(-1)!.finish();
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
    expect(statusOf(state())).toMatchObject({ state: "loading", loadedBytes: 5, totalBytes: 20, inTrial: false });
    predictor.progress({ phase: "trial-run" });
    expect(statusOf(state())).toMatchObject({ state: "loading", inTrial: true });
  });

  test("opens a sample by its address", async () => {
    await start("#s1.steady");
    expect(statusOf(state())).toEqual({ state: "done", run: "Steady" });
    expect(predictor.asked.map(({ source }) => nameOf(source))).toEqual(["run 24"]);
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
      `#${encodeLink({ track: track(""), isSimulated: false, modelName: "small", settings: { ...plain, speedUnit }, view: PLAIN_VIEW })}`;
    await start();
    await state().openFiles([file("mine.gpx")]);
    for (const hash of [link("pace"), link("speed"), "#r1.abc", link("pace"), "#r1.abc"]) state().openHash(hash);
    await rest();
    expect(names()).toEqual(["mine.gpx", "Shared run", "Shared run", "Shared run"]);
    expect(shownRun(state())?.error).toMatchObject({ code: "bad-link" });
  });

  test("takes units, maximum heart rate and model from a link", async () => {
    const settings: LinkSettings = { maximumHeartRateBpm: 201, speedUnit: "speed", distanceUnit: "mi" };
    state().start(
      `#${encodeLink({ track: track(""), isSimulated: false, modelName: "other", settings, view: PLAIN_VIEW })}`,
    );
    expect(state()).toMatchObject({
      maximumHeartRateBpm: 201,
      units: { speedUnit: "speed", distanceUnit: "mi" },
      model: { name: "other" },
    });
    expect(predictor.loads.map(({ source }) => source)).toEqual(["models/other.onnx"]);
  });
});

describe("a run's link", () => {
  const excluded = [
    { startS: 30, endS: 48 },
    { startS: 120, endS: 126 },
  ];
  const zoom = { startS: 60, endS: 210 };
  const both = { kind: "history and warm-up", warmUpMinutes: 1 } as const;

  /** Four minutes, 12 bpm above what is predicted; a link's run is predicted as the one that it was made of. */
  function answer(source: RunSource): Prediction {
    const level = 140 + 5 * (nameOf(source).charCodeAt(0) % 5);
    const sent = trackOf({
      heartRateBpm: new Float32Array(40).fill(level + 12),
      speedKmh: new Float32Array(40).fill(level / 14),
    });
    const along = Float32Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? 8 : Math.sin(at)));
    const own = source.kind === "track" ? source.track : sent;
    return { ...predicted("run"), track: own, heartRateBpm: new Float32Array(40).fill(140), along };
  }

  function expected(): Float32Array {
    const { track: pictured, prediction, contract: own, excluded: out } = shownRun(state())!;
    const { sources } = calibrationOf(state(), shownRun(state()));
    return analyse(pictured!, prediction, own, 190, sources, out).expectation!.heartRateBpm;
  }

  /** Made of a run beside two others of its runner, by whoever looks at all that can be looked at. */
  async function sentLink(): Promise<{ hash: string; expectedBpm: Float32Array }> {
    predictor.answer = answer;
    await start();
    await state().openFiles([file("a.gpx"), file("b.gpx"), file("c.gpx")]);
    await rest();
    state().setCalibration(both);
    for (const span of excluded) state().leaveOut(span);
    state().zoomTo(zoom);
    state().setXAxis("distance");
    const sent = { hash: hashOf(state())!, expectedBpm: expected() };
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: both.kind, obstacles: [] });
    open();
    return sent;
  }

  test("shows it as its sender saw it, without the other runs, and leaves the person's own choice as it is", async () => {
    const { hash, expectedBpm } = await sentLink();
    state().setCalibration({ kind: "warm-up", warmUpMinutes: 2 });
    await start(hash);
    expect(names()).toEqual(["Shared run"]);
    expect(shownRun(state())).toMatchObject({ excluded });
    expect(state()).toMatchObject({ zoom, xAxis: "distance", calibration: { kind: "warm-up", warmUpMinutes: 2 } });
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({
      kind: both.kind,
      sources: { history: { runs: 2 }, warmUpS: 60 },
      obstacles: [],
    });
    const deviationsBpm = expected().map((bpm, i) => Math.abs(bpm - expectedBpm[i]));
    expect(Math.max(...deviationsBpm)).toBeLessThan(0.05);
    expect(hashOf(state())).toBe(hash);

    await state().openFiles([file("mine.gpx")]);
    await rest();
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: "warm-up", sources: { warmUpS: 120 } });
  });

  test("lets go of what its sender looked at, and takes it up again, for its own run alone", async () => {
    const { hash } = await sentLink();
    await start(hash);
    state().setCalibration({ kind: "none" });
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: "none" });
    state().calibrateAsSent();
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: both.kind });
    expect(state().calibration.kind).toBe("none");
  });

  test("looks at nothing that was learnt of another model, and says so", async () => {
    const { hash } = await sentLink();
    state().start(hash);
    const prior = { ...contract.calibration!, directions: [[1], [2]] };
    predictor.loads.at(-1)!.finish({ contract: { ...contract, calibration: prior } });
    await rest();
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: "warm-up", obstacles: ["other-model"] });
  });

  test("names a sample or a run of a split as long as it is shown as it comes, and else carries it", async () => {
    predictor.answer = answer;
    await start("#s1.steady");
    expect(hashOf(state())).toBe("#s1.steady");
    const changes: (() => void)[] = [
      () => state().leaveOut(excluded[0]),
      () => state().zoomTo(zoom),
      () => state().setXAxis("distance"),
      () => state().setCalibration({ kind: "warm-up", warmUpMinutes: 1 }),
      () => state().setMaximumHeartRate(200),
    ];
    const back: (() => void)[] = [
      () => state().putAllBack(),
      () => state().zoomTo(null),
      () => state().setXAxis("time"),
      () => state().setCalibration({ kind: "none" }),
      () => state().setMaximumHeartRate(null),
    ];
    for (const [i, change] of changes.entries()) {
      change();
      expect(hashOf(state())).toMatch(/^#r2\./);
      back[i]();
      expect(hashOf(state())).toBe("#s1.steady");
    }
    expect(addressHashOf(state())).toBe("#s1.steady");

    await openSplit({ kind: "bundled" });
    state().openRow(splitRow(1));
    await rest();
    expect(hashOf(state())).toBe("#d1.101.test");
    state().leaveOut(excluded[0]);
    expect(decodeLink(hashOf(state())!)).toMatchObject({ kind: "run", run: { view: { excluded: [excluded[0]] } } });
    expect(addressHashOf(state())).toBe("#d1.101.test");
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
    reader.answer = (name) => {
      if (name === "bad.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([file("bad.gpx"), file("good.gpx")]);
    await rest();
    expect(state().items.map((item) => item.error?.code ?? "fine")).toEqual(["no-time", "fine"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "good.gpx" });
  });

  test("leave the one alone that a person has chosen, even one that failed", async () => {
    await start();
    predictor.answer = (source) => {
      if (nameOf(source) === "bad.gpx") throw new PredictorError("too-short", "Too short.");
      return predicted(nameOf(source));
    };
    void state().openFiles([file("bad.gpx"), file("good.gpx")]);
    while (state().items[0].origin.kind !== "file") await settled();
    state().select({ itemId: state().items[0].id, run: 0 });
    await rest();
    expect(state().items.map((item) => item.state)).toEqual(["done", "done"]);
    expect(statusOf(state())).toEqual({ state: "error", run: "bad.gpx" });
  });

  test("may hold several runs each, every one an entry", async () => {
    await start();
    reader.answer = () => [
      { name: "runs.jsonl · line 1", error: new PredictorError("too-short", "Too short.") },
      parsed("runs.jsonl · line 2"),
    ];
    await state().openFiles([file("runs.jsonl")]);
    await rest();
    expect(names()).toEqual(["runs.jsonl · line 1", "runs.jsonl · line 2"]);
    expect(shownRun(state())).toMatchObject({ run: 1, error: null });
  });

  test("are read each when its turn comes, and nothing of them is kept", async () => {
    await start();
    const before = reader.asked.length;
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    expect(reader.asked.slice(before).map(({ file }) => file.name)).toEqual(["a.gpx"]);
    await rest();
    state().setGender(0);
    await rest();
    expect(reader.asked.slice(before).map(({ file }) => file.name)).toEqual(["a.gpx", "b.gpx", "a.gpx", "b.gpx"]);
    expect(shownRun(state())?.prediction?.timings).toEqual({ parseMs: 1, prepareMs: 1, modelMs: 1 });
  });

  test("can be taken from the list again; the next one is shown then", async () => {
    await start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    state().remove(state().items[0].id);
    expect(names()).toEqual(["b.gpx"]);
    expect(statusOf(state()).run).toBe("b.gpx");
  });

  test("make way for the opening run once the last is closed; settings and view stay", async () => {
    await start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    state().setUnits({ speedUnit: "speed" });
    state().setMaximumHeartRate(180);
    state().zoomTo({ startS: 0, endS: 120 });
    state().show("split");
    state().remove(state().items[0].id);
    await rest();
    expect(names()).toEqual(["Opening sample"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "Opening sample" });
    expect(state()).toMatchObject({
      units: { speedUnit: "speed" },
      maximumHeartRateBpm: 180,
      zoom: null,
      lastPictured: null,
      view: "split",
    });
    expect(areListed(state())).toBe(false);
  });
});

describe("a file that is dropped again", () => {
  test("is shown in place of being listed twice, and named", async () => {
    await start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    await state().openFiles([file("b.gpx")]);
    expect(names()).toEqual(["a.gpx", "b.gpx"]);
    expect(shownRun(state())?.name).toBe("b.gpx");
    expect(state().openAlready).toEqual(["b.gpx"]);
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(state().openAlready).toEqual([]);
  });

  test("beside new ones is left where it is, and is a new one where it was changed or bears another name", async () => {
    await start();
    await state().openFiles([file("a.gpx")]);
    await state().openFiles([file("a.gpx"), file("a.gpx", "abd"), file("c.gpx"), file("c.gpx")]);
    expect(names()).toEqual(["a.gpx", "a.gpx", "c.gpx"]);
    expect(state().items.findIndex(({ id }) => id === state().selection?.itemId)).toBe(1);
    expect(state().openAlready).toEqual(["a.gpx", "c.gpx"]);
  });

  test("is tried once more where it was stopped or had failed", async () => {
    await start();
    await state().openFiles([file("a.gpx")]);
    state().cancel();
    await state().openFiles([file("a.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
    expect(names()).toEqual(["a.gpx"]);
  });
});

describe("an archive", () => {
  const activity = (name: string): Activity => ({
    name,
    path: [],
    sport: null,
    heartRates: null,
    heartRateFile: null,
    stated: null,
  });
  const archive = () => file("runs.zip");
  const states = () => state().items.map((item) => item.state);

  beforeEach(async () => {
    await start();
    reader.listing = {
      activities: ["a.gpx", "b.gpx", "c.gpx"].map(activity),
      passedOver: { files: 2, workouts: 0 },
    };
  });

  test("becomes its activities in its place, each read when its turn comes and predicted for itself", async () => {
    reader.answer = (name) => {
      if (name === "b.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([file("first.gpx"), archive(), file("last.gpx")]);
    await rest();
    await rest();
    expect(names()).toEqual(["first.gpx", "a.gpx", "b.gpx", "c.gpx", "last.gpx"]);
    expect(reader.activities).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
    expect(states()).toEqual(["done", "done", "failed", "done", "done"]);
    expect(state().archives.map(archiveWords)).toEqual(["runs.zip: 3 activities. 2 other files were passed over."]);
  });

  test("that is dropped again is shown by its first activity", async () => {
    await state().openFiles([archive()]);
    await rest();
    await state().openFiles([file("own.gpx")]);
    await state().openFiles([archive()]);
    expect(names()).toEqual(["a.gpx", "b.gpx", "c.gpx", "own.gpx"]);
    expect(shownRun(state())?.name).toBe("a.gpx");
    expect(state().openAlready).toEqual(["runs.zip"]);
  });

  test("of a single activity is listed as well, for there stands what was passed over", async () => {
    expect(areListed(state())).toBe(false);
    reader.listing = { activities: [activity("a.gpx")], passedOver: { files: 2, workouts: 0 } };
    await state().openFiles([archive()]);
    await rest();
    expect(names()).toEqual(["a.gpx"]);
    expect(areListed(state())).toBe(true);
  });

  test("is shown by its first activity, or the first that went well, unless a person has chosen", async () => {
    reader.answer = (name) => {
      if (name === "a.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([archive()]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "b.gpx" });
  });

  test("beside a file that failed and is shown is predicted all the same, and shown in its place", async () => {
    reader.answer = (name) => {
      if (name === "broken.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([file("broken.gpx"), archive()]);
    await rest();
    expect(states()).toEqual(["failed", "done", "done", "done"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
  });

  test("tells how far its listing has come, and can be stopped then", async () => {
    reader.read = (_, __, tell) => {
      tell?.(3, 10);
      return new Promise(() => {});
    };
    await state().openFiles([archive()]);
    expect(state().working).toMatchObject({ phase: "reading", done: 3, total: 10 });
    state().cancel();
    expect(states()).toEqual(["stopped"]);
  });

  test("of which a part was predicted can be stopped: the rest goes on, without being listed again", async () => {
    predictor.answer = (source) => (nameOf(source) === "b.gpx" ? new Promise(() => {}) : predicted(nameOf(source)));
    await state().openFiles([archive()]);
    await rest();
    expect(states()).toEqual(["done", "predicting", "waiting"]);
    state().cancel();
    expect(states()).toEqual(["done", "stopped", "stopped"]);
    expect(names()).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
  });

  test("is read anew when a setting changes, and nothing of it is listed twice", async () => {
    await state().openFiles([archive()]);
    await rest();
    state().setGender(1);
    await rest();
    expect(reader.activities).toEqual(["a.gpx", "b.gpx", "c.gpx", "a.gpx", "b.gpx", "c.gpx"]);
    expect(names()).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
  });

  test("can be taken from the list as a whole, and is forgotten with the last of its activities", async () => {
    await state().openFiles([archive(), file("own.gpx")]);
    await rest();
    state().select({ itemId: state().items[1].id, run: 0 });
    state().removeArchive(state().archives[0]);
    expect(names()).toEqual(["own.gpx"]);
    expect(statusOf(state()).run).toBe("own.gpx");
    expect(state().archives).toEqual([]);
    await state().openFiles([archive()]);
    await rest();
    for (const { id, origin, name } of [...state().items])
      if (origin.kind === "file" && name !== "own.gpx") state().remove(id);
    expect(state().archives).toEqual([]);
  });
});

describe("what is stopped", () => {
  const never = new Promise<never>(() => {});
  const states = () => state().items.map((item) => item.state);

  test("stops at once, the file that is read and those that wait; what is done stays, and the rest may go on", async () => {
    await start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    await state().openFiles([file("b.gpx"), file("c.gpx")]);
    state().cancel();
    expect(reader.asked.at(-1)!.signal.aborted).toBe(true);
    expect(states()).toEqual(["done", "stopped", "stopped"]);
    expect(state().working).toBeNull();
    await rest();
    expect(states()).toEqual(["done", "stopped", "stopped"]);
    expect(statusOf(state())).toEqual({ state: "stopped", run: "b.gpx" });
    expect(picturedRun(state())).toBeNull();
    state().goOn();
    await rest();
    expect(states()).toEqual(["done", "done", "done"]);
    expect(state().working).toBeNull();
  });

  test("in a file of many runs keeps those that were reached", async () => {
    await start();
    reader.answer = () => [parsed("line 1"), parsed("line 2"), parsed("line 3")];
    predictor.answer = (source) => (nameOf(source) === "line 2" ? never : predicted(nameOf(source)));
    await state().openFiles([file("runs.jsonl")]);
    await rest();
    expect(state().working).toMatchObject({ phase: "predicting", done: 1, total: 3 });
    expect(statusOf(state())).toMatchObject({ state: "predicting", progress: { done: 1, total: 3 } });
    state().cancel();
    expect(states()).toEqual(["stopped"]);
    expect(shownRun(state())?.prediction?.track.name).toBe("line 1");
  });

  test("is left alone by a change of settings, while what was done is predicted anew", async () => {
    await start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    await state().openFiles([file("b.gpx")]);
    state().cancel();
    state().setGender(0);
    await rest();
    expect(states()).toEqual(["done", "stopped"]);
    state().remove(state().items[1].id);
    expect(names()).toEqual(["a.gpx"]);
  });

  test("by its removal is not worked on any more", async () => {
    await start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    state().remove(state().items[0].id);
    expect(reader.asked.at(-1)!.signal.aborted).toBe(true);
    await rest();
    expect(names()).toEqual(["b.gpx"]);
    expect(states()).toEqual(["done"]);
  });

  test("by another that takes its place is not waited for", async () => {
    await start();
    const split = await openSplit({ kind: "bundled" });
    let asked: AbortSignal | undefined;
    split.workout = (_, signal) => {
      asked = signal;
      return new Promise((_, refuse) => signal?.addEventListener("abort", () => refuse(new Error("aborted"))));
    };
    state().openRow(splitRow(0));
    await rest();
    expect(asked).toMatchObject({ aborted: false });
    await state().openFiles([file("a.gpx")]);
    expect(asked).toMatchObject({ aborted: true });
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
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

  test("ends the reading that is under way, and an answer that comes all the same does not count", async () => {
    await start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    state().setGender(0);
    expect(reader.asked.at(-1)!.signal.aborted).toBe(false);
    state().setGender(1);
    expect(reader.asked.at(-1)!.signal.aborted).toBe(true);
    await rest();
    expect(predictor.asked.at(-1)!.settings.gender).toBe(1);
    expect(predictor.asked.some(({ settings }) => settings.gender === 0)).toBe(false);
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

describe("a model that is added", () => {
  const onnx = Uint8Array.of(8, 7, 18, 1, 65);
  const parameters = JSON.stringify({ speed: { mean: 9.5, std: 2 } });
  const split = file("test.parquet", "PAR1…PAR1");
  const checkpoint = file("best_model.pt", "PK\x03\x04……best_model/data.pkl");
  const modelNames = () => state().models.map(({ name }) => name);

  test("as a file that describes itself is loaded like any other, can be chosen, and be removed", async () => {
    await start();
    await state().openFiles([file("mine.onnx", onnx), file("small.onnx", onnx), file("a.gpx")]);
    expect(modelNames()).toEqual(["small", "other", "mine", "small 2"]);
    expect(predictor.loads.slice(1).map(({ source }) => source)).toEqual([onnx, onnx]);
    for (const { finish } of predictor.loads) finish();
    await rest();
    expect(state().model).toMatchObject({ name: "small 2", phase: "ready" });
    expect(names()).toEqual(["a.gpx"]);
    state().removeModel("mine");
    expect(state().model.name).toBe("small 2");
    state().removeModel("small 2");
    expect(state().model.name).toBe("small");
    expect(modelNames()).toEqual(["small", "other"]);
  });

  test("and refused leaves the one that worked, with its pictures, and is not listed", async () => {
    await start();
    const before = shownRun(state())?.prediction;
    await state().openFiles([file("broken.onnx", "no model")]);
    predictor.loads[1].fail(new PredictorError("bad-model", "This is no ONNX model."));
    await rest();
    expect(state().model).toMatchObject({ name: "small", phase: "ready", errorAbout: "broken", loaded: { contract } });
    expect(state().model.error?.code).toBe("bad-model");
    expect(modelNames()).toEqual(["small", "other"]);
    expect(shownRun(state())?.prediction).toBe(before);
    await state().openFiles([file("a.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
    state().dismissModelError();
    expect(state().model.error).toBeNull();
  });

  test("and refused after another whose answer nobody waited for leaves that one, which the worker holds", async () => {
    await start();
    state().chooseModel("other");
    await state().openFiles([file("broken.onnx", "no model")]);
    predictor.loads[1].finish({ contract: anyContract({ name: "other" }) });
    predictor.loads[2].fail(new PredictorError("bad-model", "This is no ONNX model."));
    await rest();
    expect(state().model).toMatchObject({ name: "other", phase: "ready" });
    expect(shownRun(state())?.contract?.name).toBe("other");
  });

  test("is asked for again where its host could not be reached, while the one before predicts on", async () => {
    await start();
    state().chooseModel("other");
    predictor.loads[1].fail(new PredictorError("download-failed", "No connection."));
    await rest();
    expect(state().model).toMatchObject({ name: "small", phase: "ready", errorAbout: "other" });
    state().loadAgain();
    predictor.loads[2].finish();
    await rest();
    expect(state().model).toMatchObject({ name: "other", phase: "ready", error: null });
  });

  test("as a checkpoint waits for its scaler, and is fed what it says it learnt from unless told otherwise", async () => {
    await start();
    await state().openFiles([checkpoint]);
    expect(state().modelImport).toMatchObject({ features: "typed", scaler: null, work: "none" });
    await state().openFiles([file("params.json", parameters)]);
    expect(state().modelImport?.scaler).toMatchObject({ estimated: false, file: { name: "params.json" } });
    expect(names()).toEqual(["Opening sample"]);
    state().chooseFeatures("temporal");
    await state().buildModel();
    expect(predictor.imports).toMatchObject([{ features: "temporal", name: "best_model" }]);
    predictor.loads[1].finish();
    await rest();
    expect(state()).toMatchObject({ modelImport: null, model: { name: "best_model", phase: "ready" } });
  });

  test("takes a Parquet split as a scaler to estimate where a checkpoint is, and to browse where none is", async () => {
    await start();
    await state().openFiles([split]);
    expect(splitReader.asked.map(({ origin }) => origin)).toEqual([{ kind: "file", file: split }]);
    expect(state()).toMatchObject({ view: "split", modelImport: null });
    await state().openFiles([split, checkpoint]);
    expect(splitReader.asked).toHaveLength(1);
    expect(state().modelImport?.scaler).toMatchObject({ estimated: true });
    expect(names()).toEqual(["Opening sample"]);
  });

  test("says what is wrong with a part of it, and goes on with what is there", async () => {
    await start();
    predictor.inspectCheckpoint = () => Promise.reject(new PredictorError("bad-checkpoint", "It asks for os.system."));
    await state().openFiles([file("hostile.pt", "PK\x03\x04 evil/data.pkl"), file("scaler_params.json", parameters)]);
    expect(state().modelImport).toMatchObject({ checkpoint: null, errorAbout: "hostile.pt", work: "none" });
    expect(state().modelImport?.error?.code).toBe("bad-checkpoint");
    expect(state().modelImport?.scaler).not.toBeNull();
    expect(state().model).toMatchObject({ name: "small", phase: "ready" });
  });

  test("is fetched from its published address alone, and only when that is asked for", async () => {
    await start();
    state().openModelImport();
    expect(fetchedUrls).toEqual([]);
    downloaded = new PredictorError("download-failed", "No connection.");
    await state().fetchPublished();
    expect(state().modelImport?.error?.code).toBe("download-failed");
    downloaded = Uint8Array.of(80, 75);
    await state().fetchPublished();
    expect(new Set(fetchedUrls)).toEqual(new Set([PUBLISHED_CHECKPOINT_URL]));
    expect(state().modelImport).toMatchObject({ error: null, checkpoint: { file: { name: "best_model.pt" } } });
  });

  test("and given up does not come back when its download arrives", async () => {
    await start();
    downloaded = Uint8Array.of(80, 75);
    const fetching = state().fetchPublished();
    state().closeModelImport();
    await fetching;
    expect(state().modelImport).toBeNull();
  });
});

describe("stretches that are excluded", () => {
  const excluded = () => shownRun(state())?.excluded;
  const first = { startS: 6, endS: 12 };

  test("belong to their run: kept while another is shown and when it is predicted again, and gone with it", async () => {
    await start();
    reader.answer = (name) => (name === "two.json" ? [parsed("a"), parsed("b")] : [parsed(name)]);
    await state().openFiles([file("two.json"), file("other.gpx")]);
    await rest();
    const [two, other] = state().items.map(({ id }) => id);
    state().leaveOut(first);
    expect(excluded()).toEqual([first]);
    state().select({ itemId: two, run: 1 });
    expect(excluded()).toEqual([]);
    state().select({ itemId: other, run: 0 });
    expect(excluded()).toEqual([]);
    state().setGender(1);
    await rest();
    state().select({ itemId: two, run: 0 });
    expect(excluded()).toEqual([first]);
    state().remove(two);
    await state().openFiles([file("two.json")]);
    await rest();
    expect(state().items.every((item) => Object.keys(item.excluded).length === 0)).toBe(true);
  });

  test("are put back one by one, or all", async () => {
    await start();
    const [second, third] = [
      { startS: 20, endS: 30 },
      { startS: 40, endS: 50 },
    ];
    for (const span of [third, first, second]) state().leaveOut(span);
    state().putBack(first);
    expect(excluded()).toEqual([second, third]);
    state().putAllBack();
    expect(excluded()).toEqual([]);
  });

  test("teach the saved table nothing either: it expects what the page does", async () => {
    predictor.answer = () => {
      const beats = Float32Array.from({ length: 40 }, (_, i) => (i < 5 ? 215 : 150));
      const shown = trackOf({ heartRateBpm: beats });
      return { ...predicted("a"), track: shown, heartRateBpm: beats.map(() => 140), along: new Float32Array(80) };
    };
    await start();
    state().setCalibration({ kind: "warm-up", warmUpMinutes: 1 });
    const expectedLast = () => Number(csvFileOf(state())!.text.trimEnd().split("\n").at(-1)!.split(",")[3]);
    const before = expectedLast();
    state().leaveOut({ startS: 0, endS: 27 });
    const { sources } = calibrationOf(state(), shownRun(state()));
    const { track: pictured, prediction, contract: own } = shownRun(state())!;
    const { expectation } = analyse(pictured!, prediction, own, 190, sources, excluded());
    expect(expectedLast()).toBeCloseTo(expectation!.heartRateBpm.at(-1)!, 1);
    expect(expectedLast()).toBeLessThan(before - 1);
  });
});

describe("what was recorded", () => {
  const recorded = () => state().recorded;
  const timed = (name: string, bpm: number) => ({
    name,
    workout: workoutOf({ timeS: [5, 6, 7], speedKmh: [9, 10, 11], heartRateBpm: [bpm, bpm, bpm] }, { name }),
  });

  test("is read again where it is wanted, of the run that is shown and of no other", async () => {
    await start();
    reader.answer = (name) => [timed(name, 140), timed(name, 255)];
    await state().openFiles([file("two.gpx")]);
    await rest();
    expect(recorded()).toMatchObject({ wanted: false, phase: "none", series: null });
    expect(reader.asked).toHaveLength(1);

    state().showRecorded(true);
    expect(recorded().phase).toBe("reading");
    await rest();
    expect(reader.asked).toHaveLength(2);
    expect(recorded().series).toMatchObject({
      timeS: Float64Array.of(0, 1, 2),
      heartRateBpm: Float64Array.of(140, 140, 140),
    });

    state().select({ itemId: state().items[0].id, run: 1 });
    expect(recorded()).toMatchObject({ phase: "reading", series: null });
    await rest();
    expect(recorded().series?.heartRateBpm[0]).toBe(255);
    state().zoomTo({ startS: 0, endS: 1 });
    state().showRecorded(false);
    expect(recorded()).toMatchObject({ phase: "none", series: null });
    await rest();
    expect(reader.asked).toHaveLength(3);
  });

  test("of a sample comes from its split; a link brings none", async () => {
    await start("#s1.steady");
    state().showRecorded(true);
    await rest();
    expect(recorded().series?.speedKmh).toEqual(Float64Array.of(9, 10));
    state().openHash(`#${opening.link}`);
    await rest();
    expect(recorded()).toMatchObject({ wanted: true, phase: "none", series: null });
    expect(hasRecording(shownRun(state()))).toBe(false);
  });

  test("is not waited for any more once another run is shown, and says why where it can't be read again", async () => {
    await start();
    await state().openFiles([file("moved.gpx"), file("there.gpx")]);
    await rest();
    reader.answer = (name) => {
      if (name === "moved.gpx") throw new PredictorError("unreadable-file", "It was moved.");
      return [timed(name, 140)];
    };
    state().showRecorded(true);
    state().select({ itemId: state().items[1].id, run: 0 });
    expect(reader.asked.at(-2)?.signal.aborted).toBe(true);
    await rest();
    expect(recorded()).toMatchObject({ phase: "ready", error: null });
    state().select({ itemId: state().items[0].id, run: 0 });
    await rest();
    expect(recorded()).toMatchObject({ phase: "failed", series: null, error: { code: "unreadable-file" } });
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
    while (statusOf(state()).run !== "a.gpx") await settled();
    expect(picturedRun(state())?.name).toBe("Opening sample");
    await rest();
    expect(picturedRun(state())?.name).toBe("a.gpx");
    reader.answer = () => {
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

describe("the address", () => {
  test("is that of the run that is shown, and bare for one that no address leads to", async () => {
    expect(addressHashOf(state())).toBeNull();
    await start("#s1.steady");
    expect(addressHashOf(state())).toBe("#s1.steady");
    const link = `#${encodeLink({ track: track(""), isSimulated: false, modelName: "small", settings: plain, view: PLAIN_VIEW })}`;
    state().openHash(link);
    expect(addressHashOf(state())).toBe(link);
    await state().openFiles([file("mine.gpx")]);
    expect(addressHashOf(state())).toBe("");
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(addressHashOf(state())).toBe(link);
    state().openHash("");
    expect(addressHashOf(state())).toBe("");
  });

  test("stays with what is shown while a file's split is on its way", async () => {
    await start();
    await openSplit({ kind: "bundled" });
    await state().openFiles([file("torn.parquet", "PAR1")]);
    expect(addressHashOf(state())).toBeNull();
    splitReader.asked[1].reject(new PredictorError("malformed-parquet", "It ends in mid-row."));
    await rest();
    state().dismissOpening();
    expect(addressHashOf(state())).toBe("#d1.test");
  });
});

describe("a split", () => {
  const remote = "https://example.org/six.parquet";

  test("stands in place of a run until one of its runs is opened, and comes back as it was", async () => {
    await start();
    const split = await openSplit({ kind: "bundled" });
    split.reads[0].bring(splitRow(0), splitRow(1));
    expect(state().view).toBe("split");
    expect(splitHashOf(state())).toBe("#d1.test");
    state().sortBy("climb");
    state().openRow(splitRow(1));
    await rest();
    expect(state().view).toBe("run");
    expect(statusOf(state())).toEqual({ state: "done", run: "Run 101" });
    expect(splitHashOf(state())).toBe("#d1.101.test");
    expect(hashOf(state())).toBe("#d1.101.test");
    expect(names()).toEqual(["Run 101"]);
    state().show("split");
    expect(state().explorer).toMatchObject({ place: { activeRow: 1 }, shown: { sort: { column: "climb" } } });
  });

  test("has one run on the list at a time, beside the files that were opened", async () => {
    await start();
    await state().openFiles([file("mine.gpx")]);
    await openSplit({ kind: "bundled" });
    state().openRow(splitRow(0));
    state().openRow(splitRow(3));
    await rest();
    expect(names()).toEqual(["mine.gpx", "Run 103"]);
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(state().view).toBe("run");
    expect(splitHashOf(state())).toBeNull();
  });

  test("is read again for a run that is predicted again", async () => {
    await start();
    const split = await openSplit({ kind: "bundled" });
    state().openRow(splitRow(2));
    await rest();
    state().setGender(1);
    await rest();
    expect(split.opened).toEqual([2, 2]);
    expect(predictor.asked.at(-1)).toMatchObject({ settings: { gender: 1 } });
  });

  test("of this device is in no link: its run's own carries it", async () => {
    await start();
    await state().openFiles([file("mine.parquet", "PAR1")]);
    splitReader.asked[0].resolve(new ScriptedSplit("mine"));
    await rest();
    expect(splitHashOf(state())).toBeNull();
    expect(addressHashOf(state())).toBe("");
    state().openRow(splitRow(0));
    await rest();
    expect(splitHashOf(state())).toBeNull();
    expect(addressHashOf(state())).toBe("");
    expect(hashOf(state())).toMatch(/^#r2\./);
  });

  test("that a link names is asked for, and left for the opening run where nobody wants it", async () => {
    state().start(`#d1.7.${remote}`);
    expect(splitReader.asked).toEqual([]);
    expect(state().explorer.opening).toMatchObject({ phase: "asking", workoutId: 7 });
    expect(splitHashOf(state())).toBe(`#d1.7.${remote}`);
    state().dismissOpening();
    expect(state().view).toBe("run");
    expect(names()).toEqual(["Opening sample"]);
  });

  test("that a link names on the page's own server opens, and the run it names", async () => {
    await start("#d1.104.test");
    expect(splitHashOf(state())).toBe("#d1.104.test");
    splitReader.asked[0].resolve(new ScriptedSplit("test"));
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Run 104" });
    state().openHash("#d1.test");
    expect(state().view).toBe("split");
    expect(splitReader.asked).toHaveLength(1);
  });

  test("whose run can't be read says why, and is asked again", async () => {
    await start();
    const split = await openSplit({ kind: "bundled" });
    split.workout = async () => {
      throw new PredictorError("download-failed", "The connection was reset.");
    };
    state().openRow(splitRow(0));
    await rest();
    expect(shownRun(state())?.error).toMatchObject({ code: "download-failed" });
    expect(state().explorer.shown?.split).toBe(split);
    split.workout = async () => workoutOf({ speedKmh: [9, 10] });
    state().tryAgain(state().selection!.itemId);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Run 100" });
  });
});

describe("what a model runs on", () => {
  const faster: BackendMeasurement = {
    batch: 16,
    wasm: { singleMs: 12, batchMs: 200 },
    webgpu: { singleMs: 8, batchMs: 150 },
  };

  async function measured(result: BackendMeasurement): Promise<void> {
    void state().measureBackends();
    predictor.measurements.at(-1)!.finish(result);
    await rest();
  }

  test("is WASM until a person has it measured, then the faster, on this visit and the next", async () => {
    await start();
    expect(predictor.loads.map(({ backend }) => backend)).toEqual(["wasm"]);
    await measured(faster);
    expect(state().backends).toMatchObject({ measurements: { small: faster }, measuring: null });
    expect(predictor.loads.map(({ backend }) => backend)).toEqual(["wasm", "webgpu"]);
    predictor.loads[1].finish();
    await rest();

    open();
    state().start("");
    expect(predictor.loads.at(-1)!.backend).toBe("webgpu");
    expect(state().backends.measurements).toEqual({ small: faster });
  });

  test("stays where it is where nothing is faster, and is what a person says where one does", async () => {
    await start();
    await measured({ ...faster, webgpu: { singleMs: 40, batchMs: 90 } });
    expect(predictor.loads).toHaveLength(1);
    state().chooseBackend("webgpu");
    expect(predictor.loads.at(-1)!.backend).toBe("webgpu");
    open();
    state().start("");
    expect(predictor.loads.at(-1)!.backend).toBe("webgpu");
    state().chooseBackend("automatic");
    expect(predictor.loads.at(-1)!.backend).toBe("wasm");
  });

  test("is measured a model at a time: another choice stops it, and what fails says why", async () => {
    await start();
    void state().measureBackends();
    predictor.measurements[0].tell({ phase: "measuring", backend: "wasm" });
    expect(state().backends.measuring).toEqual({ phase: "measuring", backend: "wasm" });
    state().chooseModel("other");
    expect(predictor.measurements[0].signal.aborted).toBe(true);
    predictor.measurements[0].finish(faster);
    await rest();
    expect(state().backends).toMatchObject({ measurements: {}, measuring: null });

    void state().measureBackends();
    predictor.measurements[1].fail(new PredictorError("download-failed", "No connection."));
    await rest();
    expect(state().backends).toMatchObject({ measuring: null, error: { message: "No connection." } });
    expect(kept).toBeNull();
    state().chooseModel("small");
    expect(state().backends.error).toBeNull();
  });

  test("is measured no longer where a link or a file brings another model", async () => {
    await start();
    const link = encodeLink({
      track: track(""),
      isSimulated: false,
      modelName: "other",
      settings: plain,
      view: PLAIN_VIEW,
    });
    const others = [
      () => state().openHash(`#${link}`),
      () => state().openFiles([file("mine.onnx", Uint8Array.of(8, 7, 18, 1, 65))]),
    ];
    for (const bring of others) {
      void state().measureBackends();
      await bring();
      await rest();
      expect(predictor.measurements.at(-1)!.signal.aborted).toBe(true);
      expect(state().backends.measuring).toBeNull();
      predictor.loads.at(-1)!.finish();
      await rest();
    }
  });

  test("of a model that is removed as it is measured is not taken for that of another by its name", async () => {
    await start();
    await state().openFiles([file("mine.onnx", Uint8Array.of(8, 7, 18, 1, 65))]);
    predictor.loads[1].finish();
    await rest();
    void state().measureBackends();
    state().removeModel("mine");
    expect(predictor.measurements[0].signal.aborted).toBe(true);
    predictor.measurements[0].finish(faster);
    await rest();
    expect(state().backends).toMatchObject({ measurements: {}, measuring: null });
  });

  test("falls back to WASM in mid-work: the page says why, and predicts nothing again", async () => {
    await start();
    state().chooseBackend("webgpu");
    predictor.loads[1].finish();
    await rest();
    const asked = predictor.asked.length;
    predictor.fallBack("The graphics device was lost.");
    await rest();
    expect(state().model).toMatchObject({
      backend: "webgpu",
      phase: "ready",
      loaded: { backend: "wasm", fallbackReason: "The graphics device was lost." },
    });
    expect(predictor.asked).toHaveLength(asked);
  });
});
