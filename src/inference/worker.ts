import { PredictorError } from "../base/error.ts";
import { HandedOver, serveRequests } from "../base/worker-service.ts";
import type { Prediction } from "../model/prediction.ts";
import { type LoadedRuntime, loadModel } from "./load-model.ts";
import { measureBackends } from "./measure.ts";
import type { FallbackNotice, Predicting } from "./messages.ts";
import { predictRun, predictTrack, predictTracks } from "./predict.ts";
import type { Seat } from "./predictor.ts";
import { importBuild } from "./runtime-builds.ts";
import { prepareTrial } from "./trial-run.ts";

/** How often the trial run is prepared once more. */
const TRIALS = 2;
const TRIAL_EVERY_MS = 250;

/** At most two, which may be large; each stays until another takes its seat. */
const models: Record<Seat, LoadedRuntime | null> = { chosen: null, second: null };

// In order: loading a model and running it must not overlap.
const notify = serveRequests<Predicting, FallbackNotice>(self, {
  async load({ model: file, wasm, backend, seat }, { tell }) {
    const loaded = await loadModel(file, backend, tell, (reason) => notify(reason), wasm);
    await models[seat]?.runtime.dispose();
    models[seat] = loaded;
    warmUp(loaded);
    const { contract, runtime, fallbackReason } = loaded;
    return { contract, backend: runtime.backend, fallbackReason };
  },
  async predict({ source, settings, seat }) {
    const model = loadedIn(seat);
    const prediction =
      source.kind === "workout"
        ? await predictRun(source.workout, model, settings)
        : await predictTrack(source.track, model, settings);
    return new HandedOver(prediction, buffersOf(prediction));
  },
  async "predict-tracks"({ tracks, settings }) {
    const heartRatesBpm = await predictTracks(tracks, loadedIn("chosen"), settings);
    return new HandedOver(
      heartRatesBpm,
      heartRatesBpm.map(({ buffer }) => buffer as ArrayBuffer),
    );
  },
  async release() {
    await models.second?.runtime.dispose();
    models.second = null;
    return null;
  },
  measure: ({ model: source }, { tell }) => measureBackends(source, tell),
  async inspect({ checkpoint }) {
    const { inspectCheckpoint } = await checkpointReader();
    return inspectCheckpoint(checkpoint);
  },
  async import({ import: request }) {
    const { importModel } = await checkpointReader();
    const { contract, write } = await importModel(request);
    const bytes = write(contract);
    return new HandedOver(bytes, [bytes.buffer as ArrayBuffer]);
  },
});

/** So that the first run finds what prepares it compiled well: a browser does that with what has run a few times. */
function warmUp({ contract }: LoadedRuntime): void {
  for (let trial = 1; trial <= TRIALS; trial++) setTimeout(() => prepareTrial(contract), trial * TRIAL_EVERY_MS);
}

function loadedIn(seat: Seat): LoadedRuntime {
  const model = models[seat];
  if (!model) throw new PredictorError("not-loaded", "No model is loaded yet: wait until the page says ready.");
  return model;
}

/** Fetches what reads checkpoints with the first one: few people bring any. */
function checkpointReader() {
  return import("../dataset/import-model.ts").catch((cause: unknown) => {
    throw new PredictorError(
      "not-loaded",
      "What reads checkpoints could not be fetched: check the connection and try again.",
      cause,
    );
  });
}

/** The buffers of the series, which are handed over rather than copied. */
function buffersOf({ track, heartRateBpm, along }: Prediction): ArrayBuffer[] {
  const series = [
    track.speedKmh,
    track.altitudeM,
    track.heartRateBpm,
    track.cadenceSpm,
    track.temperatureC,
    heartRateBpm,
    ...(along ? [along] : []),
  ];
  return [...new Set(series.map(({ buffer }) => buffer as ArrayBuffer))];
}

// The page is fetching what ONNX Runtime is made of; a failure is told by the load that needs it, which tries again.
importBuild("wasm").catch(() => {});
