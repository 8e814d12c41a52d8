import { createStore, type StoreApi } from "zustand/vanilla";
import type { SplitReader } from "../../dataset/split.ts";
import type { RunnerHints } from "../../evaluation/calibration/runner-hints.ts";
import type { download } from "../../inference/download.ts";
import type { Predictor } from "../../inference/predictor.ts";
import type { Reader } from "../../reading/reader.ts";
import { type RecordedSeries, recordedSeries } from "../../workout/recorded-series.ts";
import { type Route, routeOf } from "../../workout/route.ts";
import { type BackendsActions, type BackendsState, backendsAtStart, createBackends, type Machine } from "./backends.ts";
import { type Comparison, type ComparisonActions, createComparison, NO_COMPARISON } from "./comparison.ts";
import { createExcluding, type ExcludingActions } from "./excluding.ts";
import { createParts, createResponses, type ExplainedActions, type ExplainedState } from "./explained.ts";
import { createExplorer, type ExplorerActions, type ExplorerState, NO_EXPLORER } from "./explorer/explorer.ts";
import { createLevel, type LevelActions } from "./level.ts";
import { createLibrary } from "./library/library.ts";
import {
  LIBRARY_AT_START,
  type LibraryActions,
  type LibraryParts,
  type LibraryState,
} from "./library/library-state.ts";
import { itemsLookedAt } from "./making-way.ts";
import { createModelImport, type ModelImport, type ModelImportActions } from "./model-import.ts";
import {
  chosenModel,
  createModels,
  type ModelFile,
  type ModelsActions,
  type ModelsState,
  modelsAtStart,
} from "./models.ts";
import { createOffline, NOT_HELD, type OfflineActions, type OfflineState, type PageHolder } from "./offline.ts";
import { createOnDemand, NOT_WANTED, type OnDemand } from "./on-demand.ts";
import { createOpening, type OpeningActions } from "./opening.ts";
import type { OpeningParts } from "./opening-links.ts";
import { type OwnRuns, ownRunsOf } from "./own-runs.ts";
import { createPlan } from "./plan/plan.ts";
import { NO_PLAN, type PlanActions, type PlanState } from "./plan/plan-state.ts";
import { createReadAgain, NOT_READ, type ReadAgain } from "./read-again.ts";
import { createReplayWish, NO_REPLAY, type ReplayActions, type ReplayState } from "./replay.ts";
import { splitsOf } from "./run-items.ts";
import { createRunList, NO_RUNS, type RunListActions, type RunListState } from "./run-list.ts";
import { createRunner, type RunnerActions, type RunnerState } from "./runner.ts";
import { createScoring, type ScoringActions } from "./scoring.ts";
import type { ScoringParts } from "./scoring-job.ts";
import { type ScoringState, scoringModelOf } from "./scoring-state.ts";
import { createSecondModel, NO_SECOND_MODEL, type SecondModel, type SecondModelActions } from "./second-model.ts";
import { keepSettings, recallSettings, type Settings } from "./settings.ts";
import { createView, VIEW_AT_START, type ViewActions, type ViewState } from "./view.ts";

export interface PageState
  extends Settings,
    RunListState,
    ModelsState,
    RunnerState,
    ViewState,
    ExplainedState,
    ReplayState {
  backends: BackendsState;
  /** The model that is being added; null where none is. */
  modelImport: ModelImport | null;
  /** The shown run as it was recorded, before repair and smoothing. */
  recorded: ReadAgain<RecordedSeries>;
  /** The way of the shown run. The positions stay here: no link, table, library or handing over reads them. */
  route: ReadAgain<Route>;
  /** What the runs of the chosen runner tell of them, while somebody looks. */
  hints: OnDemand<OwnRuns, RunnerHints>;
  comparison: Comparison;
  secondModel: SecondModel;
  plan: PlanState;
  explorer: ExplorerState;
  library: LibraryState;
  offline: OfflineState;
  /** Scoring of a split; null as long as none was scored. */
  scoring: ScoringState | null;
}

export interface PageActions
  extends OpeningActions,
    LevelActions,
    RunListActions,
    ModelsActions,
    BackendsActions,
    ModelImportActions,
    RunnerActions,
    ViewActions,
    ReplayActions,
    ExcludingActions,
    ComparisonActions,
    SecondModelActions,
    ExplainedActions,
    PlanActions,
    ExplorerActions,
    ScoringActions,
    LibraryActions,
    OfflineActions {
  showRecorded(wanted: boolean): void;
  /** Has the way of the shown run read, whichever that is. */
  wantRoute(wanted: boolean): void;
  /** Has it found what the runs of the chosen runner tell of them, and followed as they change. */
  wantHints(wanted: boolean): void;
}

export type PageStore = StoreApi<PageState & PageActions>;

export interface PageParts extends OpeningParts {
  reader: Reader;
  predictor: Predictor;
  splitReader: SplitReader;
  /** Address of the bundled split. */
  splitUrl: string;
  scoring: ScoringParts;
  download: typeof download;
  machine: Machine;
  library: LibraryParts;
  /** Fetches what speaks to the service worker. */
  pageHolder(): Promise<PageHolder>;
  /** Fetches what plans courses. */
  planTools(): Promise<typeof import("./plan/plan-tools.ts")>;
  /** Bundled models, at least one; the first is loaded at the start. */
  models: readonly ModelFile[];
}

/** Creates the page's state and all that can happen to it; it knows no component and no DOM. */
export function createPageStore(parts: PageParts): PageStore {
  return createStore((_write, _read, store: PageStore) => ({
    ...recallSettings(parts.machine.keeper),
    ...NO_RUNS,
    ...modelsAtStart(parts.models),
    ...VIEW_AT_START,
    ...NO_REPLAY,
    backends: backendsAtStart(parts.machine),
    modelImport: null,
    recorded: NOT_READ,
    route: NOT_READ,
    hints: NOT_WANTED,
    comparison: NO_COMPARISON,
    secondModel: NO_SECOND_MODEL,
    parts: NOT_WANTED,
    responses: NOT_WANTED,
    plan: NO_PLAN,
    explorer: NO_EXPLORER,
    scoring: null,
    library: LIBRARY_AT_START,
    offline: NOT_HELD,
    ...createActions(parts, store),
  }));
}

/** By then a run's picture is on the screen. */
const ROUTE_AFTER_MS = 300;

/** Creates each slice and hands it its ports. */
function createActions(parts: PageParts, store: PageStore): PageActions {
  const { reader, predictor, machine, download } = parts;
  const { getState: read, setState: write } = store;

  store.subscribe((settings, before) => keepSettings(machine.keeper, settings, before));
  const view = createView({ read, write, changeLinked: (change) => runs.changeLinked(change) });
  const level = createLevel({ read, write });
  const excluding = createExcluding({ read, write, onExcluded: (...excluded) => library.onExcluded(...excluded) });
  const runs = createRunList({
    ...{ reader, predictor, read, write },
    lookedAt: () => itemsLookedAt(read()),
    onEmpty: () => opening.refill(),
    onSettled: (itemId) => library.onSettled(itemId),
    onRemoved: () => library.onRemoved(),
  });
  const library = createLibrary({
    parts: parts.library,
    keeper: machine.keeper,
    reader,
    predictor,
    read,
    write,
    runs,
    keepCourses: (courses) => plan.takeKept(courses),
    openRuns: (files) => opening.openRuns(files),
  });
  store.subscribe(library.follow);
  const { predictAgain, predictWaiting, changeLinked } = runs;
  const runner = createRunner({ read, write, predictAgain, changeLinked });
  const recorded = createReadAgain({ reader, ...portsOf(store, "recorded"), derive: recordedSeries });
  store.subscribe(recorded.follow);
  const route = createReadAgain({
    ...{ reader, ...portsOf(store, "route"), derive: routeOf, afterMs: ROUTE_AFTER_MS },
    kept: ({ run, readRoute }) => (run.routeBytes > 0 ? readRoute : null),
  });
  store.subscribe(route.follow);
  const hints = createOnDemand({
    ...portsOf(store, "hints"),
    of: ownRunsOf,
    make: async (runs: OwnRuns) => (await import("./hints-of-runs.ts")).hintsOfRuns(runs),
  });
  store.subscribe(hints.follow);
  const comparison = createComparison({ open: runs.open, read, write: (changed) => write({ comparison: changed }) });
  const backends = createBackends({
    ...{ predictor, machine, ...portsOf(store, "backends") },
    bundled: parts.models.map(({ name }) => name),
    chosen: () => chosenModel(read()),
    reload: () => models.reload(),
  });
  const models = createModels({
    ...{ predictor, bundled: parts.models, read, write, predictAgain, predictWaiting },
    backendFor: backends.singleFor,
    stopMeasuring: backends.stop,
    forgetMeasurement: backends.forget,
  });
  const secondModel = createSecondModel({
    ...{ predictor, read },
    write: portsOf(store, "secondModel").write,
  });
  store.subscribe(secondModel.follow);
  const settings = () => read().runner;
  const runParts = createParts({ predictor, settings, ...portsOf(store, "parts") });
  store.subscribe(runParts.follow);
  const responses = createResponses({ predictor, settings, ...portsOf(store, "responses") });
  store.subscribe(responses.follow);
  const modelImport = createModelImport({
    predictor,
    download,
    ...portsOf(store, "modelImport"),
    addModel: models.add,
  });
  const scoring = createScoring({
    ...{ ...parts.scoring, ...portsOf(store, "scoring") },
    model: () => scoringModelOf(read(), machine.workers, download),
  });
  const explorer = createExplorer({
    ...{ reader: parts.splitReader, bundledUrl: parts.splitUrl, ...portsOf(store, "explorer") },
    units: () => read().units,
    showTable: () => write({ view: "datasets" }),
    leaveTable: () => (read().items.length === 0 ? read().openHash("") : write({ view: "run" })),
    isTableShown: () => read().view === "datasets",
    openRun: (run) => opening.openSplitRun(run),
    compareRun: (run) => opening.compareSplitRun(run),
    onSuccessor: scoring.actions.leaveScoring,
    usedSplits: () => splitsOf(read().items),
  });
  const plan = createPlan({ reader, predictor, keeper: machine.keeper, tools: parts.planTools, read, write });
  store.subscribe(plan.follow);
  const opening = createOpening({
    ...parts,
    read,
    write,
    runs,
    runner,
    models,
    modelImport,
    explorer,
    comparison: comparison.actions,
    plan: plan.actions,
    bringHere: library.actions.bringHere,
  });
  const offline = createOffline({
    ...{ holder: parts.pageHolder, ...portsOf(store, "offline") },
    opened: read,
    writeItems: (items) => write({ items }),
    openFiles: opening.actions.openFiles,
  });
  return {
    ...{
      ...view.actions,
      ...createReplayWish({ read, write }).actions,
      ...level.actions,
      ...excluding.actions,
      ...runs.actions,
      ...runner.actions,
      ...{ showRecorded: recorded.want, wantRoute: route.want, wantHints: hints.want },
      ...{ wantParts: runParts.want, wantResponses: responses.want },
      ...comparison.actions,
    },
    ...{ ...backends.actions, ...models.actions, ...secondModel.actions, ...modelImport.actions, ...scoring.actions },
    ...plan.actions,
    ...{ ...explorer.actions, ...opening.actions, ...library.actions, ...offline.actions },
  };
}

/** Reads and writes one part of the page's state. */
function portsOf<Key extends keyof PageState>(store: PageStore, key: Key) {
  return {
    read: (): PageState[Key] => store.getState()[key],
    write: (value: PageState[Key]) => store.setState({ [key]: value } as Pick<PageState, Key>),
  };
}
