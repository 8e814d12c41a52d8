import {
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import type { SplitFacts, SplitRow } from "../../dataset/split.ts";
import { useExtent } from "../charts/use-extent.ts";
import { formatMegabytes } from "../format/format.ts";
import type { Units } from "../format/units.ts";
import { type Column, columns } from "../state/explorer/columns.ts";
import { bringingIntoView, movedPlace, placeOf, type Scroll, type Sort, windowOf } from "../state/explorer/order.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { rowHashOf } from "../state/explorer/sources.ts";
import type { DrawnSparklines } from "../state/explorer/sparkline-drawing.ts";
import { SPARKLINE_BPM, sparklinePath } from "../state/explorer/sparklines.ts";
import { usePageState } from "../ui/page-context.ts";
import { emptyWords, figuresWords } from "./explorer-words.ts";

/** Height of a row, as in explorer.css. */
const ROW_PX = 32;
const HEAD_PX = 48;

/** Drawn above and below what is in view, so that a quick scroll meets rows. */
const ROWS_BESIDE = 12;

/** Heart rates are fetched for the rows in view once scrolling has rested so long. */
const REST_MS = 250;

interface Props {
  shown: ShownSplit;
  /** Filtered and sorted. */
  order: readonly SplitRow[];
  units: Units;
}

/** The runs of a split, one a row. Only the rows in view, and some beside them, are in the document. */
export function RunTable({ shown, order, units }: Props) {
  const keepPlace = usePageState((state) => state.keepPlace);
  const openRow = usePageState((state) => state.openRow);
  const [scroller, heightPx] = useExtent<HTMLDivElement>("height");
  const { scrollTop, activeRow } = usePageState((state) => state.explorer.place);
  const scroll: Scroll = { scrollTop, height: Math.max(0, heightPx - HEAD_PX) };
  const active = placeOf(order, activeRow);
  /** The row that is to have the focus once it is drawn: at first the one that a person comes back from. */
  const toFocus = useRef(activeRow);
  useScrollTop(scroller, scrollTop);
  useSparklines(order, scroll);
  useLayoutEffect(() => {
    if (toFocus.current === null || heightPx === 0) return;
    const row = scroller.current!.querySelector<HTMLElement>(`[data-row="${toFocus.current}"]`);
    row?.focus({ preventScroll: true });
    // The table itself has scrolled as far as it has to; the window may be lower than the table.
    row?.scrollIntoView({ block: "nearest" });
    toFocus.current = null;
  });

  function goTo(place: number) {
    const { row } = order[place];
    toFocus.current = row;
    keepPlace({ activeRow: row, scrollTop: bringingIntoView(place, scroll, ROW_PX) });
  }

  function takeKey(event: KeyboardEvent) {
    const pageRows = Math.max(1, Math.floor(scroll.height / ROW_PX) - 1);
    const place = movedPlace(event.key, active, order.length, pageRows);
    if (event.key === "Enter" || event.key === " ") openRow(order[active]);
    else if (place !== null) goTo(place);
    else return;
    event.preventDefault();
  }

  const places = drawnPlaces(windowOf(scroll, ROW_PX, order.length, ROWS_BESIDE), active, order.length);

  return (
    <>
      <div
        ref={scroller}
        className="run-table"
        onScroll={({ currentTarget }) => keepPlace({ scrollTop: currentTarget.scrollTop })}
      >
        <table aria-label="Runs" aria-rowcount={order.length + 1} aria-colcount={columns.length + 1}>
          <Head sort={shown.sort} units={units} figures={shown.split.facts.figures} />
          <tbody onKeyDown={takeKey}>
            {places.map((place, i) => (
              <Fragment key={order[place].row}>
                <Gap rows={place - (places[i - 1] ?? -1) - 1} />
                <Row
                  row={order[place]}
                  place={place}
                  isActive={place === active}
                  units={units}
                  bpm={shown.sparklines.lines.get(order[place].row)}
                  address={rowHashOf(shown.source, order[place])}
                />
              </Fragment>
            ))}
            <Gap rows={order.length - (places.at(-1) ?? -1) - 1} />
          </tbody>
        </table>
        {order.length === 0 && <p className="run-table-empty">{emptyWords(shown)}</p>}
      </div>
      <p className="note">{figuresWords(shown.split.facts)} A dash stands for a missing value, and is sorted last.</p>
      <SparklineNotes sparklines={shown.sparklines} inView={rowsIn(order, scroll)} />
    </>
  );
}

/** The rows of a window, and the one that has the focus, which stays in the document wherever the table is scrolled to. */
function drawnPlaces({ first, end }: { first: number; end: number }, active: number, count: number): number[] {
  const places = Array.from({ length: end - first }, (_, i) => first + i);
  if (active >= count || (active >= first && active < end)) return places;
  return active < first ? [active, ...places] : [...places, active];
}

/** The room of rows that are not in the document. */
function Gap({ rows }: { rows: number }) {
  return (
    rows > 0 && (
      <tr>
        <td className="gap" aria-hidden="true" colSpan={columns.length + 1} style={{ height: rows * ROW_PX }} />
      </tr>
    )
  );
}

function rowsIn(order: readonly SplitRow[], scroll: Scroll): SplitRow[] {
  const { first, end } = windowOf(scroll, ROW_PX, order.length, 0);
  return order.slice(first, end);
}

/** State of heart rates that are not drawn, in the space kept for it. */
function SparklineNotes({ sparklines, inView }: { sparklines: DrawnSparklines; inView: readonly SplitRow[] }) {
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

/** Scrolls an element to where it is to be. */
function useScrollTop(element: RefObject<HTMLElement | null>, scrollTop: number): void {
  useLayoutEffect(() => {
    if (element.current !== null && element.current.scrollTop !== scrollTop) element.current.scrollTop = scrollTop;
  }, [element, scrollTop]);
}

/** Asks for the heart rates of the rows in view, once these rest. */
function useSparklines(order: readonly SplitRow[], scroll: Scroll): void {
  const drawSparklines = usePageState((state) => state.drawSparklines);
  const { first, end } = windowOf(scroll, ROW_PX, order.length, 0);
  useEffect(() => {
    if (first >= end) return;
    const timer = setTimeout(() => drawSparklines(order.slice(first, end), false), REST_MS);
    return () => clearTimeout(timer);
  }, [drawSparklines, order, first, end]);
}

interface HeadProps {
  sort: Sort;
  units: Units;
  figures: SplitFacts["figures"];
}

function Head({ sort, units, figures }: HeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell
            key={column.id}
            column={column}
            direction={sort.column === column.id ? sort.direction : undefined}
            units={units}
            isStated={figures === "stated"}
          />
        ))}
        <th scope="col" className="sparkline-cell">
          Heart rate
          <span className="unit">
            {SPARKLINE_BPM.from}–{SPARKLINE_BPM.to} bpm
          </span>
        </th>
      </tr>
    </thead>
  );
}

interface HeadCellProps {
  column: Column;
  direction: Sort["direction"] | undefined;
  units: Units;
  /** Whether the figures are those that the file states. */
  isStated: boolean;
}

function HeadCell({ column, direction, units, isStated }: HeadCellProps) {
  const sortBy = usePageState((state) => state.sortBy);
  const { id, name, unit } = column;
  const statedHint = isStated ? column.statedHint : undefined;
  return (
    <th scope="col" data-column={id} aria-sort={direction ?? "none"}>
      <button type="button" className="quiet" title={statedHint ?? column.hint} onClick={() => sortBy(id)}>
        <span>
          {name(units)}
          <span className="sort-mark" aria-hidden="true">
            {direction === "ascending" ? "▲" : direction === "descending" ? "▼" : ""}
          </span>
        </span>
        <span className="unit">
          {unit(units)}
          {statedHint !== undefined && " (file)"}
        </span>
      </button>
    </th>
  );
}

interface RowProps {
  row: SplitRow;
  /** Index among the rows that are shown. */
  place: number;
  isActive: boolean;
  units: Units;
  /** Its heart rate; undefined as long as it has not come, or has none. */
  bpm: Float32Array | undefined;
  /** The address of its run; null where the split is a file of this device. */
  address: string | null;
}

/** Has a plain click on a row's link open the run as a click beside it does, and any other do what the browser does. */
function leaveToRow(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
  else event.preventDefault();
}

/** Drawn anew only where something of it changed. */
const Row = memo(function Row({ row, place, isActive, units, bpm, address }: RowProps) {
  const openRow = usePageState((state) => state.openRow);
  return (
    // Its keys are the table's, which knows the rows beside it.
    <tr aria-rowindex={place + 2} data-row={row.row} tabIndex={isActive ? 0 : -1} onClick={() => openRow(row)}>
      {columns.map((column) => (
        <td key={column.id} data-column={column.id}>
          {column.id === "run" && address !== null ? (
            // The row itself opens it; the link is for another window, and for whoever reads the table cell by cell.
            <a href={address} tabIndex={-1} onClick={leaveToRow}>
              {column.text(row, units)}
            </a>
          ) : (
            column.text(row, units)
          )}
        </td>
      ))}
      <td className="sparkline-cell">{bpm && <Sparkline bpm={bpm} />}</td>
    </tr>
  );
});

const SPARKLINE_WIDTH = 96;
const SPARKLINE_HEIGHT = 20;

function Sparkline({ bpm }: { bpm: Float32Array }) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${SPARKLINE_WIDTH} ${SPARKLINE_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={sparklinePath(bpm, SPARKLINE_WIDTH, SPARKLINE_HEIGHT)} />
    </svg>
  );
}
