import { type RefObject, useMemo, useRef } from "react";
import { SIMULATED_RUNS } from "../../dataset/simulator/simulated-runners.ts";
import { ScoringPanel } from "../scoring/scoring-panel.tsx";
import { asksFor, typesOf } from "../state/explorer/filter.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { sourceName } from "../state/explorer/sources.ts";
import type { Opening } from "../state/explorer/split-opening.ts";
import { seenUnits } from "../state/seen-settings.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { useIsResearcher } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { UnitChoice } from "../ui/unit-choice.tsx";
import { useListedRows } from "../ui/use-listed-rows.ts";
import { useTitle } from "../ui/use-title.ts";
import { arrivalWords, countWords, factsWords, placeWords, splitTitle } from "./explorer-words.ts";
import { FilterBar } from "./filter-bar.tsx";
import { MarkedRuns } from "./marked-runs.tsx";
import { OpeningNotice } from "./opening-notice.tsx";
import { RunTable } from "./run-table.tsx";

/** A split's runs to be browsed: what it is, which of them are shown, and the table. */
export function SplitPanel() {
  const opening = usePageState((state) => state.explorer.opening);
  const shown = usePageState((state) => state.explorer.shown);
  useTitle(splitTitle({ opening, shown }));
  const panel = useRef<HTMLDivElement>(null);
  return (
    <div className="split-panel" data-testid="split" data-state={stateOf(opening, shown)} ref={panel} tabIndex={-1}>
      {opening !== null && <OpeningNotice opening={opening} heir={panel} />}
      {shown !== null && <Split key={shown.id} shown={shown} heir={panel} />}
    </div>
  );
}

function stateOf(opening: Opening | null, shown: ShownSplit | null): string {
  return opening?.phase ?? shown?.arrival ?? "empty";
}

interface SplitProps {
  shown: ShownSplit;
  /** Element that gets the focus of a button that goes. */
  heir: RefObject<HTMLElement | null>;
}

function Split({ shown, heir }: SplitProps) {
  const units = usePageState(seenUnits);
  const { rows, order, problems, areScored } = useListedRows(shown);
  const { fields } = shown;
  const types = useMemo(() => typesOf(rows, fields.type), [rows, fields.type]);
  return (
    <>
      <Facts shown={shown} heir={heir} />
      <FilterBar shown={shown} units={units} problems={problems} types={types} areScored={areScored} />
      <ScoringPanel shown={shown} rows={order} />
      <TableHeading shown={shown} count={order.length} />
      <MarkedRuns shown={shown} rows={rows} order={order} />
      <RunTable shown={shown} order={order} units={units} areScored={areScored} />
    </>
  );
}

/** Count of the rows that pass the filter, and the choice of units. */
function TableHeading({ shown: { rows, fields, arrival }, count }: { shown: ShownSplit; count: number }) {
  const clearFilter = usePageState((state) => state.clearFilter);
  return (
    <div className="table-heading">
      <h3 data-testid="split-count" data-value={count}>
        {/* Read out once the rows are there: they come many times a second. */}
        <span role="status" aria-busy={arrival === "arriving"}>
          {countWords(count, rows.length)}
        </span>
      </h3>
      <button type="button" className="quiet" disabled={!asksFor(fields)} onClick={clearFilter}>
        Clear filter
      </button>
      <UnitChoice />
    </div>
  );
}

/** Facts of the split, oddities of its file, and how much of it has come. */
function Facts({ shown, heir }: SplitProps) {
  const { source, split, fetchedBytes, error } = shown;
  const isResearcher = useIsResearcher();
  return (
    <header className="split-header">
      <h3 className="split-name">{sourceName(source)}</h3>
      <div className="split-facts">
        <p className="note">
          {placeWords(source)} ·{" "}
          <span data-testid="split-facts">{factsWords(split.facts, fetchedBytes, isResearcher)}</span>
        </p>
        <Arrival shown={shown} heir={heir} />
      </div>
      {source.kind === "bundled" && <p className="note">{SIMULATED_RUNS}</p>}
      {error !== null && <ErrorNotice error={error} about={sourceName(source)} />}
      {split.facts.notes.length > 0 && (
        <ul className="split-notes">
          {split.facts.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </header>
  );
}

/** Progress of the rows, in the space kept for it. */
function Arrival({ shown, heir }: SplitProps) {
  const cancelSplit = usePageState((state) => state.cancelSplit);
  const readRowsOn = usePageState((state) => state.readRowsOn);
  const { arrival, rows, split } = shown;
  return (
    <div className="arrival" data-testid="split-arrival" data-state={arrival}>
      <p>{arrivalWords(shown)}</p>
      {arrival === "arriving" && (
        <>
          <progress className="late" aria-label="Rows read" max={Math.max(1, split.facts.rows)} value={rows.length} />
          <PassingButton key="cancel" heir={heir} className="work-control late" onClick={cancelSplit}>
            Cancel
          </PassingButton>
        </>
      )}
      {(arrival === "stopped" || arrival === "failed") && (
        <PassingButton
          key="go-on"
          heir={heir}
          className="work-control"
          aria-label={arrival === "failed" ? "Try again to read the rows" : undefined}
          onClick={readRowsOn}
        >
          {arrival === "stopped" ? "Go on" : "Try again"}
        </PassingButton>
      )}
    </div>
  );
}
