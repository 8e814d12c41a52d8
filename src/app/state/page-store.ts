import { createStore, type StoreApi } from "zustand/vanilla";
import { asPredictorError, PredictorError } from "../../base/error.ts";
import type { BundledSplit } from "../../dataset/bundled-split.ts";
import { type ModelPart, modelPartOf } from "../../dataset/model-part.ts";
import type { Sample } from "../../dataset/samples.ts";
import type { SplitReader } from "../../dataset/split.ts";
import type { download } from "../../inference/download.ts";
import type { Backend, LoadedModel, ModelSource, Predictor } from "../../inference/predictor.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import { bytesOf, type ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader } from "../../reading/reader.ts";
import { decodeLink, type SharedRun } from "../../sharing/link.ts";
import type { XAxisKind } from "../../sharing/shared-view.ts";
import type { ArchiveListing } from "../../workout/archive/activity.ts";
import type { Gender, Intent, Span } from "../../workout/workout.ts";
import type { Units } from "../format/units.ts";
import { activitySources, isOf, type OpenedArchive, stillOpen, withActivities } from "./archives.ts";
import type { BackendSetting } from "./backend-memory.ts";
import { type BackendsState, backendsAtStart, backendsFor, createBackends, type Machine } from "./backends.ts";
import { type CalibrationSetting, DEFAULT_CALIBRATION } from "./calibration.ts";
import { createExcluded, type ExcludedActions } from "./excluded.ts";
import {
  createExplorer,
  type ExplorerActions,
  type ExplorerState,
  NO_EXPLORER,
  type SplitRun,
} from "./explorer/explorer.ts";
import { linkedSplit } from "./explorer/sources.ts";
import { partFiles } from "./known-files.ts";
import { createModelImport, type ModelImport, type ModelImportActions } from "./model-import.ts";
import { type Progress, predictItem } from "./predict-item.ts";
import { followRecorded, NOT_RECORDED, type Recorded } from "./recorded.ts";
import {
  type ItemSource,
  type Origin,
  type RunItem,
  type RunOutcome,
  type RunView,
  type Selection,
  viewOf,
  viewsOf,
} from "./run-items.ts";
import {
  createEvaluation,
  type EvaluationActions,
  type EvaluationState,
  type ScoringModel,
  type ScoringParts,
} from "./scoring.ts";
import { picturedRun, shownRun } from "./status.ts";

/** A model that the page offers. */
export interface ModelFile {
  name: string;
  source: ModelSource;
  /** Where its card lies; null for a model that was added on the page, which has none. */
  cardUrl: string | null;
}

export interface ModelState {
  /** The model that was chosen, and what it was asked to run on. */
  name: string;
  backend: Backend;
  phase: "none" | "loading" | "trial-run" | "ready" | "failed";
  loadedBytes: number;
  totalBytes: number | null;
  loaded: LoadedModel | null;
  error: PredictorError | null;
  /** The model that the error is about: not the chosen one, where that predicts on in place of one that was refused. */
  errorAbout: string;
}

export type PageView = "run" | "split";

export interface PageState {
  /** The bundled models and those that were added, which are gone when the page is loaded again. */
  models: readonly ModelFile[];
  model: ModelState;
  backends: BackendsState;
  /** The model that is being added; null where none is. */
  modelImport: ModelImport | null;
  items: readonly RunItem[];
  /** The archives that some of the items came in. */
  archives: readonly OpenedArchive[];
  /** Names of the files of the latest drop that were on the list before it. */
  openAlready: readonly string[];
  /** What is read or predicted now; null where nothing is. */
  working: ({ itemId: number } & Progress) | null;
  selection: Selection | null;
  /** The run that was shown before the selected one: its picture stays until there is another. */
  lastPictured: RunView | null;
  runner: RunnerSettings;
  /** null: the default. */
  maximumHeartRateBpm: number | null;
  units: Units;
  /** What a run's charts are drawn along, as far as it has a distance. */
  xAxis: XAxisKind;
  /** What is looked at besides speed and altitude, as far as a run has it, and its link says nothing else. */
  calibration: CalibrationSetting;
  /** The stretch that the charts show; null for the whole run. */
  zoom: Span | null;
  recorded: Recorded;
  /** Whether a run is looked at, or the table of a split's runs. */
  view: PageView;
  explorer: ExplorerState;
  /** What the model made of many runs; null as long as none were scored. */
  evaluation: EvaluationState | null;
}

export interface PageActions extends ModelImportActions, ExcludedActions, ExplorerActions, EvaluationActions {
  /** Loads the first model and opens what the address names, or the opening run. */
  start(hash: string): void;
  /** Opens the link or sample in an address' hash; the opening run where it is empty. */
  openHash(hash: string): void;
  /** Opens runs and splits; what is part of a model goes to the models. */
  openFiles(files: readonly ReadableFile[]): Promise<void>;
  openText(name: string, text: string): void;
  show(view: PageView): void;
  select(selection: Selection): void;
  remove(itemId: number): void;
  /** Takes all of an archive's activities from the list. */
  removeArchive(archive: OpenedArchive): void;
  /** Stops what is read or predicted and what waits for it, at once; what is done stays. */
  cancel(): void;
  /** Goes on with what was stopped. */
  goOn(): void;
  /** Reads and predicts an item once more, after a server did not answer. */
  tryAgain(itemId: number): void;
  /** Loads the chosen model once more, after it could not be. */
  loadAgain(): void;
  chooseModel(name: string): void;
  /** Takes a model that was added from the list again. */
  removeModel(name: string): void;
  /** Takes note that a model could not be loaded, while another predicts on. */
  dismissModelError(): void;
  chooseBackend(setting: BackendSetting): void;
  /** Times what the chosen model can run on; where a person leaves the choice to that, the faster serves. */
  measureBackends(): Promise<void>;
  stopMeasuring(): void;
  setGender(gender: Gender | null): void;
  setIntent(intent: Intent | null): void;
  setMaximumHeartRate(bpm: number | null): void;
  setUnits(units: Partial<Units>): void;
  setXAxis(xAxis: XAxisKind): void;
  /** Chooses what is looked at, for the run that is shown as well where it was shown as its link says. */
  setCalibration(calibration: Partial<CalibrationSetting>): void;
  /** Looks for the run that is shown at what its link says; the choice for other runs stays. */
  calibrateAsSent(): void;
  zoomTo(span: Span | null): void;
  showRecorded(wanted: boolean): void;
}

export type PageStore = StoreApi<PageState & PageActions>;

export interface PageParts {
  reader: Reader;
  predictor: Predictor;
  splitReader: SplitReader;
  /** Where the bundled split lies. */
  splitUrl: string;
  bundledSplit: BundledSplit;
  scoring: ScoringParts;
  download: typeof download;
  machine: Machine;
  /** At least one; the first is loaded at the start. */
  models: readonly ModelFile[];
  samples: readonly Sample[];
  /** What the page opens with: its name, and a link's payload. */
  opening: { name: string; link: string };
}

/** What a run that came by a link is called. */
export const SHARED_RUN_NAME = "Shared run";

/** The page's state and all that can happen to it; it knows no component and no DOM. */
export function createPageStore(parts: PageParts): PageStore {
  const {
    reader,
    predictor,
    splitReader,
    splitUrl,
    bundledSplit,
    scoring,
    download,
    machine,
    models,
    samples,
    opening,
  } = parts;
  let lastId = 0;
  let loads = 0;
  /** What the worker predicts with: a model that is refused does not take its place. */
  let held: Pick<ModelState, "name" | "backend" | "loaded"> | null = null;
  /** What is worked on, and what has come of it so far. */
  let current: { itemId: number; abort: AbortController; outcomes: RunOutcome[] } | null = null;
  let draining = false;
  /** The items of the latest drop, as long as nobody has chosen one of them. */
  let unchosen: readonly number[] = [];

  const store: PageStore = createStore((set, get) => {
    /** Puts new items on the list and shows the first. */
    function add(items: RunItem[]): void {
      set((state) => ({
        items: [...state.items.filter(({ origin }) => !makesWay(origin, items[0].origin)), ...items],
        ...shown({ itemId: items[0].id, run: 0 }, state),
        view: "run",
        openAlready: [],
      }));
      endUnlisted();
      unchosen = items.map(({ id }) => id);
      void drain();
    }

    function newItem(name: string, origin: Origin, source: ItemSource | null): RunItem {
      return {
        id: ++lastId,
        name,
        origin,
        source,
        linked: null,
        state: "waiting",
        result: null,
        error: null,
        excluded: {},
      };
    }

    function failedItem(name: string, origin: Origin, error: PredictorError): RunItem {
      return { ...newItem(name, origin, null), state: "failed", error };
    }

    function update(id: number, change: Partial<RunItem>): void {
      set(({ items }) => ({ items: items.map((item) => (item.id === id ? { ...item, ...change } : item)) }));
    }

    /** Predicts what waits, one item after another, the one that is looked at first. */
    async function drain(): Promise<void> {
      if (draining) return;
      draining = true;
      for (let item = nextWaiting(get()); item !== undefined; item = nextWaiting(get())) await predict(item);
      draining = false;
      set({ working: null });
    }

    async function predict(item: RunItem): Promise<void> {
      const abort = new AbortController();
      const { signal } = abort;
      const outcomes: RunOutcome[] = [];
      current = { itemId: item.id, abort, outcomes };
      const tell = (progress: Progress) => {
        if (!signal.aborted) set({ working: { itemId: item.id, ...progress } });
      };
      update(item.id, { state: "predicting" });
      tell({ phase: "reading", done: 0, total: 0 });
      const { model, runner: settings } = get();
      const { contract } = model.loaded!;
      try {
        const openArchive = (file: ReadableFile, listing: ArchiveListing) => showActivities(item.id, file, listing);
        const work = { reader, predictor, settings, signal, tell, openArchive };
        for await (const outcome of predictItem(item, work)) outcomes.push(outcome);
        if (!signal.aborted) update(item.id, { state: "done", result: { contract, outcomes }, error: null });
      } catch (thrown) {
        if (!signal.aborted) update(item.id, { state: "failed", result: null, error: asPredictorError(thrown) });
      }
      current = null;
      if (!signal.aborted) preferSuccess(item.id);
    }

    /** Puts an archive's activities on the list in its place. */
    function showActivities(archiveItemId: number, file: ReadableFile, listing: ArchiveListing): void {
      const { activities, passedOver } = listing;
      const items = activitySources(file, listing).map(({ name, source }) => newItem(name, { kind: "file" }, source));
      const opened = { id: archiveItemId, file, activities: activities.length, passedOver };
      set((state) => ({
        ...withActivities(state, items, opened),
        ...(state.selection?.itemId === archiveItemId && shown({ itemId: items[0].id, run: 0 }, state)),
      }));
      if (unchosen.includes(archiveItemId)) unchosen = [...unchosen, ...items.map(({ id }) => id)];
    }

    /** A stopped item, with what there is of it: of a file of many runs those that were reached. */
    function stoppedItem(item: RunItem): RunItem {
      const contract = get().model.loaded?.contract;
      const reached = current?.itemId === item.id ? [...current.outcomes] : [];
      const partial = contract !== undefined && reached.length > 0 ? { contract, outcomes: reached } : null;
      return { ...item, state: "stopped", result: item.result ?? partial };
    }

    /** Shows a run of the latest drop that went well in place of one that failed, unless a person has chosen. */
    function preferSuccess(settledId: number): void {
      const { items, selection } = get();
      const chosen = items.find(({ id }) => id === selection?.itemId);
      if (chosen === undefined || !unchosen.includes(chosen.id) || !unchosen.includes(settledId)) return;
      if (viewOf(chosen, selection!.run).error === null) return;
      const settled = items.find(({ id }) => id === settledId);
      // An archive has made way for its activities.
      if (settled === undefined) return;
      const run = viewsOf(settled).findIndex(({ prediction }) => prediction !== null);
      if (run >= 0) set((state) => shown({ itemId: settledId, run }, state));
    }

    /** Works no longer on what is not on the list any more: others wait for it. */
    function endUnlisted(): void {
      if (get().items.every(({ id }) => id !== current?.itemId)) current?.abort.abort();
    }

    function removeItems(isRemoved: (item: RunItem) => boolean): void {
      const { items, archives, selection } = get();
      const kept = items.filter((item) => !isRemoved(item));
      set({ items: kept, archives: stillOpen(archives, kept), openAlready: [] });
      endUnlisted();
      if (kept.length === 0) {
        openOpeningRun();
        return;
      }
      if (selection === null || kept.some(({ id }) => id === selection.itemId)) return;
      const shownAt = items.findIndex(({ id }) => id === selection.itemId);
      const place = items.slice(0, shownAt).filter((item) => !isRemoved(item)).length;
      const neighbour = kept[place] ?? kept[kept.length - 1];
      set({ selection: { itemId: neighbour.id, run: 0 }, lastPictured: null, zoom: null });
    }

    /** Shows what the page opens with, for nobody meets an empty one; settings and view stay what a person made them. */
    function openOpeningRun(): void {
      const { view } = get();
      set({ selection: null, lastPictured: null, zoom: null });
      const link = decodeLink(opening.link);
      if (link?.kind !== "run") return;
      add([newItem(opening.name, { kind: "opening" }, { kind: "track", track: link.run.track })]);
      set({ view });
    }

    function setRunner(runner: RunnerSettings): void {
      const before = get().runner;
      if (runner.gender === before.gender && runner.intent === before.intent) return;
      set({ runner });
      predictAgain();
    }

    /** Predicts everything from its source again; what stands on the page stays until its successor is there. */
    function predictAgain(): void {
      current?.abort.abort();
      set(({ items }) => ({
        items: items.map((item) =>
          item.source === null || item.state === "stopped" ? item : { ...item, state: "waiting", error: null },
        ),
      }));
      void drain();
    }

    async function load(choice: Partial<Pick<ModelState, "name">>): Promise<void> {
      const attempt = ++loads;
      const change = (model: Partial<ModelState>) => {
        if (attempt === loads) set((state) => ({ model: { ...state.model, ...model } }));
      };
      // What is measured is of the model before.
      if (choice.name !== undefined) backends.stop();
      const { name } = { ...get().model, ...choice };
      const backend = backendsFor(get().backends, name, machine.workers).single;
      change({ name, backend, phase: "loading", loadedBytes: 0, totalBytes: null, error: null });
      try {
        const { source } = get().models.find((model) => model.name === name)!;
        const loaded = await predictor.load(source, backend, (progress) => {
          if (progress.phase === "trial-run") change({ phase: "trial-run" });
          else change(progress);
        });
        held = { name, backend, loaded };
        change({ phase: "ready", loaded });
        if (attempt === loads) predictAgain();
      } catch (thrown) {
        const error = asPredictorError(thrown);
        if (error.code === "bad-model" || error.code === "unknown-feature") dropAdded(name);
        if (attempt === loads) fallBack(error, name);
      }
    }

    /** What is loaded serves on, on WASM: nothing need be predicted again. */
    predictor.onFallback((fallbackReason) => {
      const { loaded } = get().model;
      if (loaded === null) return;
      const onWasm: LoadedModel = { ...loaded, backend: "wasm", fallbackReason };
      if (held?.loaded === loaded) held = { ...held, loaded: onWasm };
      set(({ model }) => ({ model: { ...model, loaded: onWasm } }));
    });

    const backends = createBackends({
      predictor,
      machine,
      read: () => get().backends,
      write: (changes) => set((state) => ({ backends: { ...state.backends, ...changes } })),
    });

    const rememberBackends = () => backends.remember(models.map(({ name }) => name));

    /** Predicts on with the model that worked, if there is one. */
    function fallBack(error: PredictorError, errorAbout: string): void {
      // A worker that stopped took its model along.
      if (error.code === "unexpected") held = null;
      const { models, model } = get();
      if (held === null || models.every(({ name }) => name !== held!.name)) {
        set({ model: { ...model, phase: "failed", loaded: null, error, errorAbout } });
        return;
      }
      set({ model: { ...model, ...held, phase: "ready", error, errorAbout } });
      if (held.loaded === model.loaded) void drain();
      else predictAgain();
    }

    function addModel(name: string, bytes: Uint8Array): void {
      const added: ModelFile = { name: distinctName(name, get().models), source: bytes, cardUrl: null };
      set((state) => ({ models: [...state.models, added] }));
      void load({ name: added.name });
    }

    function dropAdded(name: string): void {
      if (models.every((model) => model.name !== name)) backends.forget(name);
      set((state) => ({ models: state.models.filter((model) => model.name !== name || model.cardUrl !== null) }));
    }

    const modelImport = createModelImport({
      predictor,
      download,
      read: () => get().modelImport,
      write: (changed) => set({ modelImport: changed }),
      addModel,
    });

    const explorer = createExplorer({
      reader: splitReader,
      bundledUrl: splitUrl,
      read: () => get().explorer,
      write: (changed) => set({ explorer: changed }),
      units: () => get().units,
      showTable: () => set({ view: "split" }),
      leaveTable: () => (get().items.length === 0 ? get().openHash("") : set({ view: "run" })),
      isTableShown: () => get().view === "split",
      openRun: openSplitRun,
      onSuccessor: () => get().leaveEvaluation(),
      usedSplits: () =>
        get().items.flatMap(({ source }) => (source?.kind === "split" && source.from !== null ? source.from : [])),
    });

    const evaluation = createEvaluation({
      ...scoring,
      read: () => get().evaluation,
      write: (changed) => set({ evaluation: changed }),
      model: scoringModel,
    });

    /** What runs would be scored with now. A runner's gender is not that of all runners: each run's file states it. */
    function scoringModel(): ScoringModel | null {
      const { models: known, model, runner, backends: measured } = get();
      if (model.phase !== "ready" || model.loaded === null) return null;
      const { contract } = model.loaded;
      const backend = backendsFor(measured, model.name, machine.workers).batch;
      const { source } = known.find(({ name }) => name === model.name)!;
      const bytes = async () => (typeof source === "string" ? download(source, () => {}) : source);
      return { contract, bytes, backend, settings: { gender: null, intent: runner.intent } };
    }

    function openSplitRun({ source, split, row, workoutId }: SplitRun): void {
      const origin: Origin = { kind: "split", split: linkedSplit(source), workoutId };
      const read = (signal: AbortSignal) => split.workout(row, signal);
      add([newItem(`Run ${workoutId}`, origin, { kind: "split", from: split, read })]);
    }

    async function openModelPart(file: ReadableFile, part: ModelPart): Promise<void> {
      try {
        const named = { name: file.name, bytes: await bytesOf(file) };
        if (part === "onnx") {
          get().closeModelImport();
          addModel(file.name.replace(/\.onnx$/i, ""), named.bytes);
        } else if (part === "checkpoint") await modelImport.takeCheckpoint(named);
        else modelImport.takeScaler(named, part === "split");
      } catch (thrown) {
        modelImport.refuse(asPredictorError(thrown), file.name);
      }
    }

    function fileItem(file: ReadableFile): RunItem {
      return newItem(file.name, { kind: "file" }, { kind: "file", file });
    }

    /** Puts runs on the list; one that is there already is shown in place of being listed twice. */
    async function openRuns(files: readonly ReadableFile[]): Promise<void> {
      if (files.length === 0) return;
      const { fresh, known } = await partFiles(files, get().items);
      const shownId = known.find(({ itemId }) => itemId !== null)?.itemId;
      if (fresh.length > 0) add(fresh.map(fileItem));
      else if (shownId != null) showAgain(shownId);
      set({ openAlready: known.map(({ name }) => name) });
    }

    /** Shows an item, and tries once more what did not come to an end. */
    function showAgain(itemId: number): void {
      get().select({ itemId, run: 0 });
      const state = get().items.find(({ id }) => id === itemId)?.state;
      if (state === "failed" || state === "stopped") get().tryAgain(itemId);
    }

    function openShared(
      { track, isSimulated, modelName, settings, view }: SharedRun,
      name: string,
      origin: Origin,
    ): void {
      const { speedUnit, distanceUnit, maximumHeartRateBpm } = settings;
      set({ units: { speedUnit, distanceUnit }, maximumHeartRateBpm });
      // What was stated of the runner's gender travels in the track.
      setRunner({ gender: null, intent: track.intent });
      const linked = { modelName, isSimulated, calibration: view?.calibration ?? null, asSent: true };
      add([{ ...newItem(name, origin, { kind: "track", track }), linked, excluded: { 0: view?.excluded ?? [] } }]);
      set({ zoom: view?.zoom ?? null, xAxis: view?.xAxis ?? "time" });
      const { model } = get();
      if (modelName !== model.name && get().models.some((file) => file.name === modelName))
        void load({ name: modelName });
    }

    function showAsSent(asSent: boolean): void {
      const shown = shownRun(get());
      if (shown?.item.linked) update(shown.item.id, { linked: { ...shown.item.linked, asSent } });
    }

    function sampleItem(id: string): RunItem {
      const sample = samples.find((candidate) => candidate.id === id);
      const origin: Origin = { kind: "sample", sampleId: id };
      if (sample !== undefined) {
        const read = (signal: AbortSignal) => bundledSplit.workout(sample.workoutId, signal);
        return newItem(sample.label, origin, { kind: "split", from: null, read });
      }
      const known = samples.map((candidate) => candidate.id).join(", ");
      const sentence = `There is no sample "${id}". Choose one of ${known}.`;
      return failedItem(id, origin, new PredictorError("unknown-sample", sentence));
    }

    return {
      ...modelImport.actions,
      ...createExcluded({ read: get, grid: () => shownRun(get())?.track ?? null, write: set }),
      ...explorer.actions,
      ...evaluation,
      models,
      model: {
        name: models[0].name,
        backend: "wasm",
        phase: "none",
        loadedBytes: 0,
        totalBytes: null,
        loaded: null,
        error: null,
        errorAbout: "",
      },
      backends: backendsAtStart(machine),
      modelImport: null,
      items: [],
      archives: [],
      openAlready: [],
      working: null,
      selection: null,
      lastPictured: null,
      runner: { gender: null, intent: null },
      maximumHeartRateBpm: null,
      units: { speedUnit: "pace", distanceUnit: "km" },
      xAxis: "time",
      calibration: DEFAULT_CALIBRATION,
      zoom: null,
      recorded: NOT_RECORDED,
      view: "run",
      explorer: NO_EXPLORER,
      evaluation: null,

      start(hash) {
        get().openHash(hash);
        if (get().model.phase === "none") void load({});
      },

      openHash(hash) {
        try {
          const link = decodeLink(hash);
          if (link?.kind === "sample") add([sampleItem(link.id)]);
          else if (link?.kind === "split") explorer.openLinked(link.split, link.workoutId);
          else if (link?.kind === "run") openShared(link.run, SHARED_RUN_NAME, { kind: "link", hash });
          else {
            const first = decodeLink(opening.link);
            // Nobody sent it: it is looked at as the person looks at their own.
            if (first?.kind === "run") openShared({ ...first.run, view: null }, opening.name, { kind: "opening" });
          }
        } catch (thrown) {
          add([failedItem(SHARED_RUN_NAME, { kind: "link", hash }, asPredictorError(thrown))]);
        }
      },

      async openFiles(files) {
        const parts = await Promise.all(files.map(modelPartOf));
        const addsModel = get().modelImport !== null || parts.includes("checkpoint");
        // A Parquet file is part of a model only where one is being added, else a split to be browsed.
        const kinds = parts.map((part) => (part === "split" && !addsModel ? "to-browse" : part));
        const ofKind = (kind: (typeof kinds)[number]) => files.filter((_, i) => kinds[i] === kind);
        await openRuns(ofKind(null));
        explorer.takeFiles(ofKind("to-browse"), kinds.includes(null));
        for (const [i, kind] of kinds.entries()) {
          if (kind !== null && kind !== "to-browse") await openModelPart(files[i], kind);
        }
      },

      openText(name, text) {
        const distinct = distinctName(name, get().items);
        add([fileItem(new File([text], distinct))]);
      },

      show: (view) => set({ view }),

      select(selection) {
        unchosen = [];
        set((state) => ({ ...shown(selection, state), view: "run", openAlready: [] }));
      },

      remove: (itemId) => removeItems(({ id }) => id === itemId),
      removeArchive: (archive) => removeItems((item) => isOf(item, archive)),

      cancel() {
        set(({ items }) => ({
          items: items.map((item) => (["waiting", "predicting"].includes(item.state) ? stoppedItem(item) : item)),
          working: null,
        }));
        current?.abort.abort();
      },

      goOn() {
        set(({ items }) => ({
          items: items.map((item) => (item.state === "stopped" ? { ...item, state: "waiting" } : item)),
        }));
        void drain();
      },

      tryAgain(itemId) {
        update(itemId, { state: "waiting", error: null });
        void drain();
      },

      loadAgain: () => void load({ name: get().model.errorAbout }),
      chooseModel: (name) => void load({ name }),
      removeModel(name) {
        dropAdded(name);
        if (get().model.name === name) void load({ name: models[0].name });
      },
      dismissModelError: () => set(({ model }) => ({ model: { ...model, error: null } })),
      chooseBackend(setting) {
        set((state) => ({ backends: { ...state.backends, setting } }));
        rememberBackends();
        void load({});
      },
      async measureBackends() {
        const { name } = get().model;
        const { source } = get().models.find((model) => model.name === name)!;
        if (!(await backends.measure(name, source))) return;
        rememberBackends();
        const { model, backends: measured } = get();
        if (backendsFor(measured, model.name, machine.workers).single !== model.backend) void load({});
      },
      stopMeasuring: backends.stop,

      setGender: (gender) => setRunner({ ...get().runner, gender }),
      setIntent: (intent) => setRunner({ ...get().runner, intent }),
      setMaximumHeartRate: (maximumHeartRateBpm) => set({ maximumHeartRateBpm }),
      setXAxis: (xAxis) => set({ xAxis }),
      setUnits: (change) => set(({ units }) => ({ units: { ...units, ...change } })),
      setCalibration(change) {
        set(({ calibration }) => ({ calibration: { ...calibration, ...change } }));
        showAsSent(false);
      },
      calibrateAsSent: () => showAsSent(true),
      zoomTo: (zoom) => set({ zoom }),
      showRecorded: (wanted) => set(({ recorded }) => ({ recorded: { ...recorded, wanted } })),
    };
  });
  followRecorded(store, reader);
  return store;
}

/** A name that none has yet: texts would all be called the same, and models of one name could not be told apart. */
function distinctName(name: string, items: readonly { name: string }[]): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (items.every((item) => item.name !== candidate)) return candidate;
  }
}

/** What the page brought itself makes way for whatever is opened, and a link for itself, as when one goes back to it. */
function makesWay(before: Origin, opened: Origin): boolean {
  if (before.kind === "link") return opened.kind === "link" && opened.hash === before.hash;
  return before.kind !== "file";
}

/** What changes as another run is chosen to be shown. */
function shown(selection: Selection, before: PageState): Pick<PageState, "selection" | "lastPictured" | "zoom"> {
  return { selection, lastPictured: picturedRun(before), zoom: null };
}

function nextWaiting({ model, items, selection }: PageState): RunItem | undefined {
  if (model.phase !== "ready") return undefined;
  const waiting = items.filter(({ state }) => state === "waiting");
  return waiting.find(({ id }) => id === selection?.itemId) ?? waiting[0];
}
