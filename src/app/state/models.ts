import { asPredictorError, type PredictorError } from "../../base/error.ts";
import type { Backend, LoadedModel, ModelSource, Predictor } from "../../inference/predictor.ts";
import { distinctName } from "./distinct-name.ts";

/** A model that the page offers. */
export interface ModelFile {
  name: string;
  source: ModelSource;
  /** Address of its card; null for a model that was added on the page, which has none. */
  cardUrl: string | null;
}

export interface ModelState {
  /** The chosen model, and the backend requested for it. */
  name: string;
  backend: Backend;
  phase: "none" | "loading" | "trial-run" | "ready" | "failed";
  loadedBytes: number;
  totalBytes: number | null;
  loaded: LoadedModel | null;
  error: PredictorError | null;
  /** The model that the error is about: not the chosen one when that stays in use after another was refused. */
  errorAbout: string;
}

/** The models that can be chosen, and the chosen one. */
export interface ModelsState {
  /** The bundled models and those that were added, which are gone when the page is loaded again. */
  models: readonly ModelFile[];
  model: ModelState;
}

export interface ModelsActions {
  /** Loads the chosen model once more, after it could not be. */
  loadAgain(): void;
  chooseModel(name: string): void;
  /** Removes an added model from the list. */
  removeModel(name: string): void;
  /** Hides the error of a model that could not be loaded, while another stays in use. */
  dismissModelError(): void;
}

interface Ports {
  predictor: Predictor;
  /** Bundled models, at least one; the first is loaded at the start. */
  bundled: readonly ModelFile[];
  read(): ModelsState;
  write(change: Partial<ModelsState>): void;
  /** The backend that predicts single runs with a model. */
  backendFor(modelName: string): Backend;
  stopMeasuring(): void;
  forgetMeasurement(modelName: string): void;
  /** Predicts every run again. */
  predictAgain(): void;
  /** Predicts the runs that wait. */
  predictWaiting(): void;
}

export type Models = ReturnType<typeof createModels>;

export function modelsAtStart(bundled: readonly ModelFile[]): ModelsState {
  return {
    models: bundled,
    model: {
      name: bundled[0].name,
      backend: "wasm",
      phase: "none",
      loadedBytes: 0,
      totalBytes: null,
      loaded: null,
      error: null,
      errorAbout: "",
    },
  };
}

/** The chosen model, its source and the backend requested for it. */
export interface ChosenModel extends Pick<ModelState, "name" | "backend"> {
  source: ModelSource;
}

export function chosenModel({ models, model: { name, backend } }: ModelsState): ChosenModel {
  return { name, backend, source: sourceOf(models, name) };
}

/** Source of a model that is offered. */
export function sourceOf(models: readonly ModelFile[], modelName: string): ModelSource {
  return models.find(({ name }) => name === modelName)!.source;
}

interface LoadingPorts extends Pick<Ports, "predictor" | "read" | "backendFor" | "predictAgain" | "predictWaiting"> {
  /** Takes an added model from the list. */
  drop(modelName: string): void;
  change(changes: Partial<ModelState>): void;
}

/** Loads models; where one is refused, the one before predicts on. */
function createModelLoading({ predictor, read, change, drop, predictAgain, predictWaiting, backendFor }: LoadingPorts) {
  let loads = 0;
  /** The model that the worker holds: a refused one does not replace it. */
  let loadedInWorker: Pick<ModelState, "name" | "backend" | "loaded"> | null = null;

  async function load(name: string): Promise<void> {
    const attempt = ++loads;
    const isLatest = () => attempt === loads;
    const backend = backendFor(name);
    change({ name, backend, phase: "loading", loadedBytes: 0, totalBytes: null, error: null });
    try {
      const loaded = await predictor.load(sourceOf(read().models, name), backend, (progress) => {
        if (isLatest()) change(progress.phase === "trial-run" ? { phase: progress.phase } : progress);
      });
      loadedInWorker = { name, backend, loaded };
      if (!isLatest()) return;
      change({ phase: "ready", loaded });
      predictAgain();
    } catch (thrown) {
      const error = asPredictorError(thrown);
      if (error.code === "bad-model" || error.code === "unknown-feature") drop(name);
      if (isLatest()) fallBack(error, name);
    }
  }

  /** Predicts on with the model that worked, if there is one. */
  function fallBack(error: PredictorError, errorAbout: string): void {
    // A worker that stopped took its model along.
    if (error.code === "unexpected") loadedInWorker = null;
    const { models, model } = read();
    if (loadedInWorker === null || models.every(({ name }) => name !== loadedInWorker!.name)) {
      change({ phase: "failed", loaded: null, error, errorAbout });
      return;
    }
    change({ ...loadedInWorker, phase: "ready", error, errorAbout });
    if (loadedInWorker.loaded === model.loaded) predictWaiting();
    else predictAgain();
  }

  /** The loaded model goes on, on WASM: nothing need be predicted again. */
  predictor.onFallback((fallbackReason) => {
    const { loaded } = read().model;
    if (loaded === null) return;
    const onWasm: LoadedModel = { ...loaded, backend: "wasm", fallbackReason };
    if (loadedInWorker?.loaded === loaded) loadedInWorker = { ...loadedInWorker, loaded: onWasm };
    change({ loaded: onWasm });
  });

  return { load };
}

/** Chooses models, adds them and takes them from the list. */
export function createModels(ports: Ports) {
  const { bundled, read, write } = ports;
  const change = (changes: Partial<ModelState>) => write({ model: { ...read().model, ...changes } });
  const { load } = createModelLoading({ ...ports, change, drop });

  function choose(name: string): void {
    // What is measured is of the model before.
    ports.stopMeasuring();
    void load(name);
  }

  function add(name: string, bytes: Uint8Array): void {
    const added: ModelFile = { name: distinctName(name, read().models), source: bytes, cardUrl: null };
    write({ models: [...read().models, added] });
    choose(added.name);
  }

  /** Takes an added model from the list; a bundled one stays. */
  function drop(name: string): void {
    if (bundled.every((model) => model.name !== name)) ports.forgetMeasurement(name);
    write({ models: read().models.filter((model) => model.name !== name || model.cardUrl !== null) });
  }

  const actions: ModelsActions = {
    loadAgain: () => choose(read().model.errorAbout),
    chooseModel: choose,
    removeModel(name) {
      drop(name);
      if (read().model.name === name) choose(bundled[0].name);
    },
    dismissModelError: () => change({ error: null }),
  };

  return { actions, add, choose, reload: () => void load(read().model.name) };
}
