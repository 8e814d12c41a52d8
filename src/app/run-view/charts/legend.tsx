import type { Analysis } from "../../../evaluation/analysis.ts";
import type { Span } from "../../../workout/workout.ts";
import { formatNumber } from "../../format/format.ts";
import type { SecondExpectation } from "../../state/second-model.ts";

interface Props {
  analysis: Pick<Analysis, "measured" | "expectation">;
  second?: Pick<SecondExpectation, "name"> | null;
  /** What the charts show. */
  span: Span;
}

/** The lines and areas of the heart rate chart, by name. */
export function Legend({ analysis: { measured, expectation }, second = null, span }: Props) {
  const level = expectation?.level;
  const showsSettling = expectation !== null && span.startS < expectation.settlingS;
  return (
    <ul className="legend">
      {measured !== null && <li className="legend-measured">measured</li>}
      <li className="legend-expected">expected</li>
      {second !== null && <li className="legend-second">expected by {second.name}</li>}
      {showsSettling && <li className="legend-settling">settling</li>}
      {level !== null && (
        <li className="legend-band">{level === undefined ? "" : `${formatNumber(100 * level)} % `}interval</li>
      )}
      {measured !== null && (
        <li>
          <span className="legend-harder">harder</span> <span className="legend-easier">easier</span> than expected
        </li>
      )}
    </ul>
  );
}
