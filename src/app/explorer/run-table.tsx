import { useCallback, useEffect, useMemo, useState } from "react";
import { formatMegabytes } from "../format/format.ts";
import type { Units } from "../format/units.ts";
import { isComparisonFull, isRowCompared } from "../state/comparison.ts";
import { type ColumnId, columns } from "../state/explorer/columns.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { rowHashOf } from "../state/explorer/sources.ts";
import type { DrawnSparklines } from "../state/explorer/sparkline-drawing.ts";
import type { TableRow } from "../state/explorer/table-row.ts";
import { SPARKLINE_BPM } from "../state/sparkline-path.ts";
import { CompareTick } from "../ui/compare-tick.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { useIsResearcher } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";
import { Sparkline } from "../ui/sparkline.tsx";
import type { TableColumn } from "../ui/table-column.ts";
import { emptyWords, figuresWords } from "./explorer-words.ts";
import { MarkRow } from "./mark-row.tsx";

/** Heart rates are fetched for the rows in view once scrolling has rested so long. */
const REST_MS = 250;

interface Props {
  shown: ShownSplit;
  /** Filtered and sorted. */
  order: readonly TableRow[];
  units: Units;
  /** Whether any of them is scored. */
  areScored: boolean;
}

const rowNumber = ({ row }: TableRow) => row;

/** The runs of a split, one a row. */
export function RunTable({ shown, order, units, areScored }: Props) {
  const place = usePageState((state) => state.explorer.place);
  const keepPlace = usePageState((state) => state.keepPlace);
  const sortBy = usePageState((state) => state.sortBy);
  const openRow = usePageState((state) => state.openRow);
  const [inView, setInView] = useState<readonly TableRow[]>([]);
  useSparklines(inView);

  const { source } = shown;
  const linkOf = useCallback(
    (row: TableRow) => ({ hash: rowHashOf(source, row), isCurrent: false, open: () => openRow(row) }),
    [source, openRow],
  );
  const areStated = shown.split.facts.figures === "stated";
  const { lines } = shown.sparklines;
  const isResearcher = useIsResearcher();
  const tableColumns = useMemo(
    () => [
      markColumn,
      compareColumn,
      ...figureColumns({ units, areStated, areScored, isResearcher }),
      sparklineColumn(lines),
    ],
    [units, areStated, areScored, isResearcher, lines],
  );

  function sort(column: ColumnId | "mark" | "compare" | "sparkline") {
    if (column !== "sparkline" && column !== "compare" && column !== "mark") sortBy(column);
  }

  return (
    <>
      <div className={`run-table${areScored ? " scored" : ""}${areScored && isResearcher ? " researched" : ""}`}>
        <DataTable
          name="Runs"
          rows={order}
          keyOf={rowNumber}
          columns={tableColumns}
          linkOf={linkOf}
          sort={shown.sort}
          onSort={sort}
          place={place}
          onPlace={keepPlace}
          isFocusedFirst={true}
          onView={setInView}
        />
        {order.length === 0 && <p className="run-table-empty">{emptyWords(shown)}</p>}
      </div>
      <p className="note">{figuresWords(shown.split.facts)} A dash stands for a missing value, and is sorted last.</p>
      <SparklineNotes sparklines={shown.sparklines} inView={inView} />
    </>
  );
}

interface ColumnWords {
  units: Units;
  /** Whether figures are those that the file states. */
  areStated: boolean;
  areScored: boolean;
  isResearcher: boolean;
}

/** The columns of figures, named and counted as this person reads them. */
function figureColumns({ units, areStated, areScored, isResearcher }: ColumnWords): TableColumn<TableRow, ColumnId>[] {
  return columns
    .filter(({ isScore, isForResearchers }) => (areScored || !isScore) && (isResearcher || !isForResearchers))
    .map(({ id, name, unit, text, hint, statedHint, runnersName }) => ({
      id,
      name: isResearcher ? name(units) : (runnersName ?? name(units)),
      unit: areStated && statedHint !== undefined ? `${unit(units)} (file)` : unit(units),
      hint: areStated && statedHint !== undefined ? statedHint : hint,
      isSortable: true,
      isOpener: id === "run",
      cell: (row) => text(row, units),
    }));
}

const markColumn: TableColumn<TableRow, "mark"> = {
  id: "mark",
  name: "Mark",
  unit: "",
  isSortable: false,
  cell: (row, tabIndex) => <MarkRow row={row} tabIndex={tabIndex} />,
};

const compareColumn: TableColumn<TableRow, "compare"> = {
  id: "compare",
  name: "Compare",
  unit: "",
  isSortable: false,
  cell: (row, tabIndex) => <CompareRow row={row} tabIndex={tabIndex} />,
};

/** Chooses a run of the split to be compared with others; it is opened behind the table. */
function CompareRow({ row, tabIndex }: { row: TableRow; tabIndex: 0 | -1 }) {
  const isChosen = usePageState((state) => isRowCompared(state, row));
  const isFull = usePageState(isComparisonFull);
  const compareRow = usePageState((state) => state.compareRow);
  return (
    <CompareTick
      name={`run ${row.workout_id}`}
      isChosen={isChosen}
      isFull={isFull}
      tabIndex={tabIndex}
      onChange={() => compareRow(row)}
    />
  );
}

function sparklineColumn(lines: DrawnSparklines["lines"]): TableColumn<TableRow, "sparkline"> {
  return {
    id: "sparkline",
    name: "Heart rate",
    unit: `${SPARKLINE_BPM.from}–${SPARKLINE_BPM.to} bpm`,
    isSortable: false,
    cell: ({ row }) => {
      const bpm = lines.get(row);
      return bpm && <Sparkline bpm={bpm} />;
    },
  };
}

/** State of heart rates that are not drawn, in the space kept for it. */
function SparklineNotes({ sparklines, inView }: { sparklines: DrawnSparklines; inView: readonly TableRow[] }) {
  const drawSparklines = usePageState((state) => state.drawSparklines);
  const { undrawnBytes, error } = sparklines;
  return (
    <p className="sparkline-notes note" data-testid="sparkline-notes">
      {error !== null && `Some heart rates could not be drawn: ${error.message}`}
      {error === null &&
        undrawnBytes > 0 &&
        `The heart rates of these rows take ${formatMegabytes(undrawnBytes)} MB of the file.`}
      {(error !== null || undrawnBytes > 0) && (
        <button
          type="button"
          className="quiet"
          aria-label={error === null ? undefined : "Try again to draw heart rates"}
          onClick={() => drawSparklines(inView, true)}
        >
          {error === null ? "Draw heart rates" : "Try again"}
        </button>
      )}
    </p>
  );
}

/** Asks for the heart rates of the rows in view, once these rest. */
function useSparklines(inView: readonly TableRow[]): void {
  const drawSparklines = usePageState((state) => state.drawSparklines);
  useEffect(() => {
    if (inView.length === 0) return;
    const timer = setTimeout(() => drawSparklines(inView, false), REST_MS);
    return () => clearTimeout(timer);
  }, [drawSparklines, inView]);
}
