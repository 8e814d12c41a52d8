import { PredictorError } from "../base/error.ts";
import { serveRequests } from "../base/worker-service.ts";
import { loadModel } from "../inference/load-model.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { FallbackNotice, ScoringWork } from "./messages.ts";
import { scoreRuns } from "./score-runs.ts";

let loaded: { model: RunnableModel; settings: RunnerSettings } | null = null;

// In order: loading a model and running it must not overlap.
const notify = serveRequests<ScoringWork, FallbackNotice>(self, {
  async load({ model: bytes, backend, settings }) {
    const model = await loadModel(
      bytes,
      backend,
      () => {},
      (reason) => notify(reason),
    );
    loaded = { model, settings };
    return { backend: model.runtime.backend, fallbackReason: model.fallbackReason };
  },
  async score({ runs }) {
    if (!loaded) throw new PredictorError("not-loaded", "The model has not been loaded yet.");
    return scoreRuns(runs, loaded.model, loaded.settings);
  },
});
