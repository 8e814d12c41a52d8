import { memo } from "react";
import type { GroupErrors, Report } from "../../evaluation/report.ts";
import { formatCount, formatNumber, formatSigned, NO_VALUE } from "../format/format.ts";
import { typeName } from "../state/explorer/columns.ts";
import { useIsResearcher } from "../ui/for-researchers.tsx";
import { UnitHead } from "../ui/unit-head.tsx";
import { GapHeads } from "./gap-heads.tsx";
import { CUTS } from "./scoring-words.ts";

/** Tables of the same figures by cut, which show where the model fails. */
export const Cuts = memo(function Cuts({ report }: { report: Report }) {
  const isResearcher = useIsResearcher();
  return (
    <section className="evaluation-cuts" aria-labelledby="evaluation-cuts">
      <h3 id="evaluation-cuts">Where it fails</h3>
      <table className="cuts" data-testid="evaluate-cuts">
        <thead>
          <tr>
            <td />
            <th scope="col">runs</th>
            <GapHeads />
            {isResearcher && <UnitHead name="coverage" unit="%" />}
          </tr>
        </thead>
        {CUTS.map(({ cut, name, note }) => {
          const parts = Object.entries(report.by[cut]).flatMap(([part, group]) => (group ? [{ part, group }] : []));
          return (
            parts.length > 0 && (
              <tbody key={cut}>
                <tr>
                  <th scope="rowgroup" colSpan={isResearcher ? 5 : 4}>
                    {name} {note !== null && <span className="note">{note}</span>}
                  </th>
                </tr>
                {parts.map(({ part, group }) => (
                  <CutRow key={part} name={cut === "workoutType" ? typeName(part) : part} group={group} />
                ))}
              </tbody>
            )
          );
        })}
      </table>
    </section>
  );
});

function CutRow({ name, group }: { name: string; group: GroupErrors }) {
  const isResearcher = useIsResearcher();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(group.runs)}</td>
      <td>{formatNumber(group.mae, 2)}</td>
      <td>{formatSigned(-group.bias, 2)}</td>
      {isResearcher && <td>{group.coverage === null ? NO_VALUE : formatNumber(100 * group.coverage, 1)}</td>}
    </tr>
  );
}
