import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { SplitRow } from "../../dataset/split.ts";
import type { ShownSplit } from "../state/explorer/explorer.ts";
import { sourceName } from "../state/explorer/sources.ts";
import type { EvaluationState, ScoredSelection } from "../state/scoring.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePage, usePageState } from "../ui/page-context.ts";
import { saveFile } from "../ui/save-file.ts";
import { EvaluationFigures, loadErrorCharts } from "./score-figures.tsx";
import { hasResult, machineWords, progressWords, resultCautions, resultWords, scoreWords } from "./scoring-words.ts";

interface Props {
  shown: ShownSplit;
  /** The runs that the filter lets through. */
  rows: readonly SplitRow[];
}

/** Scores the runs of the filter, and shows what comes of it as it comes. */
export function EvaluatePanel({ shown, rows }: Props) {
  const evaluation = usePageState((state) =>
    state.evaluation?.selection.splitId === shown.id ? state.evaluation : null,
  );
  useEffect(() => {
    // Before the click, as scoring leaves little time; a failure is told where they are drawn.
    loadErrorCharts().catch(() => {});
  }, []);
  return (
    <section className="evaluate" aria-label="Evaluation">
      <Control shown={shown} rows={rows} evaluation={evaluation} />
      {evaluation !== null && <Result evaluation={evaluation} />}
    </section>
  );
}

function Control({ shown, rows, evaluation }: Props & { evaluation: EvaluationState | null }) {
  const evaluate = usePageState((state) => state.evaluate);
  const cancel = usePageState((state) => state.cancelEvaluation);
  const goOn = usePageState((state) => state.evaluateOn);
  const isReady = usePageState(({ model }) => model.phase === "ready" && model.loaded !== null);
  const isRunning = evaluation?.phase === "running";
  const button = useRef<HTMLButtonElement>(null);
  const scored = evaluation?.selection.rows;
  const isOfOthers = useMemo(() => scored !== undefined && !isSameRows(scored, rows), [scored, rows]);
  const mayGoOn = evaluation?.phase === "cancelled" || evaluation?.phase === "error";
  return (
    <div className="evaluate-control">
      <button
        type="button"
        className="primary"
        data-testid="evaluate-split"
        ref={button}
        disabled={!isReady || rows.length === 0}
        // Not disabled, for it keeps the focus.
        aria-disabled={isRunning}
        onClick={() => isRunning || evaluate(selectionOf(shown, rows))}
      >
        {scoreWords(rows.length, rows.length < shown.rows.length)}
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
        data-state={evaluation?.phase ?? "idle"}
        data-done={evaluation?.done ?? 0}
      >
        <span role={isRunning ? undefined : "status"}>
          {evaluation === null ? "All on this device, by the model that is chosen." : progressWords(evaluation)}
        </span>
        {isRunning && (
          <progress aria-label="Runs scored" max={evaluation.selection.rows.length} value={evaluation.done} />
        )}
      </p>
      {evaluation?.error && <ErrorNotice error={evaluation.error} about={evaluation.selection.name} />}
      {isOfOthers && !isRunning && (
        <p className="note">The figures below are of other runs than the filter shows now.</p>
      )}
    </div>
  );
}

interface PassingButtonProps {
  heir: RefObject<HTMLButtonElement | null>;
  onClick(): void;
  children: ReactNode;
}

/** A button that is there for a while: where it has the focus as it goes, the heir gets it. */
function PassingButton({ heir, onClick, children }: PassingButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own === document.activeElement) heir.current?.focus({ preventScroll: true });
    };
  }, [heir]);
  return (
    <button type="button" ref={button} onClick={onClick}>
      {children}
    </button>
  );
}

function selectionOf({ id, split, source }: ShownSplit, rows: readonly SplitRow[]): ScoredSelection {
  return { splitId: id, split, name: sourceName(source), url: source.kind === "url" ? source.url : null, rows };
}

/** In whatever order. */
function isSameRows(a: readonly SplitRow[], b: readonly SplitRow[]): boolean {
  if (a.length !== b.length) return false;
  const inA = new Set(a.map(({ row }) => row));
  return b.every(({ row }) => inA.has(row));
}

function Result({ evaluation: state }: { evaluation: EvaluationState }) {
  const { evaluation, phase, selection } = state;
  const isAwaited = evaluation === null && phase === "running";
  if (!isAwaited && !hasResult(state)) return null;
  return (
    <div className={isAwaited ? "evaluate-result awaited" : "evaluate-result"}>
      {!isAwaited && (
        <div className="finding">
          <p className="finding-sentence">{resultWords(state)}</p>
          <p className="finding-caution">{[machineWords(state), ...resultCautions(state)].join(" ")}</p>
        </div>
      )}
      {evaluation !== null && <Exports phase={phase} />}
      {(isAwaited || evaluation !== null) && <EvaluationFigures evaluation={evaluation} rows={selection.rows} />}
    </div>
  );
}

function Exports({ phase }: Pick<EvaluationState, "phase">) {
  const { store } = usePage();
  const save = async (kind: "csv" | "json") => {
    const file = await store.getState().evaluationFile(kind);
    if (file !== null) saveFile(file, kind === "csv" ? "text/csv" : "application/json");
  };
  return (
    <div className="evaluate-exports">
      <button type="button" data-testid="evaluate-csv" disabled={phase === "running"} onClick={() => void save("csv")}>
        Runs as CSV
      </button>
      <button
        type="button"
        data-testid="evaluate-json"
        disabled={phase === "running"}
        onClick={() => void save("json")}
      >
        Figures as JSON
      </button>
      <p className="note">In both, bias is expected minus measured, as it was published.</p>
    </div>
  );
}
