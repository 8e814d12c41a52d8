import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { type BackendMeasurement, chooseBackends } from "../../inference/choose-backends.ts";
import type { Backend, MeasureProgress, ModelSource, Predictor } from "../../inference/predictor.ts";
import { BACKENDS_KEY, type BackendSetting, backendsToKeep, recallBackends } from "./backend-memory.ts";
import type { Keeper } from "./keeper.ts";
import type { ChosenModel } from "./models.ts";

/** The backend setting, and the measurements it rests on. */
export interface BackendsState {
  setting: BackendSetting;
  /** Measurements by model name. */
  measurements: Readonly<Record<string, BackendMeasurement>>;
  /** Progress of the measurement under way; null when there is none. */
  measuring: MeasureProgress | null;
  /** Why the latest measurement came to nothing. */
  error: PredictorError | null;
}

/** The machine that models run on. */
export interface Machine {
  /** Version of ONNX Runtime. */
  runtimeVersion: string;
  /** Number of workers that score batches side by side. */
  workers: number;
  keeper: Keeper;
}

export interface BackendsActions {
  chooseBackend(setting: BackendSetting): void;
  /** Times the chosen model on each backend; under the automatic setting the faster one is then used. */
  measureBackends(): Promise<void>;
  stopMeasuring(): void;
}

interface Ports {
  predictor: Predictor;
  machine: Machine;
  /** Names of the bundled models, of which alone measurements are remembered. */
  bundled: readonly string[];
  read(): BackendsState;
  write(backends: BackendsState): void;
  /** The chosen model. */
  chosen(): ChosenModel;
  /** Loads the chosen model once more. */
  reload(): void;
}

export function backendsAtStart({ keeper, runtimeVersion }: Machine): BackendsState {
  return { ...recallBackends(keeper.read(BACKENDS_KEY), runtimeVersion), measuring: null, error: null };
}

export function measurementOf(
  { measurements }: Pick<BackendsState, "measurements">,
  modelName: string,
): BackendMeasurement | null {
  return Object.hasOwn(measurements, modelName) ? measurements[modelName] : null;
}

/** The backends for one run and for a batch; WASM until another was measured to be faster. */
export function backendsFor(
  backends: BackendsState,
  modelName: string,
  workers: number,
): { single: Backend; batch: Backend } {
  const { setting } = backends;
  if (setting !== "automatic") return { single: setting, batch: setting };
  const measured = measurementOf(backends, modelName);
  return measured === null ? { single: "wasm", batch: "wasm" } : chooseBackends(measured, workers);
}

/** Chooses backends, measures them and remembers the measurements. */
export function createBackends({ predictor, machine, bundled, read, write, chosen, reload }: Ports) {
  let abort: AbortController | null = null;

  function change(changes: Partial<BackendsState>): void {
    write({ ...read(), ...changes });
  }

  function remember(): void {
    const { setting, measurements } = read();
    const kept = Object.entries(measurements).filter(([name]) => bundled.includes(name));
    const memory = { setting, measurements: Object.fromEntries(kept) };
    machine.keeper.write(BACKENDS_KEY, backendsToKeep(memory, machine.runtimeVersion));
  }

  function forget(modelName: string): void {
    const { [modelName]: _, ...measurements } = read().measurements;
    change({ measurements });
  }

  /** Ends a measurement, and forgets why the latest came to nothing. */
  function stop(): void {
    abort?.abort();
    abort = null;
    change({ measuring: null, error: null });
  }

  /** Measures a model on each backend; false when it was stopped or failed. */
  async function measure(modelName: string, source: ModelSource): Promise<boolean> {
    stop();
    const own = new AbortController();
    abort = own;
    const tell = (changes: Partial<BackendsState>) => {
      if (abort === own) change(changes);
    };
    tell({ measuring: { phase: "loading", loadedBytes: 0, totalBytes: null } });
    try {
      const measured = await predictor.measure(source, own.signal, (measuring) => tell({ measuring }));
      if (abort !== own) return false;
      change({ measurements: { ...read().measurements, [modelName]: measured }, measuring: null });
      return true;
    } catch (thrown) {
      tell({ measuring: null, error: asPredictorError(thrown) });
      return false;
    }
  }

  const singleFor = (modelName: string) => backendsFor(read(), modelName, machine.workers).single;

  const actions: BackendsActions = {
    chooseBackend(setting) {
      change({ setting });
      remember();
      reload();
    },
    async measureBackends() {
      const { name, source } = chosen();
      if (!(await measure(name, source))) return;
      remember();
      const { name: chosenName, backend } = chosen();
      if (singleFor(chosenName) !== backend) reload();
    },
    stopMeasuring: stop,
  };

  return { actions, stop, forget, singleFor };
}
