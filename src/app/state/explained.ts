import { PredictorError } from "../../base/error.ts";
import type { PredictionParts } from "../../evaluation/parts/parts.ts";
import type { Responses } from "../../evaluation/responses/responses.ts";
import type { LoadedModel, Predictor } from "../../inference/predictor.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import type { Track } from "../../workout/workout.ts";
import type { ModelsState } from "./models.ts";
import { createOnDemand, type OnDemand } from "./on-demand.ts";
import type { ListedRuns } from "./run-items.ts";
import { shownRun } from "./status.ts";

/** Why the chosen model expects what it does: of the shown run, and of any. */
export interface ExplainedState {
  /** Parts of the shown run's prediction. */
  parts: OnDemand<Prediction, PredictionParts>;
  /** The chosen model on a treadmill. */
  responses: OnDemand<LoadedModel, Responses>;
}

export interface ExplainedActions {
  wantParts(wanted: boolean): void;
  wantResponses(wanted: boolean): void;
}

type Followed = Pick<ListedRuns, "items" | "selection"> & Pick<ModelsState, "model">;

interface Ports<K extends keyof ExplainedState> {
  predictor: Predictor;
  settings(): RunnerSettings;
  read(): ExplainedState[K];
  write(value: ExplainedState[K]): void;
}

/** Takes the shown run's prediction apart, by the model that made it. What does so is fetched when it is wanted. */
export function createParts({ predictor, settings, ...ports }: Ports<"parts">) {
  return createOnDemand<Followed, Prediction, PredictionParts>({
    ...ports,
    of(state) {
      const shown = shownRun(state);
      return shown?.contract?.name === readyModel(state)?.contract.name ? (shown?.prediction ?? null) : null;
    },
    async make({ track }) {
      const { predictionParts } = await fetched(import("../../evaluation/parts/parts.ts"));
      return predictionParts(track, (tracks) => predictor.predictTracks(tracks, settings()));
    },
  });
}

/** Puts the chosen model on a treadmill. */
export function createResponses({ predictor, settings, ...ports }: Ports<"responses">) {
  return createOnDemand<Followed, LoadedModel, Responses>({
    ...ports,
    of: readyModel,
    async make({ contract }) {
      const { responsesOf } = await fetched(import("../../evaluation/responses/responses.ts"));
      return responsesOf(contract, (tracks: readonly Track[]) => predictor.predictTracks(tracks, settings()));
    },
  });
}

function readyModel({ model }: Pick<ModelsState, "model">): LoadedModel | null {
  return model.phase === "ready" ? model.loaded : null;
}

/** @throws PredictorError `download-failed` */
function fetched<T>(part: Promise<T>): Promise<T> {
  return part.catch((cause: unknown) => {
    throw new PredictorError(
      "download-failed",
      "What explains a heart rate could not be fetched: check the connection, and open this once more.",
      cause,
    );
  });
}
