import { memo } from "react";
import type { SplitRow } from "../../dataset/split.ts";
import type { Evaluation, RunScore } from "../../evaluation/scores.ts";
import { formatClock, formatNumber, formatSigned } from "../format/format.ts";
import { typeName } from "../state/explorer/columns.ts";
import type { SplitSource } from "../state/explorer/sources.ts";
import { usePageState } from "../ui/page-context.ts";
import { GapHeads } from "./gap-heads.tsx";
import { ScoredRunOpener, ScoredRunReplay } from "./scored-run.tsx";

/** Scored runs, with what opens them. */
export interface ScoredRunsProps {
  evaluation: Evaluation;
  /** The runs that were scored. */
  rows: readonly SplitRow[];
  source: SplitSource;
}

/** The worst, the median and the best runs, each a click from its charts, and one from its replay. */
export const Extremes = memo(function Extremes({ evaluation, rows, source }: ScoredRunsProps) {
  const { worst, median, best, quarters } = evaluation;
  return (
    <section className="evaluation-extremes" aria-label="Worst, median and best runs">
      <RunScores title="Worst runs" testId="evaluate-worst" scores={worst} rows={rows} source={source} />
      <RunScores title="Median runs" testId="evaluate-median" scores={median} rows={rows} source={source} />
      <RunScores title="Best runs" testId="evaluate-best" scores={best} rows={rows} source={source} />
      {quarters.length > 1 && <ReplayQuarters quarters={quarters} rows={rows} />}
    </section>
  );
});

/** Plays the runs in the middle of each quarter of the errors side by side. */
function ReplayQuarters({ quarters, rows }: { quarters: readonly RunScore[]; rows: readonly SplitRow[] }) {
  const compareNone = usePageState((state) => state.compareNone);
  const compareRow = usePageState((state) => state.compareRow);
  const show = usePageState((state) => state.show);
  const replayShown = usePageState((state) => state.replayShown);
  function replay() {
    compareNone();
    for (const score of quarters) {
      const own = rowOf(score, rows);
      if (own !== undefined) compareRow(own);
    }
    show("compare");
    replayShown();
  }
  return (
    <p className="evaluation-quarters">
      <button type="button" data-testid="replay-quarters" onClick={replay}>
        Replay {quarters.length} side by side
      </button>
      <span className="note">The run in the middle of each quarter of the errors, from the best to the worst.</span>
    </p>
  );
}

interface RunScoresProps extends Omit<ScoredRunsProps, "evaluation"> {
  title: string;
  testId: string;
  scores: readonly RunScore[];
}

function RunScores({ title, testId, scores, rows, source }: RunScoresProps) {
  return (
    <div>
      <h3 id={testId}>{title}</h3>
      <table className="run-scores" data-testid={testId} aria-labelledby={testId}>
        <thead>
          <tr>
            <td />
            <th scope="col">type</th>
            <th scope="col">duration</th>
            <GapHeads />
            <td />
          </tr>
        </thead>
        <tbody>
          {scores.map((score) => {
            const own = rowOf(score, rows);
            return own && <RunScoreRow key={score.row} score={score} own={own} source={source} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

function rowOf({ row }: RunScore, rows: readonly SplitRow[]): SplitRow | undefined {
  return rows.find((candidate) => candidate.row === row);
}

interface RowProps {
  score: RunScore;
  /** Its row in the split. */
  own: SplitRow;
  source: SplitSource;
}

function RunScoreRow({ score: { errors }, own, source }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <ScoredRunOpener run={own} source={source} />
      </th>
      <td>{typeName(own.workout_type)}</td>
      <td>{formatClock(errors.durationS)}</td>
      <td>{formatNumber(errors.model.mae, 1)}</td>
      <td>{formatSigned(-errors.model.bias, 1)}</td>
      <td>
        <ScoredRunReplay run={own} />
      </td>
    </tr>
  );
}
