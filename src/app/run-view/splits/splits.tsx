import { useMemo, useRef, useState } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { type SplitFigures, splitFigures } from "../../../evaluation/split-figures.ts";
import { splitsCsv } from "../../../sharing/splits-csv.ts";
import { noSplitsSentence, type SplitBy } from "../../../workout/run-splits.ts";
import type { Span } from "../../../workout/workout.ts";
import type { Units } from "../../format/units.ts";
import type { MarkStore } from "../../recording/marks.ts";
import { SaveView } from "../../replay/view-picture/save-view.tsx";
import { fileNameOf } from "../../state/share.ts";
import { saveFile } from "../../ui/save-file.ts";
import { Segments } from "../../ui/segments.tsx";
import { SplitTable } from "./split-table.tsx";
import { type SplitWay, splitByOf, splitsNote, splitWays } from "./splits-words.ts";

interface Props {
  /** Name of the run, in the table that is saved. */
  name: string;
  analysis: Analysis;
  units: Units;
  choice: MarkStore;
  onShow(place: Span): void;
}

/** The run's splits: what each cost, beside what was expected. */
export function Splits({ name, analysis, units, choice, onShow }: Props) {
  const [way, setWay] = useState<SplitWay>("distance");
  const by = splitByOf(way, units);
  const splits = useMemo(() => splitFigures(analysis, by), [analysis, by]);
  const view = useRef<HTMLElement>(null);
  const hasGraded = splits.some(({ gradedSpeedKmh }) => !Number.isNaN(gradedSpeedKmh));
  return (
    <section ref={view} className="splits" data-testid="splits" aria-labelledby="splits-title">
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
          <div className="save-splits">
            <button
              type="button"
              data-testid="download-splits"
              onClick={() => saveFile(splitsFile(name, analysis, splits, by), "text/csv")}
            >
              Save as CSV
            </button>
            <SaveView title="Splits" of={name} within={view} />
          </div>
          <p data-pictured className="note">
            {splitsNote(units, hasGraded, analysis.expectation?.level ?? null)}
          </p>
        </>
      )}
    </section>
  );
}

function splitsFile(name: string, { track, zones }: Analysis, splits: readonly SplitFigures[], by: SplitBy) {
  const text = splitsCsv([{ name, startedAt: track.startedAt, zones, splits }], by);
  return { name: fileNameOf(name, `splits-by-${by}.csv`), text };
}
