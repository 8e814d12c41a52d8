import { useRef } from "react";
import { counted } from "../../../base/counted.ts";
import { COMPARED_BY, FEWEST_COMPARED } from "../../../evaluation/compared-by.ts";
import { comparisonCsv } from "../../../sharing/comparison-csv.ts";
import { PAGE_NAME } from "../../format/page-name.ts";
import { SaveView } from "../../replay/view-picture/save-view.tsx";
import { comparisonHashOf } from "../../state/comparison-link.ts";
import { placeHash } from "../../state/places.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Fold } from "../../ui/fold.tsx";
import { usePage, usePageState } from "../../ui/page-context.ts";
import { saveFile } from "../../ui/save-file.ts";
import { Segments } from "../../ui/segments.tsx";
import { UnitChoice } from "../../ui/unit-choice.tsx";
import { useTitle } from "../../ui/use-title.ts";
import "./comparison.css";
import { ComparisonCharts } from "./comparison-charts.tsx";
import { ComparisonFigures } from "./comparison-figures.tsx";
import { ComparisonPairs } from "./comparison-pairs.tsx";
import { ComparisonReplay } from "./comparison-replay.tsx";
import { ComparisonStretches } from "./comparison-stretches.tsx";
import { BY_NAMES, DIFFERENCE_NOTE, emptyWords } from "./comparison-words.ts";
import { type NamedRun, useComparedRuns } from "./use-compared-runs.ts";

/** Runs beside one another: their differences along one axis, their figures, and what of it is more than usual. */
export function Comparison() {
  useTitle(`Comparison · ${PAGE_NAME}`);
  const { chosen, runs } = useComparedRuns();
  const by = usePageState(({ comparison }) => comparison.by);
  const compareBy = usePageState((state) => state.compareBy);
  const units = usePageState((state) => state.units);
  const view = useRef<HTMLDivElement>(null);
  // One that is still to be predicted would be missing from the link.
  const isWhole =
    runs.length >= FEWEST_COMPARED && chosen.every(({ view: { prediction, error } }) => prediction || error);
  return (
    <div ref={view} className="comparison" data-testid="compare" data-runs={runs.length}>
      <h2 className="place-title">Comparison</h2>
      <div className="comparison-head">
        <a href={placeHash("my-runs")}>My runs</a>
        {runs.length > 0 && <ShareComparison runs={runs} isWhole={isWhole} />}
        {runs.length > 0 && <SaveView title="Comparison" of={counted(runs.length, "run")} within={view} />}
      </div>
      {chosen.length < FEWEST_COMPARED && <p>{emptyWords(chosen.length)}</p>}
      {runs.length > 0 && (
        <>
          <UnitChoice>
            <Segments
              name="Along time, distance or the share of the way"
              testId="compare-by"
              value={by}
              options={COMPARED_BY.map((value) => ({ value, label: BY_NAMES[value] }))}
              onChange={compareBy}
            />
          </UnitChoice>
          <ComparisonCharts runs={runs} by={by} units={units} />
          <p data-pictured className="note">
            {DIFFERENCE_NOTE}
          </p>
        </>
      )}
      {runs.length >= FEWEST_COMPARED && (
        <>
          <ComparisonPairs runs={runs} />
          <ComparisonReplay runs={runs} isReady={runs.length === chosen.length} />
        </>
      )}
      {chosen.length > 0 && <ComparisonFigures chosen={chosen} runs={runs} units={units} />}
      {runs.length > 0 && (
        <Fold name="comparison-stretches" summary="Differences part by part">
          <ComparisonStretches runs={runs} by={by} units={units} />
        </Fold>
      )}
    </div>
  );
}

/** Takes the comparison elsewhere: as a link, or as a table. */
function ShareComparison({ runs, isWhole }: { runs: readonly NamedRun[]; isWhole: boolean }) {
  const { store } = usePage();
  function download() {
    saveFile({ name: "comparison.csv", text: comparisonCsv(runs) }, "text/csv");
  }
  return (
    <>
      <CopyButton
        testId="share-comparison"
        label="Copy link"
        copiedLabel="Link copied"
        noun="link"
        isDisabled={!isWhole}
        textOf={() => new URL(comparisonHashOf(store.getState()), window.location.href).href}
      />
      <button type="button" data-testid="comparison-csv" onClick={download}>
        Download CSV
      </button>
    </>
  );
}
