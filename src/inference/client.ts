import { cancelled, PredictorError } from "../base/error.ts";
import { openChannel } from "../base/worker-channel.ts";
import type { FallbackNotice, Predicting } from "./messages.ts";
import { fetchParts } from "./model-parts.ts";
import type { LoadedModel, Predictor } from "./predictor.ts";

/** A predictor in a worker of its own, so that the page draws and nothing else. */
export function createPredictor(): Predictor {
  let onFallback: (reason: string) => void = () => {};
  const start = () => connect((reason) => onFallback(reason));
  let channel = start();
  /** Whether the worker holds ONNX Runtime's WebAssembly. */
  let isStarted = false;
  /** One load at a time: of two that overlap, the later one is to stay. */
  let last: Promise<unknown> = Promise.resolve();

  /** The page fetches for its worker: what its HTML preloads serves the page's own requests alone. */
  async function load(
    ...[model, backend, onProgress, seat = "chosen"]: Parameters<Predictor["load"]>
  ): Promise<LoadedModel> {
    // The model died with its worker, so only a load of the chosen one can start another.
    if (!channel.isOpen && seat === "chosen") {
      channel = start();
      isStarted = false;
    }
    const { file, wasm } = await fetchParts(model, isStarted ? null : "wasm", onProgress);
    const handedOver = [...(file === model ? [] : [file]), ...(wasm ? [wasm] : [])].map(({ buffer }) => buffer);
    const loaded = await channel.ask(
      { kind: "load", model: file, wasm, backend, seat },
      { onProgress, transfer: handedOver as ArrayBuffer[] },
    );
    isStarted = true;
    return loaded;
  }

  return {
    load(...request) {
      const loading = last.then(() => load(...request));
      last = loading.catch(() => {});
      return loading;
    },
    predict: (source, settings, seat = "chosen") => channel.ask({ kind: "predict", source, settings, seat }),
    predictTracks: (tracks, settings) => channel.ask({ kind: "predict-tracks", tracks, settings }),
    releaseSecond: () => channel.tell({ kind: "release" }),
    async measure(model, signal, onProgress) {
      const own = connect(() => {});
      try {
        return await own.ask({ kind: "measure", model }, { signal, onProgress });
      } finally {
        own.end(cancelled("it was measured"));
      }
    },
    onFallback: (listener) => {
      onFallback = listener;
    },
    inspectCheckpoint: (checkpoint) => channel.ask({ kind: "inspect", checkpoint }),
    importModel: (request) => channel.ask({ kind: "import", import: request }),
    dispose: () => channel.end(stopped("it was ended")),
  };
}

function connect(onNotice: (reason: FallbackNotice) => void) {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return openChannel<Predicting, FallbackNotice>(worker, { stopped, onNotice });
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that predicts stopped (${reason}): load the page again.`,
  );
}
