import { useMemo, useState } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { splitFigures } from "../../../evaluation/split-figures.ts";
import { noSplitsSentence } from "../../../workout/run-splits.ts";
import type { Span } from "../../../workout/workout.ts";
import type { Units } from "../../format/units.ts";
import type { MarkStore } from "../../recording/marks.ts";
import { Segments } from "../../ui/segments.tsx";
import { SplitTable } from "./split-table.tsx";
import { type SplitWay, splitByOf, splitsNote, splitWays } from "./splits-words.ts";

interface Props {
  analysis: Analysis;
  units: Units;
  choice: MarkStore;
  onShow(place: Span): void;
}

/** The run's splits: what each cost, beside what was expected. */
export function Splits({ analysis, units, choice, onShow }: Props) {
  const [way, setWay] = useState<SplitWay>("distance");
  const by = splitByOf(way, units);
  const splits = useMemo(() => splitFigures(analysis, by), [analysis, by]);
  const hasGraded = splits.some(({ gradedSpeedKmh }) => !Number.isNaN(gradedSpeedKmh));
  return (
    <section className="splits" data-testid="splits" aria-labelledby="splits-title">
      <h3 id="splits-title">Splits</h3>
      <Segments<SplitWay> name="Split by" value={way} options={splitWays(units)} onChange={setWay} />
      {splits.length === 0 ? (
        <p className="note">{noSplitsSentence(by)}</p>
      ) : (
        <>
          <SplitTable
            splits={splits}
            zones={analysis.zones}
            by={by}
            units={units}
            hasGraded={hasGraded}
            choice={choice}
            onShow={onShow}
          />
          <p className="note">{splitsNote(units, hasGraded, analysis.expectation?.level ?? null)}</p>
        </>
      )}
    </section>
  );
}
