import { flushSync } from "react-dom";
import { useShallow } from "zustand/react/shallow";
import { WorkControl } from "../run-list/work-control.tsx";
import { areListed } from "../state/run-items.ts";
import { type Status, shownRun, statusOf } from "../state/status.ts";
import { focusOpening } from "../ui/focus-bar.ts";
import { usePageState, usePresentState } from "../ui/page-context.ts";
import { progressWords, statusWords } from "./status-words.ts";

/** The state of the page in one line, and a progress bar in the space kept for it. */
export function StatusLine() {
  const status = usePageState(useShallow(statusOf));
  // Whoever drives the page is told at once that another run is read.
  const state = usePresentState((present) => statusOf(present).state);
  const run = usePresentState((present) => statusOf(present).run);
  const name = usePageState((state) => shownRun(state)?.name);
  const listed = usePageState(areListed);
  const words = progressWords(status);
  const bar = barOf(status);
  return (
    <div className="status">
      <p role="status" data-testid="status" data-state={state} data-run={run}>
        <span className="status-mark" aria-hidden="true" />
        {/* Once it is done, the finding says so to whoever sees it. */}
        <span className={status.state === "done" ? "visually-hidden" : undefined}>{statusWords(status)}</span>
        {status.state === "done" && " "}
        {/* Not read out: every new figure would be, and the bar says the same. */}
        <span aria-hidden="true">{words !== "" && `, ${words}`}</span>
        {name !== undefined && (
          <span className="status-run">
            {status.state !== "done" && " · "}
            {name}
          </span>
        )}
      </p>
      {!listed && <WorkControl />}
      <CloseRun />
      <progress aria-label={bar?.label} hidden={bar === null} max={1} value={bar?.value} />
    </div>
  );
}

/** Closes a file or a link; a run that the page itself brings makes way for the next one opened. */
function CloseRun() {
  const item = usePageState((state) => shownRun(state)?.item);
  const remove = usePageState((state) => state.remove);
  if (item?.origin.kind !== "file" && item?.origin.kind !== "link") return null;
  return (
    <button
      type="button"
      className="quiet"
      aria-label={`Remove ${item.name}`}
      onClick={({ currentTarget }) => {
        flushSync(() => remove(item.id));
        if (!currentTarget.isConnected) focusOpening();
      }}
    >
      ×
    </button>
  );
}

/** The progress bar's label, and its value where the whole is known. */
function barOf(status: Status): { label: string; value: number | undefined } | null {
  if (status.state === "loading") {
    const { loadedBytes, totalBytes } = status;
    return { label: "Model loaded", value: totalBytes === null ? undefined : loadedBytes / totalBytes };
  }
  if (status.state !== "predicting" || status.progress === null || status.progress.total < 2) return null;
  const { phase, done, total } = status.progress;
  return { label: phase === "reading" ? "File read" : "Runs predicted", value: done / total };
}
