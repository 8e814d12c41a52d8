import { PredictorError } from "../base/error.ts";
import { wireError } from "../base/wire-error.ts";
import { loadModel } from "../inference/load-model.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { ScoringAnswer, ScoringRequest } from "./messages.ts";
import { scoreRuns } from "./score-runs.ts";

let loaded: { model: RunnableModel; settings: RunnerSettings } | null = null;
/** Requests are served in order: loading a model and running it must not overlap. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ScoringRequest>) => {
  last = last.then(() => serve(data));
};

async function serve(request: ScoringRequest): Promise<void> {
  try {
    if (request.kind === "load") await load(request);
    else await score(request);
  } catch (error) {
    post({ kind: "failed", batch: request.kind === "score" ? request.batch : null, error: wireError(error) });
  }
}

async function load({ model: bytes, backend, settings }: Extract<ScoringRequest, { kind: "load" }>): Promise<void> {
  const model = await loadModel(
    bytes,
    backend,
    () => {},
    (reason) => post({ kind: "fell-back", reason }),
  );
  loaded = { model, settings };
  post({ kind: "loaded", backend: model.runtime.backend, fallbackReason: model.fallbackReason });
}

async function score({ batch, runs }: Extract<ScoringRequest, { kind: "score" }>): Promise<void> {
  if (!loaded) throw new PredictorError("not-loaded", "The model has not been loaded yet.");
  const scored = await scoreRuns(runs, loaded.model, loaded.settings);
  post({ kind: "scored", batch, scored });
}

function post(answer: ScoringAnswer): void {
  self.postMessage(answer);
}
