import { asPredictorError, PredictorError } from "../../base/error.ts";
import {
  type CalibrationSources,
  type ExpectedHeartRate,
  expectedHeartRate,
  type PredictedRun,
} from "../../evaluation/expected-heart-rate.ts";
import type { LoadedModel, Predictor } from "../../inference/predictor.ts";
import type { ModelContract } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { Track } from "../../workout/workout.ts";
import { calibrationInEffect, historyFor, settingFor } from "./calibration.ts";
import { knowledgeOf, type StatedOfMe } from "./known-of-me.ts";
import { type ModelsState, sourceOf } from "./models.ts";
import type { ListedRuns, RunView } from "./run-items.ts";
import type { Settings } from "./settings.ts";
import { shownRun } from "./status.ts";

/** A model whose expected line is drawn over the chosen one's. */
export interface SecondModel {
  /** null where no second line is asked for. */
  name: string | null;
  phase: "none" | "loading" | "ready" | "failed";
  loadedBytes: number;
  totalBytes: number | null;
  loaded: LoadedModel | null;
  /** Why it could not be loaded. */
  error: PredictorError | null;
  /** What it made of runs, by the tracks that the chosen model predicted. */
  outcomes: ReadonlyMap<Track, SecondOutcome>;
}

/** A run's prediction by the second model, or the reason why there is none. */
type SecondOutcome = { prediction: Prediction } | { error: PredictorError };

/** A second model's expectation of a run, as charts draw it over the chosen one's. */
export interface SecondExpectation extends ExpectedHeartRate {
  /** Name of the model. */
  name: string;
  /** Seconds in which the model settles. */
  settlingS: number;
}

export const NO_SECOND_MODEL: SecondModel = {
  name: null,
  phase: "none",
  loadedBytes: 0,
  totalBytes: null,
  loaded: null,
  error: null,
  outcomes: new Map(),
};

export interface SecondModelActions {
  /** Loads a model beside the chosen one, once more where it failed; null for none. */
  chooseSecondModel(name: string | null): void;
}

/** The parts of the state that a second line depends on. */
export interface Compared
  extends Pick<ListedRuns, "items" | "selection">,
    Pick<Settings, "calibration" | "runnerName">,
    StatedOfMe {
  secondModel: SecondModel;
}

type Followed = Compared & ModelsState & Pick<Settings, "runner">;

interface Ports {
  predictor: Predictor;
  read(): Followed;
  write(secondModel: SecondModel): void;
}

/** The models that can be drawn beside the chosen one. */
export function otherModels({ models, model }: ModelsState): string[] {
  return models.map(({ name }) => name).filter((name) => name !== model.name);
}

/** Why the second model has no line for a run, or none at all; null where it has one, or will have. */
export function secondModelError({ error, outcomes }: SecondModel, view: RunView | null): PredictorError | null {
  const outcome = view?.prediction ? outcomes.get(view.prediction.track) : undefined;
  return error ?? (outcome && "error" in outcome ? outcome.error : null);
}

/**
 * The second model's expectation of a run that the chosen one has predicted, fitted to the runner by its own contract;
 * null until there is one.
 */
export function secondExpectationOf(state: Compared, view: RunView | null): SecondExpectation | null {
  const { name, loaded, outcomes } = state.secondModel;
  const prediction = view?.prediction ? predictionIn(outcomes, view.prediction.track) : null;
  if (view === null || name === null || loaded === null || prediction === null) return null;
  const { contract } = loaded;
  const own: RunView = { ...view, prediction, contract };
  const setting = settingFor(state, view);
  const { sources } = calibrationInEffect(own, setting, ownHistory(state, view, own), knowledgeOf(state));
  const expected = expectedHeartRate({ ...prediction, excluded: view.excluded }, contract, sources);
  return { ...expected, name, settlingS: contract.settlingS };
}

/** The runs that the chosen model is fitted by, as the second one predicted them; "history-coming" until it has predicted all. */
function ownHistory(state: Compared, view: RunView, own: RunView): ReturnType<typeof historyFor> {
  const history = historyFor(state, view);
  // What a link's sender taught a model holds for that model alone.
  if (!isRuns(history)) return historyFor(state, own);
  const runs = history.map(({ track, excluded = [] }) => {
    const prediction = predictionIn(state.secondModel.outcomes, track as Track);
    return prediction && { ...prediction, excluded };
  });
  const predicted = runs.filter((run) => run !== null);
  return predicted.length === runs.length ? predicted : "history-coming";
}

function isRuns(history: CalibrationSources["history"] | string): history is readonly PredictedRun[] {
  return typeof history === "object" && "length" in history;
}

function predictionIn(outcomes: SecondModel["outcomes"], track: Track): Prediction | null {
  const outcome = outcomes.get(track);
  return outcome && "prediction" in outcome ? outcome.prediction : null;
}

/** Loads a second model, and has it predict the shown run and those that it is fitted by. */
export function createSecondModel({ predictor, read, write }: Ports) {
  let loads = 0;
  let isPredicting = false;

  function change(changes: Partial<SecondModel>): void {
    write({ ...read().secondModel, ...changes });
  }

  function leave(): void {
    loads++;
    write(NO_SECOND_MODEL);
    predictor.releaseSecond();
  }

  async function load(name: string): Promise<void> {
    const attempt = ++loads;
    const isLatest = () => attempt === loads;
    write({ ...NO_SECOND_MODEL, name, phase: "loading" });
    try {
      // On WASM, which is there with every backend: a run takes milliseconds.
      const loaded = await predictor.load(
        sourceOf(read().models, name),
        "wasm",
        (progress) => {
          if (isLatest() && progress.phase === "loading") change(progress);
        },
        "second",
      );
      if (isLatest()) change({ phase: "ready", loaded });
    } catch (thrown) {
      if (isLatest()) change({ phase: "failed", error: asPredictorError(thrown) });
    }
  }

  /** Predicts what is missing, one run after another; what changes meanwhile is looked at each time. */
  async function predictMissing(): Promise<void> {
    if (isPredicting) return;
    isPredicting = true;
    for (let track = missingTrack(read()); track !== null; track = missingTrack(read())) {
      const attempt = loads;
      const outcome = await outcomeOf(track);
      if (attempt !== loads) continue;
      const wanted = new Set(tracksWanted(read()));
      const kept = [...read().secondModel.outcomes].filter(([earlier]) => wanted.has(earlier));
      change({ outcomes: new Map([...kept, [track, outcome]]) });
    }
    isPredicting = false;
  }

  async function outcomeOf(track: Track): Promise<SecondOutcome> {
    const { secondModel, runner } = read();
    try {
      requireSameGrid(shownRun(read())!.contract!, secondModel.loaded!.contract);
      const prediction = await predictor.predict({ kind: "track", track }, runner, "second");
      return { prediction: { ...prediction, track } };
    } catch (thrown) {
      return { error: asPredictorError(thrown) };
    }
  }

  const actions: SecondModelActions = {
    chooseSecondModel: (name) => (name === null ? leave() : void load(name)),
  };

  /** Follows each change of the page's state: which models there are, which run is shown and what it is fitted by. */
  function follow(state: Followed): void {
    const { name } = state.secondModel;
    if (name === null) return;
    if (!otherModels(state).includes(name)) leave();
    else if (missingTrack(state) !== null) void predictMissing();
  }

  return { actions, follow };
}

/** The tracks of the shown run, and of those that the chosen model is fitted by. */
function tracksWanted(state: Compared): Track[] {
  const shown = shownRun(state);
  if (!shown?.prediction) return [];
  const history = historyFor(state, shown);
  const others = isRuns(history) ? history.map(({ track }) => track as Track) : [];
  return [shown.prediction.track, ...others];
}

function missingTrack(state: Compared): Track | null {
  const { phase, outcomes } = state.secondModel;
  if (phase !== "ready") return null;
  return tracksWanted(state).find((track) => !outcomes.has(track)) ?? null;
}

/** @throws PredictorError where two models see a run at other moments, so that their lines can't lie over one another. */
function requireSameGrid(chosen: ModelContract, second: ModelContract): void {
  const gridOf = ({ sampling, smoothingWindow }: ModelContract) =>
    `${sampling.kind === "fixed" ? `${sampling.seconds} s` : `${sampling.count} points`}, mean over ${smoothingWindow}`;
  if (gridOf(chosen) === gridOf(second)) return;
  throw new PredictorError(
    "bad-model",
    `${second.name} sees a run at other moments than ${chosen.name}, or smoothed otherwise, so that their lines can't be laid over one another: choose either by itself.`,
  );
}
