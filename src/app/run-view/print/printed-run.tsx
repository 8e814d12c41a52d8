import { useMemo } from "react";
import { createPortal } from "react-dom";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { SplitFigures } from "../../../evaluation/split-figures.ts";
import type { SplitBy } from "../../../workout/run-splits.ts";
import { runAxes } from "../../charts/x-axis.ts";
import { formatClock, formatNumber, formatSpeed, MEAN_DECIMALS } from "../../format/format.ts";
import { speedName, speedUnitName, type Units } from "../../format/units.ts";
import { excludedSentence } from "../../recording/excluded-words.ts";
import { repairMarks } from "../../recording/ledger.ts";
import { morePlacesWords } from "../../recording/ledger-words.ts";
import { unchangedWords } from "../../recording/repair-words.ts";
import { sceneOf } from "../../replay/make-scene.ts";
import { readPalette } from "../../replay/palette.ts";
import { SvgPicture } from "../../replay/svg-picture.tsx";
import type { RunView } from "../../state/run-items.ts";
import { seenXAxis } from "../../state/seen-settings.ts";
import { usePageState } from "../../ui/page-context.ts";
import { UnitHead } from "../../ui/unit-head.tsx";
import { differenceWords } from "../splits/splits-words.ts";
import { printedName, printedSplits } from "./printed-splits.ts";
import { useIsPrinted } from "./use-is-printed.ts";
import "./print.css";

interface Props {
  view: RunView;
  analysis: Analysis;
  units: Units;
  /** The finding. */
  sentence: string;
}

/** What a run's page is on paper, in place of all that is on the screen: one sheet with picture, splits and repairs. */
export function PrintedRun(props: Props) {
  const isPrinted = useIsPrinted();
  return isPrinted && createPortal(<Sheet {...props} />, document.body);
}

/** Splits in three columns leave less room above them. */
const PICTURE = { width: 800, height: 510 };
const LOW_PICTURE = { width: 800, height: 440 };

/** Repairs that are named; a run of more is looked at on the screen. */
const MOST_REPAIRS = 12;

function Sheet({ view, analysis, units, sentence }: Props) {
  const { track, durationS, expectation } = analysis;
  const chosenAxis = usePageState(seenXAxis);
  const scene = useMemo(() => {
    const whole = { startS: 0, endS: durationS };
    const span = { ...whole, axis: runAxes(track, durationS, units, chosenAxis).along(whole) };
    return sceneOf({ kind: "run", name: view.name, sentence, analysis, span, units }, readPalette());
  }, [view.name, sentence, analysis, track, durationS, units, chosenAxis]);
  const splits = useMemo(() => printedSplits(analysis, units), [analysis, units]);
  const excluded = excludedSentence(expectation?.excluded ?? []);
  return (
    <main className="print-sheet" data-testid="print-sheet">
      <SvgPicture scene={scene} size={splits.columns.length > 2 ? LOW_PICTURE : PICTURE} />
      {excluded !== "" && <p>{excluded}</p>}
      <PrintedSplits {...splits} units={units} />
      <PrintedRepairs view={view} />
    </main>
  );
}

type SplitsProps = ReturnType<typeof printedSplits> & Pick<Props, "units">;

function PrintedSplits({ by, columns, units }: SplitsProps) {
  return (
    <section>
      <h2>Splits</h2>
      <div className="print-columns" data-columns={columns.length}>
        {columns.map((splits) => (
          <SplitColumn key={splits[0]?.startS} by={by} splits={splits} units={units} />
        ))}
      </div>
    </section>
  );
}

function SplitColumn({ by, splits, units }: { by: SplitBy; splits: readonly SplitFigures[]; units: Units }) {
  const heartRate = (bpm: number) => formatNumber(bpm, MEAN_DECIMALS);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Split</th>
          <th scope="col">Time</th>
          <UnitHead name={speedName(units)} unit={speedUnitName(units)} />
          <UnitHead name="Measured" unit="bpm" />
          <UnitHead name="Expected" unit="bpm" />
          <UnitHead name="Difference" unit="bpm" />
        </tr>
      </thead>
      <tbody>
        {splits.map((split) => (
          <tr key={split.startS}>
            <th scope="row">{printedName(by, split, units)}</th>
            <td>{formatClock(split.summary.durationS)}</td>
            <td>{formatSpeed(split.summary.meanSpeedKmh, units)}</td>
            <td>{heartRate(split.measuredBpm)}</td>
            <td>{heartRate(split.expectedBpm)}</td>
            <td>{differenceWords(split)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PrintedRepairs({ view }: Pick<Props, "view">) {
  const marks = view.prediction === null ? [] : repairMarks(view.prediction);
  return (
    <section>
      <h2>Repairs</h2>
      {marks.length === 0 ? (
        <p>{unchangedWords(view.item.origin)}</p>
      ) : (
        <ul>
          {marks.slice(0, MOST_REPAIRS).map(({ id, name, count }) => (
            <li key={id}>
              {name}: {count}
            </li>
          ))}
          {marks.length > MOST_REPAIRS && <li>{morePlacesWords(marks.length - MOST_REPAIRS)}</li>}
        </ul>
      )}
    </section>
  );
}
