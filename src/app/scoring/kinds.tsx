import { memo, type ReactNode, useRef } from "react";
import { counted } from "../../base/counted.ts";
import { type GroupErrors, NO_KIND } from "../../evaluation/report.ts";
import { kindRules } from "../../workout/run-kind.ts";
import { formatCount, formatNumber, formatSigned, NO_VALUE } from "../format/format.ts";
import { SaveView } from "../replay/view-picture/save-view.tsx";
import type { ScoredRunsProps } from "./extremes.tsx";
import { GapHeads } from "./gap-heads.tsx";
import { ScoredRunOpener, ScoredRunReplay } from "./scored-run.tsx";

/** Errors by kind of run, with the rule that tells it and the run in its middle. */
export const Kinds = memo(function Kinds({ evaluation, rows, source }: ScoredRunsProps) {
  const groups = evaluation.report.by.kind;
  const view = useRef<HTMLElement>(null);
  return (
    <section ref={view} className="evaluation-kinds" aria-labelledby="evaluation-kinds">
      <h3 id="evaluation-kinds">Kinds of runs</h3>
      <p data-pictured className="note">
        Told from speed and altitude alone, by the first rule that holds.
      </p>
      <table data-pictured className="cuts run-scores" data-testid="evaluate-kinds" aria-labelledby="evaluation-kinds">
        <thead>
          <tr>
            <td />
            <th scope="col">runs</th>
            <GapHeads />
            <th scope="col">median run</th>
          </tr>
        </thead>
        <tbody>
          {kindRules.map(({ kind, says }) => {
            const typical = rows.find(({ row }) => row === evaluation.typical[kind]?.row);
            return (
              <KindRow key={kind} name={kind} rule={says} group={groups[kind] ?? null}>
                {typical ? (
                  <span className="median-run">
                    <ScoredRunOpener run={typical} source={source} />
                    <ScoredRunReplay run={typical} />
                  </span>
                ) : (
                  NO_VALUE
                )}
              </KindRow>
            );
          })}
          <KindRow name={NO_KIND} rule="" group={groups[NO_KIND] ?? null}>
            {NO_VALUE}
          </KindRow>
        </tbody>
      </table>
      <SaveView title="Kinds of runs" of={counted(evaluation.report.runs, "run")} within={view} />
    </section>
  );
});

interface KindRowProps {
  name: string;
  rule: string;
  /** null where no run is of the kind. */
  group: GroupErrors | null;
  /** The run in its middle. */
  children: ReactNode;
}

function KindRow({ name, rule, group, children }: KindRowProps) {
  return (
    <tr>
      <th scope="row">
        {name} <span className="note">{rule}</span>
      </th>
      <td>{formatCount(group?.runs ?? 0)}</td>
      <td>{group ? formatNumber(group.mae, 2) : NO_VALUE}</td>
      <td>{group ? formatSigned(-group.bias, 2) : NO_VALUE}</td>
      <td>{children}</td>
    </tr>
  );
}
