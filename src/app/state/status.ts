import type { ModelsState } from "./models.ts";
import type { Progress, Working } from "./predict-item.ts";
import { type ListedRuns, type RunView, viewOf } from "./run-items.ts";

export type Status =
  | { state: "idle" | "ready"; run: string }
  | { state: "loading"; run: string; inTrial: boolean; loadedBytes: number; totalBytes: number | null }
  /** `progress`: null while the shown run waits for its turn. */
  | { state: "predicting"; run: string; progress: Progress | null }
  | { state: "done" | "error" | "stopped"; run: string };

/** The shown run; null when there is none. */
export function shownRun({ items, selection }: Pick<ListedRuns, "items" | "selection">): RunView | null {
  const item = items.find(({ id }) => id === selection?.itemId);
  return item === undefined ? null : viewOf(item, selection!.run);
}

/**
 * The run that the charts draw: the shown one, or the one before until that is predicted; null when there is neither,
 * or an error in its place.
 */
export function picturedRun(state: ListedRuns & Pick<ModelsState, "model">): RunView | null {
  const shown = shownRun(state);
  if (shown === null || shown.error !== null) return null;
  if (shown.track !== null) return shown;
  return state.model.phase === "failed" || shown.item.state === "stopped" ? null : state.lastPictured;
}

/** Whether the shown run's charts will come, so that their place is kept; false when its prediction failed. */
export function isAwaited(state: Pick<ListedRuns, "items" | "selection"> & Pick<ModelsState, "model">): boolean {
  const shown = shownRun(state);
  return shown !== null && shown.error === null && shown.item.state !== "stopped" && state.model.phase !== "failed";
}

interface Standing extends Pick<ListedRuns, "items" | "selection">, Pick<ModelsState, "model"> {
  working: Working | null;
}

/** The status of the shown run, with the name of its file, sample or link. */
export function statusOf(state: Standing): Status {
  const shown = shownRun(state);
  const run = shown?.item.name ?? "";
  const { phase, loadedBytes, totalBytes } = state.model;
  if (shown?.item.state === "failed" || phase === "failed") return { state: "error", run };
  if (phase === "loading" || phase === "trial-run") {
    return { state: "loading", run, inTrial: phase === "trial-run", loadedBytes, totalBytes };
  }
  if (shown === null) return { state: phase === "ready" ? "ready" : "idle", run };
  if (shown.item.state === "stopped") return { state: "stopped", run };
  if (shown.item.state !== "done") {
    return { state: "predicting", run, progress: state.working?.itemId === shown.item.id ? state.working : null };
  }
  return { state: shown.error === null ? "done" : "error", run };
}
