import { asPredictorError, PredictorError } from "../../base/error.ts";
import type { BundledSplit } from "../../dataset/bundled-split.ts";
import { modelPartOf } from "../../dataset/model-part.ts";
import type { Sample } from "../../dataset/samples.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import { decodeLink, type SharedRun } from "../../sharing/link.ts";
import { distinctName } from "./distinct-name.ts";
import type { Explorer } from "./explorer/explorer.ts";
import { linkedSplit } from "./explorer/sources.ts";
import type { SplitRun } from "./explorer/split-opening.ts";
import { partFiles } from "./known-files.ts";
import type { ModelImport, ModelImporter } from "./model-import.ts";
import type { Models, ModelsState } from "./models.ts";
import { type PageView, placeOfHash } from "./places.ts";
import type { Origin, RunItem } from "./run-items.ts";
import type { RunList, RunListState } from "./run-list.ts";
import type { Runner, RunnerState } from "./runner.ts";
import type { ViewState } from "./view.ts";

export interface OpeningActions {
  /** Loads the first model and opens what the address names, or the opening run. */
  start(hash: string): void;
  /** Opens the place, link or sample in an address' hash; the opening run where it is empty. */
  openHash(hash: string): void;
  /** Opens runs and splits; what is part of a model goes to the models. */
  openFiles(files: readonly ReadableFile[]): Promise<void>;
  openText(name: string, text: string): void;
}

/** What the page brings along to be opened. */
export interface OpeningParts {
  samples: readonly Sample[];
  bundledSplit: BundledSplit;
  /** What the page opens with: its name, and a link's payload. */
  opening: { name: string; link: string };
}

interface Ports extends OpeningParts {
  read(): Pick<RunListState, "items"> & ModelsState & Pick<ViewState, "view"> & { modelImport: ModelImport | null };
  write(change: Partial<Pick<RunListState, "openAlready"> & RunnerState & ViewState>): void;
  runs: RunList;
  runner: Runner;
  models: Models;
  modelImport: ModelImporter;
  explorer: Explorer;
}

/** What a run that came by a link is called. */
export const SHARED_RUN_NAME = "Shared run";

/** Opens links, samples, files, texts and a split's runs. */
export function createOpening(ports: Ports) {
  const { samples, bundledSplit, opening, read, write, runs, explorer, modelImport } = ports;
  const add = (items: readonly RunItem[]) => runs.add(items, (before) => makesWay(before, items[0].origin));

  function openSplitRun({ source, split, row, workoutId }: SplitRun): void {
    const origin: Origin = { kind: "split", split: linkedSplit(source), workoutId };
    const readRow = (signal: AbortSignal) => split.workout(row, signal);
    add([runs.newItem(`Run ${workoutId}`, origin, { kind: "split", from: split, read: readRow })]);
  }

  function openShared(shared: SharedRun, name: string, origin: Origin): void {
    const { track, isSimulated, modelName, settings, view } = shared;
    const { speedUnit, distanceUnit, maximumHeartRateBpm } = settings;
    write({ units: { speedUnit, distanceUnit }, maximumHeartRateBpm });
    // What was stated of the runner's gender travels in the track.
    ports.runner.settle({ gender: null, intent: track.intent });
    const linked = { modelName, isSimulated, calibration: view?.calibration ?? null, asSent: true };
    const item = runs.newItem(name, origin, { kind: "track", track });
    add([{ ...item, linked, excluded: { 0: view?.excluded ?? [] } }]);
    write({ zoom: view?.zoom ?? null, xAxis: view?.xAxis ?? "time" });
    const { model, models } = read();
    if (modelName !== model.name && models.some((file) => file.name === modelName)) ports.models.choose(modelName);
  }

  function openSample(id: string): void {
    const sample = samples.find((candidate) => candidate.id === id);
    const origin: Origin = { kind: "sample", sampleId: id };
    if (sample === undefined) {
      const known = samples.map((candidate) => candidate.id).join(", ");
      const sentence = `There is no sample "${id}". Choose one of ${known}.`;
      add([runs.newItem(id, origin, new PredictorError("unknown-sample", sentence))]);
      return;
    }
    const readSample = (signal: AbortSignal) => bundledSplit.workout(sample.workoutId, signal);
    add([runs.newItem(sample.label, origin, { kind: "split", from: null, read: readSample })]);
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

  function openLink(hash: string): void {
    try {
      const link = decodeLink(hash);
      if (link?.kind === "sample") openSample(link.id);
      else if (link?.kind === "split") explorer.openLinked(link.split, link.workoutId);
      else if (link?.kind === "run") openShared(link.run, SHARED_RUN_NAME, { kind: "link", hash });
      else {
        const first = decodeLink(opening.link);
        // Nobody sent it: it is looked at as the person looks at their own.
        if (first?.kind === "run") openShared({ ...first.run, view: null }, opening.name, { kind: "opening" });
      }
    } catch (thrown) {
      add([runs.newItem(SHARED_RUN_NAME, { kind: "link", hash }, asPredictorError(thrown))]);
    }
  }

  /** Opens the opening run in an empty list, for nobody meets one; settings and view stay what a person made them. */
  function refill(): void {
    const { view } = read();
    const link = decodeLink(opening.link);
    if (link?.kind !== "run") return;
    add([runs.newItem(opening.name, { kind: "opening" }, { kind: "track", track: link.run.track })]);
    write({ view });
  }

  /** Shows an item, and tries once more what did not come to an end. */
  function showAgain(itemId: number): void {
    runs.actions.select({ itemId, run: 0 });
    const state = read().items.find(({ id }) => id === itemId)?.state;
    if (state === "failed" || state === "stopped") runs.actions.tryAgain(itemId);
  }

  /** Puts runs on the list; one that is there already is shown in place of being listed twice. */
  async function openRuns(files: readonly ReadableFile[]): Promise<void> {
    if (files.length === 0) return;
    const { fresh, known } = await partFiles(files, read().items);
    const shownId = known.find(({ itemId }) => itemId !== null)?.itemId;
    if (fresh.length > 0) add(fresh.map((file) => runs.newItem(file.name, { kind: "file" }, { kind: "file", file })));
    else if (shownId != null) showAgain(shownId);
    write({ openAlready: known.map(({ name }) => name) });
  }

  async function openFiles(files: readonly ReadableFile[]): Promise<void> {
    const parts = await Promise.all(files.map(modelPartOf));
    const addsModel = read().modelImport !== null || parts.includes("checkpoint");
    // A Parquet file is part of a model only where one is being added, else a split to be browsed.
    const kinds = parts.map((part) => (part === "split" && !addsModel ? "to-browse" : part));
    const ofKind = (kind: (typeof kinds)[number]) => files.filter((_, i) => kinds[i] === kind);
    await openRuns(ofKind(null));
    explorer.takeFiles(ofKind("to-browse"), kinds.includes(null));
    for (const [i, kind] of kinds.entries()) {
      if (kind !== null && kind !== "to-browse") await modelImport.takePart(files[i], kind);
    }
  }

  const actions: OpeningActions = {
    start(hash) {
      openHash(hash);
      if (read().model.phase === "none") ports.models.reload();
    },
    openHash,
    openFiles,
    openText(name, text) {
      const file = new File([text], distinctName(name, read().items));
      add([runs.newItem(file.name, { kind: "file" }, { kind: "file", file })]);
    },
  };

  return { actions, openSplitRun, refill };
}

/** What the page brought itself makes way for whatever is opened, and a link for itself, as when one goes back to it. */
function makesWay(before: Origin, opened: Origin): boolean {
  if (before.kind === "link") return opened.kind === "link" && opened.hash === before.hash;
  return before.kind !== "file";
}
