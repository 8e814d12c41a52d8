import type { Predictor } from "../../../inference/predictor.ts";
import type { KeptRun } from "../../../library/kept-run.ts";
import type { Library, ModelFigures } from "../../../library/library.ts";
import { trackFor } from "../../../library/track-for.ts";
import type { ModelContract } from "../../../model/contract.ts";
import type { RunnerSettings } from "../../../model/prepare.ts";
import type { KeptRuns } from "./kept-items.ts";
import { modelFigures, modelFingerprint } from "./model-figures.ts";

export interface FiguringProgress {
  done: number;
  total: number;
}

interface Ports {
  predictor: Predictor;
  /** Whether nothing that a person looks at waits for the model. */
  isQuiet(): boolean;
  /** Contract of the model that predicts; null as long as there is none. */
  model(): ModelContract | null;
  library(): Library | null;
  /** The library's runs as they are listed. */
  kept(): KeptRuns;
  /** null once nothing is left to predict. */
  tell(progress: FiguringProgress | null): void;
  /** Hears of how many runs the model can't predict. */
  onRefused(runs: number): void;
  onFigures(figures: ReadonlyMap<string, ModelFigures>): void;
}

/** Runs whose figures are written at once: so many are predicted again where the page is closed meanwhile. */
const BATCH = 20;

/** The runner is as each file states them, whatever a person says for the runs that they look at. */
const AS_STATED: RunnerSettings = { gender: null, intent: null };

/**
 * Has a model predict the library's runs that it has not seen, one after another, while nothing else is to be predicted.
 * What it says is kept, so that it goes on where it was left.
 */
export function createFiguring(ports: Ports) {
  let isAtWork = false;
  /** Whether it was asked for while it was at work, which another model or run may have ended. */
  let isAskedAgain = false;
  /** Runs that this model can't predict. */
  let refused = { model: "", ids: new Set<string>() };

  async function work(): Promise<void> {
    const contract = ports.model();
    const library = ports.library();
    if (contract === null || library === null) return;
    const model = modelFingerprint(contract);
    const { runs, figures, model: listedModel } = ports.kept();
    // Until the list is read anew, it does not know what this model has said.
    if (listedModel !== model) return;
    if (refused.model !== model) {
      refused = { model, ids: new Set() };
      ports.onRefused(0);
    }
    const missing = runs.filter(({ id }) => !figures.has(id) && !refused.ids.has(id));
    if (missing.length === 0) return;
    let made = new Map<string, ModelFigures>();
    const keep = async () => {
      await library.keepFigures(model, made);
      ports.onFigures(made);
      made = new Map();
    };
    const goesOn = () => ports.isQuiet() && ports.model() === contract && ports.library() === library;
    // The latest runs first: they stand on top of the list.
    for (const [done, run] of missing.toReversed().entries()) {
      if (!goesOn()) break;
      ports.tell({ done, total: missing.length });
      const figure = await figureOf(run, library, contract);
      if (ports.model() !== contract) break;
      if (figure === null) refused.ids.add(run.id);
      else made.set(run.id, figure);
      if (made.size === BATCH) await keep();
    }
    if (made.size > 0 && ports.model() === contract && ports.library() === library) await keep();
    ports.onRefused(ports.kept().runs.filter(({ id }) => refused.ids.has(id)).length);
    ports.tell(null);
  }

  async function figureOf(run: KeptRun, library: Library, contract: ModelContract): Promise<ModelFigures | null> {
    try {
      const track = trackFor(run, await library.track(run.id), contract);
      const prediction = await ports.predictor.predict({ kind: "track", track }, AS_STATED);
      return modelFigures(prediction, run.excluded, contract);
    } catch {
      // Removed meanwhile, or none that this model predicts: whoever opens it learns why.
      return null;
    }
  }

  /** Predicts what is missing, unless that is under way; called again after each pause. */
  async function start(): Promise<void> {
    if (isAtWork) {
      isAskedAgain = true;
      return;
    }
    isAtWork = true;
    try {
      do {
        isAskedAgain = false;
        await work();
      } while (isAskedAgain);
    } catch {
      ports.tell(null);
    } finally {
      isAtWork = false;
    }
  }

  return { start: (): void => void start() };
}
