import { MODEL_HEAD_BYTES, type ModelPart, modelPartOf } from "../../dataset/model-part.ts";
import { holdsLibrary, LIBRARY_HEAD_BYTES } from "../../library/library-mark.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import { runHashOf } from "./address.ts";
import type { Comparison, ComparisonActions } from "./comparison.ts";
import { distinctName } from "./distinct-name.ts";
import type { Explorer } from "./explorer/explorer.ts";
import { partFiles } from "./known-files.ts";
import type { ModelImport, ModelImporter } from "./model-import.ts";
import type { Models, ModelsState } from "./models.ts";
import { createLinkOpening, type OpeningParts } from "./opening-links.ts";
import type { PageView } from "./places.ts";
import type { PlanActions } from "./plan/plan-state.ts";
import type { RunItem, Selection } from "./run-items.ts";
import type { RunList, RunListState } from "./run-list.ts";
import type { Runner, RunnerState } from "./runner.ts";
import type { ViewState } from "./view.ts";

export interface OpeningActions {
  /** Loads the first model and opens what the address names, or the opening run. */
  start(hash: string): void;
  /** Opens the place, link or sample in an address' hash; the opening run where it is empty. */
  openHash(hash: string): void;
  /** Opens runs and splits; what is part of a model goes to the models, a library's file to the library. */
  openFiles(files: readonly ReadableFile[]): Promise<void>;
  openText(name: string, text: string): void;
}

interface Ports extends OpeningParts {
  read(): Pick<RunListState, "items"> &
    ModelsState &
    RunnerState &
    Pick<ViewState, "view"> & { modelImport: ModelImport | null; comparison: Comparison };
  write(
    change: Partial<Pick<RunListState, "openAlready"> & RunnerState & ViewState & { comparison: Comparison }>,
  ): void;
  runs: RunList;
  runner: Runner;
  models: Models;
  modelImport: ModelImporter;
  explorer: Explorer;
  comparison: ComparisonActions;
  plan: PlanActions;
  /** Brings the runs of libraries' files into the library. */
  bringHere(files: readonly ReadableFile[]): Promise<void>;
}

/** Opens links, samples, files, texts and a split's runs. */
export function createOpening(ports: Ports) {
  const { read, write, runs, explorer, modelImport } = ports;
  function add(items: readonly RunItem[], view: PageView = "run"): void {
    const there = comparedAlready(items, read());
    if (there !== null) runs.actions.select(there);
    else runs.add(items, view);
  }
  const links = createLinkOpening({ ...ports, add, newItem: runs.newItem });
  const fileItem = (file: ReadableFile) => runs.newItem(file.name, { kind: "file" }, { kind: "file", file });

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
    if (fresh.length > 0) add(fresh.map(fileItem));
    else if (shownId != null) showAgain(shownId);
    write({ openAlready: known.map(({ name }) => name) });
  }

  async function openFiles(files: readonly ReadableFile[]): Promise<void> {
    const parts = await Promise.all(files.map(kindOf));
    const addsModel = read().modelImport !== null || parts.includes("checkpoint");
    // A Parquet file is part of a model only where one is being added, else a split to be browsed.
    const kinds = parts.map((part) => (part === "split" && !addsModel ? "to-browse" : part));
    const ofKind = (kind: (typeof kinds)[number]) => files.filter((_, i) => kinds[i] === kind);
    await openRuns(ofKind(null));
    explorer.takeFiles(ofKind("to-browse"), kinds.includes(null));
    for (const [i, kind] of kinds.entries()) {
      if (kind !== null && kind !== "to-browse" && kind !== "library") await modelImport.takePart(files[i], kind);
    }
    const libraries = ofKind("library");
    if (libraries.length > 0) await ports.bringHere(libraries);
  }

  const actions: OpeningActions = {
    start(hash) {
      links.openHash(hash);
      if (read().model.phase === "none") ports.models.reload();
    },
    openHash: links.openHash,
    openFiles,
    openText: (name, text) => add([fileItem(new File([text], distinctName(name, read().items)))]),
  };

  return {
    actions,
    openRuns,
    openSplitRun: links.openSplitRun,
    compareSplitRun: links.compareSplitRun,
    refill: links.refill,
  };
}

/**
 * Tells a library's file, or the part of a model that a file brings; null for any other, and for one that can't be read:
 * whoever reads it whole says why.
 */
async function kindOf(file: ReadableFile): Promise<ModelPart | "library" | null> {
  const start = await file
    .slice(0, Math.max(LIBRARY_HEAD_BYTES, MODEL_HEAD_BYTES))
    .arrayBuffer()
    .catch(() => null);
  if (start === null) return null;
  const head = new Uint8Array(start);
  return holdsLibrary(head.subarray(0, LIBRARY_HEAD_BYTES)) ? "library" : modelPartOf(file, head);
}

/** A compared run that is opened again by its address, and shown in place of being listed twice; null for any other. */
function comparedAlready(
  opened: readonly RunItem[],
  { items, comparison }: Pick<RunListState, "items"> & { comparison: Comparison },
): Selection | null {
  const hash = opened.length === 1 ? runHashOf(opened[0].origin) : null;
  if (hash === null) return null;
  return (
    comparison.runs.find(({ itemId }) => items.some(({ id, origin }) => id === itemId && runHashOf(origin) === hash)) ??
    null
  );
}
