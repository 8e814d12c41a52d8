import "./scoring.css";
import { useMemo, useRef } from "react";
import type { SplitRow } from "../../dataset/split.ts";
import { ModelError } from "../models/model-error.tsx";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { type SplitSource, sourceName } from "../state/explorer/sources.ts";
import type { ScoredSelection, ScoringState } from "../state/scoring-state.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePage, usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { saveFile } from "../ui/save-file.ts";
import { Means } from "./means.tsx";
import { ScoreFigures, useEarlyCharts } from "./score-figures.tsx";
import { hasResult, machineWords, progressWords, resultCautions, resultWords, scoreWords } from "./scoring-words.ts";

interface Props {
  shown: ShownSplit;
  /** The runs that the filter lets through. */
  rows: readonly SplitRow[];
}

/** Scores the runs of the filter, and shows results as they come. */
export function ScoringPanel({ shown, rows }: Props) {
  const scoring = usePageState(({ scoring }) => (scoring?.selection.splitId === shown.id ? scoring : null));
  useEarlyCharts();
  return (
    <section className="evaluate" aria-label="Evaluation">
      <Control shown={shown} rows={rows} scoring={scoring} />
      {scoring !== null && <Result scoring={scoring} source={shown.source} />}
    </section>
  );
}

function Control({ shown, rows, scoring }: Props & { scoring: ScoringState | null }) {
  const score = usePageState((state) => state.score);
  const cancel = usePageState((state) => state.cancelScoring);
  const goOn = usePageState((state) => state.scoreOn);
  const isReady = usePageState(({ model }) => model.phase === "ready" && model.loaded !== null);
  const isFailed = usePageState(({ model }) => model.phase === "failed");
  const isRunning = scoring?.phase === "running";
  const button = useRef<HTMLButtonElement>(null);
  const scored = scoring?.selection.rows;
  const isOfOthers = useMemo(() => scored !== undefined && !isSameRows(scored, rows), [scored, rows]);
  const areScored = scoring?.phase === "done" && !isOfOthers;
  const mayGoOn = scoring?.phase === "cancelled" || scoring?.phase === "error";
  return (
    <div className="evaluate-control">
      <button
        type="button"
        className={areScored ? undefined : "primary"}
        data-testid="evaluate-split"
        ref={button}
        disabled={!isReady || rows.length === 0}
        // Not disabled, for it keeps the focus.
        aria-disabled={isRunning}
        onClick={() => isRunning || score(selectionOf(shown, rows))}
      >
        {scoreWords(rows.length, rows.length < shown.rows.length, areScored)}
      </button>
      {isRunning && (
        <PassingButton heir={button} onClick={cancel}>
          Cancel
        </PassingButton>
      )}
      {mayGoOn && (
        <PassingButton heir={button} onClick={goOn}>
          Go on
        </PassingButton>
      )}
      <p
        className="evaluate-progress"
        data-testid="evaluate-progress"
        data-state={scoring?.phase ?? "idle"}
        data-done={scoring?.done ?? 0}
      >
        <span role={isRunning ? undefined : "status"}>
          {scoring === null ? "All on this device, by the model that is chosen." : progressWords(scoring)}
        </span>
        {isRunning && <progress aria-label="Runs scored" max={scoring.selection.rows.length} value={scoring.done} />}
      </p>
      {isFailed && <ModelError />}
      {scoring?.error && <ErrorNotice error={scoring.error} about={scoring.selection.name} />}
      {isOfOthers && !isRunning && (
        <p className="note">The figures below are of other runs than the filter shows now.</p>
      )}
    </div>
  );
}

function selectionOf({ id, split, source }: ShownSplit, rows: readonly SplitRow[]): ScoredSelection {
  return { splitId: id, split, name: sourceName(source), url: source.kind === "url" ? source.url : null, rows };
}

/** Whether two lists hold the same rows, in whatever order. */
function isSameRows(a: readonly SplitRow[], b: readonly SplitRow[]): boolean {
  if (a.length !== b.length) return false;
  const inA = new Set(a.map(({ row }) => row));
  return b.every(({ row }) => inA.has(row));
}

/** Results of scoring, drawn with dashes as it begins, so that nothing moves as figures come. */
function Result({ scoring, source }: { scoring: ScoringState; source: SplitSource }) {
  const { evaluation, phase, selection, contract } = scoring;
  if (evaluation === null && phase !== "running") {
    return hasResult(scoring) && <Finding scoring={scoring} />;
  }
  return (
    <div className="evaluate-result">
      <div className="evaluate-summary">
        <div className="evaluate-said">
          <Finding scoring={scoring} />
          <Exports isReady={evaluation !== null && phase !== "running"} />
        </div>
        <Means report={evaluation?.report ?? null} level={contract.intervals?.level ?? null} />
      </div>
      <ScoreFigures evaluation={evaluation} scores={scoring.scores} rows={selection.rows} source={source} />
    </div>
  );
}

function Finding({ scoring }: { scoring: ScoringState }) {
  return (
    <div className="finding">
      {hasResult(scoring) && (
        <>
          <p className="finding-sentence">{resultWords(scoring)}</p>
          <p className="finding-caution">{[machineWords(scoring), ...resultCautions(scoring)].join(" ")}</p>
        </>
      )}
    </div>
  );
}

function Exports({ isReady }: { isReady: boolean }) {
  const { store } = usePage();
  const save = async (kind: "csv" | "json") => {
    const file = await store.getState().scoresFile(kind);
    if (file !== null) saveFile(file, kind === "csv" ? "text/csv" : "application/json");
  };
  return (
    <div className="evaluate-exports">
      <button type="button" data-testid="evaluate-csv" disabled={!isReady} onClick={() => void save("csv")}>
        Runs as CSV
      </button>
      <button type="button" data-testid="evaluate-json" disabled={!isReady} onClick={() => void save("json")}>
        Figures as JSON
      </button>
      <p className="note">In both, bias is expected minus measured, as it was published.</p>
    </div>
  );
}
