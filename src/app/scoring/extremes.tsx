import { memo } from "react";
import type { SplitRow } from "../../dataset/split.ts";
import type { Evaluation, RunScore } from "../../evaluation/scores.ts";
import { formatClock, formatNumber, formatSigned } from "../format/format.ts";
import { typeName } from "../state/explorer/columns.ts";
import { rowHashOf, type SplitSource } from "../state/explorer/sources.ts";
import { usePageState } from "../ui/page-context.ts";
import { RowOpener } from "../ui/row-opener.tsx";
import { useMaeName } from "../ui/use-mae-name.ts";
import { DIFFERENCE, UnitHead } from "./unit-head.tsx";

interface Props {
  evaluation: Evaluation;
  /** The runs that were scored. */
  rows: readonly SplitRow[];
  source: SplitSource;
}

/** The best and the worst runs, each a click from its chart. */
export const Extremes = memo(function Extremes({ evaluation, rows, source }: Props) {
  return (
    <section className="evaluation-extremes" aria-label="Best and worst runs">
      <RunScores title="Worst runs" testId="evaluate-worst" scores={evaluation.worst} rows={rows} source={source} />
      <RunScores title="Best runs" testId="evaluate-best" scores={evaluation.best} rows={rows} source={source} />
    </section>
  );
});

interface RunScoresProps extends Omit<Props, "evaluation"> {
  title: string;
  testId: string;
  scores: readonly RunScore[];
}

function RunScores({ title, testId, scores, rows, source }: RunScoresProps) {
  const openRow = usePageState((state) => state.openRow);
  const maeName = useMaeName();
  return (
    <div>
      <h3 id={testId}>{title}</h3>
      <table className="run-scores" data-testid={testId} aria-labelledby={testId}>
        <thead>
          <tr>
            <td />
            <th scope="col">type</th>
            <th scope="col">duration</th>
            <UnitHead name={maeName} unit="bpm" />
            <UnitHead name={DIFFERENCE} unit="bpm" />
          </tr>
        </thead>
        <tbody>
          {scores.map(({ row, errors }) => {
            const own = rows.find((candidate) => candidate.row === row);
            return (
              own && (
                <tr key={row}>
                  <th scope="row">
                    <RowOpener link={{ hash: rowHashOf(source, own), isCurrent: false, open: () => openRow(own) }}>
                      Run {own.workout_id}
                    </RowOpener>
                  </th>
                  <td>{typeName(own.workout_type)}</td>
                  <td>{formatClock(errors.durationS)}</td>
                  <td>{formatNumber(errors.model.mae, 1)}</td>
                  <td>{formatSigned(-errors.model.bias, 1)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
