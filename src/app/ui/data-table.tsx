import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type FocusEvent,
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import type { ColumnSort } from "../state/sorting.ts";
import { DataTableHead } from "./data-table-head.tsx";
import { DataTableRow } from "./data-table-row.tsx";
import { movedPlace } from "./moved-place.ts";
import type { RowLink, RowMarks, TableColumn } from "./table-column.ts";
import { useExtent } from "./use-extent.ts";
import "./data-table.css";

/** The row that the keyboard is at, and how far the table is scrolled. */
export interface TablePlace<Key> {
  /** null for the first row. */
  activeRow: Key | null;
  /** Pixels. */
  scrollTop: number;
}

interface Props<Row, Id extends string, Key extends string | number> {
  name: string;
  /** In the order of the table. */
  rows: readonly Row[];
  keyOf(row: Row): Key;
  columns: readonly TableColumn<Row, Id>[];
  linkOf(row: Row): RowLink;
  /** Attributes of a row. */
  marksOf?: (row: Row) => RowMarks;
  /** null where the rows are as they came. */
  sort: ColumnSort<Id> | null;
  onSort(column: Id): void;
  place: TablePlace<Key>;
  onPlace(change: Partial<TablePlace<Key>>): void;
  /** Whether the active row takes the focus as the table is drawn first. */
  isFocusedFirst: boolean;
  /** Called with the rows in view, as they change. */
  onView?: (rows: readonly Row[]) => void;
}

/** Rows drawn above and below the view, so that a quick scroll meets rows. */
const ROWS_BESIDE = 12;

/** Height of a row until it is measured, pixels. */
const ROW_PX = 32;
const rowPx = () => ROW_PX;

/**
 * A table whose rows open something, sorted by its headers. Arrow keys, pages and ends move between rows. Only the rows
 * in view, and some beside them, are in the document.
 */
export function DataTable<Row, Id extends string, Key extends string | number>(props: Props<Row, Id, Key>) {
  const { rows, keyOf, columns, linkOf, place, onPlace, onView } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [head, headPx] = useExtent<HTMLTableSectionElement>("height");
  const active = placeOf(rows, keyOf, place.activeRow);
  // The library lays all rows out anew where one of its functions is another.
  const getItemKey = useCallback((index: number) => keyOf(rows[index]), [keyOf, rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: rowPx,
    initialOffset: place.scrollTop,
    scrollMargin: headPx,
    overscan: ROWS_BESIDE,
    // The row that has the focus stays in the document wherever the table is scrolled to.
    rangeExtractor: (range) => withPlace(defaultRangeExtractor(range), active, rows.length),
    useFlushSync: false,
  });
  const goTo = useGoTo(place.activeRow, props.isFocusedFirst);
  useScrollTop(scroller, place.scrollTop);

  const { startIndex = 0, endIndex = -1 } = virtual.range ?? {};
  useEffect(() => onView?.(rows.slice(startIndex, endIndex + 1)), [onView, rows, startIndex, endIndex]);

  function takeKey(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const pageRows = Math.max(1, Math.floor((scroller.current!.clientHeight - headPx) / ROW_PX) - 1);
    const moved = movedPlace(event.key, active, rows.length, pageRows);
    if (moved === null) return;
    event.preventDefault();
    const key = keyOf(rows[moved]);
    goTo(key);
    onPlace({ activeRow: key });
  }

  /** Keeps the row that the focus is in, however it came there. */
  function keepFocused({ target }: FocusEvent) {
    const row = target.closest<HTMLElement>("tr[data-index]");
    if (row !== null) onPlace({ activeRow: keyOf(rows[Number(row.dataset.index)]) });
  }

  /** Opens a row that is clicked beside its link and its controls. */
  function takeClick({ target }: MouseEvent) {
    const element = target as Element;
    const row = element.closest<HTMLElement>("tr[data-index]");
    if (row === null || element.closest("a, button, label") !== null) return;
    linkOf(rows[Number(row.dataset.index)]).open();
  }

  const items = virtual.getVirtualItems();
  return (
    <div
      ref={scroller}
      className="data-table"
      style={{ scrollPaddingTop: headPx }}
      onScroll={({ currentTarget }) => onPlace({ scrollTop: currentTarget.scrollTop })}
    >
      <table aria-label={props.name} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
        <DataTableHead head={head} columns={columns} sort={props.sort} onSort={props.onSort} />
        <tbody onKeyDown={takeKey} onFocus={keepFocused} onClick={takeClick}>
          {items.map(({ key, index, start }, i) => (
            <Fragment key={key}>
              <Gap heightPx={start - (items[i - 1]?.end ?? headPx)} columns={columns.length} />
              <DataTableRow
                row={rows[index]}
                rowKey={keyOf(rows[index])}
                place={index}
                isActive={index === active}
                columns={columns}
                linkOf={linkOf}
                marksOf={props.marksOf}
                measure={virtual.measureElement}
              />
            </Fragment>
          ))}
          <Gap heightPx={headPx + virtual.getTotalSize() - (items.at(-1)?.end ?? headPx)} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** The place of the active row; the first where that is listed no more. */
function placeOf<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key, activeRow: Key | null): number {
  return Math.max(0, activeRow === null ? 0 : rows.findIndex((row) => keyOf(row) === activeRow));
}

function withPlace(places: readonly number[], active: number, count: number): number[] {
  if (active >= count || places.includes(active)) return [...places];
  return active < (places[0] ?? 0) ? [active, ...places] : [...places, active];
}

/** The room of rows that are not in the document. */
function Gap({ heightPx, columns }: { heightPx: number; columns: number }) {
  return (
    heightPx > 0 && (
      <tr>
        <td className="gap" aria-hidden="true" colSpan={columns} style={{ height: heightPx }} />
      </tr>
    )
  );
}

/** Gives the focus to what opens a row, and scrolls no further than needed; false where the row is not in the document. */
export function focusRow(key: string | number): boolean {
  const row = rowElement(key);
  row?.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return row !== null;
}

function rowElement(key: string | number): HTMLElement | null {
  return document.querySelector(`.data-table [data-row="${key}"]`);
}

/** Brings a row into view as soon as it is drawn: at first the active one, then each that the keyboard goes to. */
function useGoTo<Key extends string | number>(activeRow: Key | null, isFocusedFirst: boolean): (key: Key) => void {
  const pending = useRef({ key: activeRow, isFocused: isFocusedFirst });
  useLayoutEffect(() => {
    const { key, isFocused } = pending.current;
    if (key === null) return;
    const row = rowElement(key);
    if (row === null) return;
    if (isFocused) focusRow(key);
    else row.scrollIntoView({ block: "nearest" });
    pending.current = { key: null, isFocused: false };
  });
  return (key) => {
    pending.current = { key, isFocused: true };
  };
}

/** Scrolls an element to where it is to be. */
function useScrollTop(element: RefObject<HTMLElement | null>, scrollTop: number): void {
  useLayoutEffect(() => {
    if (element.current !== null && element.current.scrollTop !== scrollTop) element.current.scrollTop = scrollTop;
  }, [element, scrollTop]);
}
