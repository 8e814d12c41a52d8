import { asPredictorError, PredictorError } from "../../base/error.ts";
import type { BundledSplit } from "../../dataset/bundled-split.ts";
import type { Sample } from "../../dataset/samples.ts";
import type { ComparedBy } from "../../evaluation/compared-by.ts";
import { decodeLink, type LinkedRun, type SharedRun } from "../../sharing/link.ts";
import type { Track } from "../../workout/workout.ts";
import { type Comparison, type ComparisonActions, isCompared } from "./comparison.ts";
import type { Explorer } from "./explorer/explorer.ts";
import { linkedSplit } from "./explorer/sources.ts";
import type { SplitRun } from "./explorer/split-opening.ts";
import { isRunOfSplit } from "./explorer/table-of-run.ts";
import { type KeptPrediction, recalledPrediction } from "./kept-prediction.ts";
import type { Models, ModelsState } from "./models.ts";
import { type PageView, placeOfHash } from "./places.ts";
import type { PlanActions } from "./plan/plan-state.ts";
import type { Origin, RunItem } from "./run-items.ts";
import type { RunList, RunListState } from "./run-list.ts";
import type { Runner, RunnerState } from "./runner.ts";
import type { ViewState } from "./view.ts";

/** Runs that the page itself brings. */
export interface OpeningParts {
  samples: readonly Sample[];
  bundledSplit: BundledSplit;
  /** The opening run: its name, a link's payload, and what the bundled model says of it. */
  opening: { name: string; link: string; prediction: KeptPrediction | null };
}

interface Ports extends OpeningParts {
  read(): Pick<RunListState, "items"> &
    ModelsState &
    RunnerState &
    Pick<ViewState, "view"> & { comparison: Comparison };
  write(change: Partial<RunnerState & ViewState & { comparison: Comparison }>): void;
  /** Puts items on the list and shows the first, as a run unless another view is to stay. */
  add(items: readonly RunItem[], view?: PageView): void;
  newItem: RunList["newItem"];
  runner: Runner;
  models: Models;
  explorer: Explorer;
  comparison: ComparisonActions;
  plan: Pick<PlanActions, "openPlanLink">;
}

/** Name of a run that came by a link. */
const SHARED_RUN_NAME = "Shared run";

/** Opens what an address names: a place, a sample, a split or one of its runs, a shared run. */
export function createLinkOpening({ samples, bundledSplit, opening, read, write, add, newItem, ...slices }: Ports) {
  function splitItem({ source, split, row, workoutId }: SplitRun): RunItem {
    const origin: Origin = { kind: "split", split: linkedSplit(source), workoutId };
    const readRow = (signal: AbortSignal) => split.workout(row, signal);
    return newItem(`Run ${workoutId}`, origin, { kind: "split", from: split, read: readRow });
  }

  function openSplitRun(run: SplitRun): void {
    add([splitItem(run)]);
  }

  /** Adds a split's run to the comparison, opening it behind the view that is open, or takes it out. */
  function compareSplitRun(run: SplitRun): void {
    const there = read().items.find((item) => isRunOfSplit(item, run, run.workoutId));
    const item = there ?? splitItem(run);
    if (there === undefined) add([item], read().view);
    const selection = { itemId: item.id, run: 0 };
    slices.comparison.chooseToCompare(selection, !isCompared(read(), selection));
  }

  /** The opening run, with what its model says of it until a model is there to be asked. */
  function openingItem(track: Track): RunItem {
    const { name, prediction } = opening;
    const smoothingWindow = prediction?.contract.smoothingWindow ?? null;
    const item = newItem(name, { kind: "opening" }, { kind: "track", track, smoothingWindow });
    const { loaded } = read().model;
    const { gender } = read().runner;
    if (prediction === null || loaded !== null || gender !== null) return item;
    const outcomes = [{ name, prediction: recalledPrediction(prediction, track) }];
    return { ...item, result: { contract: prediction.contract, outcomes } };
  }

  /** Opens the runs of a link beside one another. */
  function openComparison(by: ComparedBy, runs: readonly LinkedRun[], hash: string): void {
    const items = runs.map(({ hash: own, run }, i) =>
      sharedItem(run, `${SHARED_RUN_NAME} ${i + 1}`, { kind: "link", hash: own }),
    );
    add(items, "compare");
    write({ comparison: { runs: items.map(({ id }) => ({ itemId: id, run: 0 })), by, hash } });
    chooseModelOf(runs[0].run);
  }

  function openShared(shared: SharedRun, name: string, origin: Origin): void {
    const { track, view } = shared;
    // What was stated of the runner's gender travels in the track.
    slices.runner.settle({ gender: null, intent: track.intent });
    add([sharedItem(shared, name, origin)]);
    write({ zoom: view?.zoom ?? null });
    chooseModelOf(shared);
  }

  function sharedItem(
    { track, isSimulated, modelName, settings, view }: SharedRun,
    name: string,
    origin: Origin,
  ): RunItem {
    const linked = {
      ...{ modelName, isSimulated, calibration: view?.calibration ?? null, asSent: true },
      // Nobody sent the opening run: it is seen as a person sees their own.
      settings: origin.kind === "link" ? { ...settings, xAxis: view?.xAxis ?? "time", areZonesAsSent: true } : null,
    };
    const item =
      origin.kind === "opening"
        ? openingItem(track)
        : newItem(name, origin, { kind: "track", track, smoothingWindow: null });
    return { ...item, linked, excluded: { 0: view?.excluded ?? [] } };
  }

  /** Has the model of a link's run loaded, where the page has it. */
  function chooseModelOf({ modelName }: SharedRun): void {
    const { model, models } = read();
    if (modelName !== model.name && models.some((file) => file.name === modelName)) slices.models.choose(modelName);
  }

  function openSample(id: string): void {
    const sample = samples.find((candidate) => candidate.id === id);
    const origin: Origin = { kind: "sample", sampleId: id };
    if (sample === undefined) {
      const known = samples.map((candidate) => candidate.id).join(", ");
      const sentence = `There is no sample "${id}". Choose one of ${known}.`;
      add([newItem(id, origin, new PredictorError("unknown-sample", sentence))]);
      return;
    }
    const readSample = (signal: AbortSignal) => bundledSplit.workout(sample.workoutId, signal);
    add([newItem(sample.label, origin, { kind: "split", from: null, read: readSample })]);
  }

  function openHash(hash: string): void {
    const place = placeOfHash(hash);
    if (place === null) openLink(hash);
    else openPlace(place);
  }

  /** Opens a place; the opening run lies in it where nothing was opened yet. */
  function openPlace(view: PageView): void {
    write({ view });
    if (read().items.length === 0) refill();
  }

  function openPlan(payload: string): void {
    openPlace("plan");
    void slices.plan.openPlanLink(payload);
  }

  function openLink(hash: string): void {
    try {
      const link = decodeLink(hash);
      if (link?.kind === "sample") openSample(link.id);
      else if (link?.kind === "split") slices.explorer.openLinked(link.split, link.workoutId, link.view);
      else if (link?.kind === "comparison") openComparison(link.by, link.runs, hash);
      else if (link?.kind === "plan") openPlan(link.payload);
      else if (link?.kind === "run") openShared(link.run, SHARED_RUN_NAME, { kind: "link", hash });
      else {
        const first = decodeLink(opening.link);
        // Nobody sent it: it is looked at as the person looks at their own.
        if (first?.kind === "run") openShared({ ...first.run, view: null }, opening.name, { kind: "opening" });
      }
    } catch (thrown) {
      add([newItem(SHARED_RUN_NAME, { kind: "link", hash }, asPredictorError(thrown))]);
    }
  }

  /** Opens the opening run in an empty list, for nobody meets one; settings and view stay what a person made them. */
  function refill(): void {
    const link = decodeLink(opening.link);
    if (link?.kind !== "run") return;
    add([openingItem(link.run.track)], read().view);
  }

  return { openHash, openSplitRun, compareSplitRun, refill };
}
