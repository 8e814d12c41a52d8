import type { Machine } from "../app/state/backends.ts";
import type { SplitSource } from "../app/state/explorer/sources.ts";
import type { KeptPrediction } from "../app/state/kept-prediction.ts";
import type { HandedFile, OfflineState, PageHolder } from "../app/state/offline.ts";
import { createPageStore, type PageActions, type PageState, type PageStore } from "../app/state/page-store.ts";
import { viewsOf } from "../app/state/run-items.ts";
import type { ScoringParts } from "../app/state/scoring-job.ts";
import type { Page } from "../app/ui/page-context.ts";
import { PredictorError } from "../base/error.ts";
import { nextTask } from "../base/next-task.ts";
import type { BundledSplit } from "../dataset/bundled-split.ts";
import type { ImportRequest } from "../dataset/import-model.ts";
import type { Sample } from "../dataset/samples.ts";
import type { BackendMeasurement } from "../inference/choose-backends.ts";
import type {
  LoadedModel,
  LoadProgress,
  MeasureProgress,
  ModelSource,
  Predictor,
  RunSource,
  Seat,
} from "../inference/predictor.ts";
import type { Library } from "../library/library.ts";
import { MemoryLibrary } from "../library/memory-library.ts";
import type { CheckpointSummary } from "../model/imported.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { ReadableFile } from "../reading/file-bytes.ts";
import type { Reader, ReadListing, ReadRuns } from "../reading/reader.ts";
import { encodeLink, type LinkSettings, type SharedRun } from "../sharing/link.ts";
import { PLAIN_VIEW } from "../sharing/shared-view.ts";
import type { Activity, ArchiveListing, Tell } from "../workout/archive/activity.ts";
import type { ParsedCourse } from "../workout/formats/parse-courses.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import type { Track } from "../workout/workout.ts";
import { anyContract } from "./contract.ts";
import { flatCourse } from "./courses.ts";
import { ScriptedSplit, ScriptedSplitReader } from "./scripted-split.ts";
import { trackOf } from "./tracks.ts";
import { workoutOf } from "./workouts.ts";

/** Contract of the model that the page loads first. */
export const CONTRACT = anyContract({ name: "small" });

export const PLAIN_SETTINGS: LinkSettings = {
  maximumHeartRateBpm: null,
  zones: null,
  speedUnit: "pace",
  distanceUnit: "km",
};

/** The run that the page opens with. */
export const OPENING = { name: "Opening sample", link: linkTo({}) };

const SAMPLES: Sample[] = [
  { id: "steady", label: "Steady", workoutId: 24 },
  { id: "long", label: "Long", workoutId: 6 },
];

/** Its runs go by their ids. */
const BUNDLED_SPLIT: BundledSplit = {
  workout: async (id) => workoutOf({ timeS: [0, 1], speedKmh: [9, 10] }, { name: `run ${id}` }),
};

const MODELS = ["small", "other"].map((name) => ({
  name,
  source: `models/${name}.onnx`,
  cardUrl: `models/${name}.md`,
}));

/** Scores nothing: what scoring does is tested with it. */
const SCORING: ScoringParts = {
  scoreSplit: () => ({ whole: Promise.resolve(), withIdleWorker: (work) => work() }),
  tally: { add: () => {}, clear: () => {}, evaluate: async () => null, list: async () => [] },
  cores: 2,
  drawn: async () => {},
};

/** The state of a page whose workers answer as a test tells them to, over any number of visits. */
export class ScriptedPage {
  readonly reader = new ScriptedReader();
  readonly predictor = new ScriptedPredictor();
  readonly splitReader = new ScriptedSplitReader();
  readonly holder = new ScriptedHolder();
  /** The bytes that a download brings, or why it brings none. */
  downloaded: Uint8Array | PredictorError = new PredictorError("download-failed", "Nothing is there.");
  readonly fetchedUrls: string[] = [];
  /** What the page brings along of the opening run. */
  openingPrediction: KeptPrediction | null = null;
  /** Texts that the browser keeps from one visit to the next. */
  kept = new Map<string, string>();
  /** Tells the page that another tab changed what the browser keeps under a name. */
  changedElsewhere: (name: string) => void = () => {};
  private readonly machine: Machine = {
    runtimeVersion: "1",
    workers: 2,
    keeper: {
      read: (name) => this.kept.get(name) ?? null,
      write: (name, text) => void this.kept.set(name, text),
      forget: (names) => names.forEach((name) => void this.kept.delete(name)),
      onChangeElsewhere: (listener) => {
        this.changedElsewhere = listener;
      },
    },
  };
  /** What the device keeps of runs from one visit to the next. */
  readonly library = new MemoryLibrary();
  /** Opens it; a test may have the browser deny it. */
  openLibrary: () => Library = () => this.library;
  /** The files that the browser saved, by name. */
  readonly saved = new Map<string, Uint8Array<ArrayBuffer>>();
  private store: PageStore;

  constructor(private readonly scoring: ScoringParts = SCORING) {
    this.store = this.newStore();
  }

  /** What the components of the page are drawn with. */
  context(): Page {
    return { store: this.store, drawn: this.store, samples: SAMPLES, machine: this.machine };
  }

  /** Opens the page anew: what an earlier visit kept is there. */
  visit(): void {
    this.store = this.newStore();
  }

  state(): PageState & PageActions {
    return this.store.getState();
  }

  /** Hears of each change of the state. */
  subscribe(listener: (state: PageState) => void): void {
    this.store.subscribe(listener);
  }

  /** Names of all runs on the list. */
  names(): string[] {
    return this.state()
      .items.flatMap(viewsOf)
      .map(({ name }) => name);
  }

  /** Starts the page at an address, and has its model loaded. */
  async start(hash = ""): Promise<void> {
    this.state().start(hash);
    this.predictor.loads.at(-1)!.finish();
    await rest();
  }

  async openSplit(source: SplitSource, name = "split"): Promise<ScriptedSplit> {
    const split = new ScriptedSplit(name);
    this.state().openSplit(source);
    this.splitReader.asked.at(-1)!.resolve(split);
    await rest();
    return split;
  }

  private newStore(): PageStore {
    return createPageStore({
      reader: this.reader,
      predictor: this.predictor,
      splitReader: this.splitReader,
      splitUrl: "https://page.example/data/test.parquet",
      bundledSplit: BUNDLED_SPLIT,
      scoring: this.scoring,
      download: (url) => this.download(url),
      machine: this.machine,
      library: {
        open: async () => this.openLibrary(),
        persist: async () => true,
        save: async (name, content) => {
          this.saved.set(name, new Uint8Array(await new Response(content).arrayBuffer()));
        },
      },
      planTools: () => import("../app/state/plan/plan-tools.ts"),
      pageHolder: async () => this.holder,
      models: MODELS,
      samples: SAMPLES,
      opening: { ...OPENING, prediction: this.openingPrediction },
    });
  }

  private async download(url: string): Promise<Uint8Array> {
    this.fetchedUrls.push(url);
    if (this.downloaded instanceof PredictorError) throw this.downloaded;
    return this.downloaded;
  }
}

/** Holds a page as a test tells it to. */
class ScriptedHolder implements PageHolder {
  /** Files that wait for the page. */
  waiting: readonly HandedFile[] = [];
  otherWindows = 0;
  reloads = 0;
  tell: (news: Partial<OfflineState>) => void = () => {};

  async start(tell: (news: Partial<OfflineState>) => void): Promise<void> {
    this.tell = tell;
  }

  takeOver = async () => this.otherWindows;

  async handOver(files: readonly HandedFile[]): Promise<void> {
    this.waiting = files;
  }

  async takeHandedOver(): Promise<readonly HandedFile[]> {
    const files = this.waiting;
    this.waiting = [];
    return files;
  }

  reload(): void {
    this.reloads++;
  }
}

/** Reads what it is told to, and remembers what it was asked. */
class ScriptedReader implements Reader {
  readonly asked: { file: ReadableFile; signal: AbortSignal }[] = [];
  answer: (name: string) => ParsedRun[] | Promise<ParsedRun[]> = (name) => [parsed(name)];

  listing: ArchiveListing | null = null;

  async read(file: ReadableFile, signal: AbortSignal, _tell?: Tell): Promise<ReadRuns | ReadListing> {
    this.asked.push({ file, signal });
    await nextTask();
    if (signal.aborted) throw new PredictorError("cancelled", "Not wanted any more.");
    if (this.listing !== null && file.name.endsWith(".zip")) return { listing: this.listing };
    return { runs: await this.answer(file.name), parseMs: 1 };
  }

  readonly activities: string[] = [];

  async readActivity(file: ReadableFile, activity: Activity, signal: AbortSignal): Promise<ReadRuns> {
    this.activities.push(activity.name);
    this.asked.push({ file, signal });
    await nextTask();
    if (signal.aborted) throw new PredictorError("cancelled", "Not wanted any more.");
    return { runs: await this.answer(activity.name), parseMs: 1 };
  }

  courses: (name: string) => ParsedCourse[] = (name) => [
    { name, course: flatCourse(5000), repairs: [], positions: null, isRun: false },
  ];

  async readCourses(file: ReadableFile): Promise<ParsedCourse[]> {
    await nextTask();
    return this.courses(file.name);
  }

  dispose(): void {}
}

/** Answers when told to, and remembers what it was asked. */
class ScriptedPredictor implements Predictor {
  readonly loads: {
    source: ModelSource;
    backend: "wasm" | "webgpu";
    seat: Seat;
    finish(model?: Partial<LoadedModel>): void;
    fail(error: unknown): void;
  }[] = [];
  readonly asked: { source: RunSource; settings: RunnerSettings; seat: Seat }[] = [];
  /** How often the second model was released. */
  releases = 0;
  progress: (progress: LoadProgress) => void = () => {};
  answer: (source: RunSource, seat: Seat) => Prediction | Promise<Prediction> = (source) => predicted(nameOf(source));

  load(
    source: ModelSource,
    backend: "wasm" | "webgpu",
    onProgress: (progress: LoadProgress) => void,
    seat: Seat = "chosen",
  ): Promise<LoadedModel> {
    this.progress = onProgress;
    return new Promise((resolve, reject) => {
      const finish = (model: Partial<LoadedModel> = {}) =>
        resolve({ contract: CONTRACT, backend, fallbackReason: null, ...model });
      this.loads.push({ source, backend, seat, finish, fail: reject });
    });
  }

  async predict(source: RunSource, settings: RunnerSettings, seat: Seat = "chosen"): Promise<Prediction> {
    this.asked.push({ source, settings, seat });
    await nextTask();
    return this.answer(source, seat);
  }

  /** Tracks whose heart rates were asked for together. */
  readonly together: (readonly Track[])[] = [];
  answerTogether: (tracks: readonly Track[]) => Float32Array[] | Promise<Float32Array[]> = (tracks) =>
    tracks.map(({ speedKmh }) => speedKmh.map((kmh) => 100 + 5 * kmh));

  async predictTracks(tracks: readonly Track[]): Promise<Float32Array[]> {
    this.together.push(tracks);
    await nextTask();
    return this.answerTogether(tracks);
  }

  releaseSecond(): void {
    this.releases++;
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

/** A minute and more at 150 bpm. */
export function track(name: string): Track {
  return trackOf({ heartRateBpm: new Float32Array(12).fill(150) }, { name });
}

export function predicted(name: string): Prediction {
  const timings = { parseMs: 0, prepareMs: 1, modelMs: 1 };
  return { track: track(name), heartRateBpm: new Float32Array(12), along: null, repairs: [], flags: [], timings };
}

export function parsed(name: string): ParsedRun {
  return { name, workout: workoutOf({ speedKmh: [9, 10] }, { name }) };
}

export function nameOf(source: RunSource): string {
  return source.kind === "workout" ? source.workout.name : source.kind;
}

/** Resolves once nothing that is scripted is under way any more. */
export async function rest(): Promise<void> {
  for (let i = 0; i < 12; i++) await nextTask();
}

export function file(name: string, content: BlobPart = "abc") {
  return new File([content], name);
}

/** The payload of a link to a run that looks as it comes, but for what is given. */
export function linkTo(shared: Partial<Omit<SharedRun, "view">>): string {
  const plain = { isSimulated: false, modelName: "small", settings: PLAIN_SETTINGS, view: PLAIN_VIEW };
  return encodeLink({ track: track(""), ...plain, ...shared });
}
