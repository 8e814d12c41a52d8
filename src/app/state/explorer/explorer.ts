import { asPredictorError, type PredictorError } from "../../../base/error.ts";
import type { WholeNumber } from "../../../base/whole-number.ts";
import type { OpenSplit, SplitOrigin, SplitProgress, SplitReader, SplitRow } from "../../../dataset/split.ts";
import type { ReadableFile } from "../../../reading/file-bytes.ts";
import type { Units } from "../../format/units.ts";
import { coalesced } from "./coalesced.ts";
import type { ColumnId } from "./columns.ts";
import { type FilterFields, noFilter } from "./filter.ts";
import { FIRST_SORT, type Sort, sortedBy } from "./order.ts";
import { isSameSource, OFFERED_SOURCES, type SplitSource, withSource } from "./sources.ts";
import { createSparklineDrawing, type DrawnSparklines, NO_SPARKLINES } from "./sparkline-drawing.ts";

/** A split, or one of its runs, that is on its way to the page, or did not get there. */
export interface Opening {
  source: SplitSource;
  /** The run that a link names, by its `workout_id`; null for the split itself. */
  workoutId: WholeNumber | null;
  /** "asking": another server is to be asked, and nobody has said yet that it may be. */
  phase: "asking" | "opening" | "failed" | "stopped";
  progress: SplitProgress;
  error: PredictorError | null;
}

/** The split that the page shows. */
export interface ShownSplit {
  /** Another one for each that is opened. */
  id: number;
  source: SplitSource;
  split: OpenSplit;
  /** In the order they came. */
  rows: readonly SplitRow[];
  arrival: "arriving" | "whole" | "failed" | "stopped";
  /** Why not all rows came. */
  error: PredictorError | null;
  fetchedBytes: number;
  sparklines: DrawnSparklines;
  sort: Sort;
  fields: FilterFields;
}

/** Where keyboard and table stand, apart from the split, of which nothing is drawn anew as they move. */
export interface TablePlace {
  /** The row that the keyboard is at; null for the first of the table. */
  activeRow: number | null;
  /** How far the table is scrolled, in pixels. */
  scrollTop: number;
}

export interface ExplorerState {
  /** What was offered or opened, files among it, to be opened again. */
  sources: readonly SplitSource[];
  opening: Opening | null;
  shown: ShownSplit | null;
  place: TablePlace;
}

export interface ExplorerActions {
  /** Opens a split. Whoever calls it has shown the person which server is asked for it. */
  openSplit(source: SplitSource): void;
  /** Goes on with what asked first, was stopped or failed. */
  openOnceMore(): void;
  /** Stops what is opened, else the rows on their way, at once; what is there stays. */
  cancelSplit(): void;
  /** Takes note of what was not opened. */
  dismissOpening(): void;
  /** Goes on with rows that were stopped or failed; from the first where nothing reads their split any more. */
  readRowsOn(): void;
  sortBy(column: ColumnId): void;
  setFilter(change: Partial<FilterFields>): void;
  clearFilter(): void;
  /** Keeps where keyboard and table stand, to be found again. */
  keepPlace(place: Partial<TablePlace>): void;
  /** Draws the heart rates of rows in view; of a server only a little is fetched before that was asked for once. */
  drawSparklines(rows: readonly SplitRow[], asked: boolean): void;
  /** Opens a run of the split that is shown. */
  openRow(row: SplitRow): void;
}

/** One run of a split, as the page opens it. */
export interface SplitRun {
  source: SplitSource;
  split: OpenSplit;
  row: number;
  workoutId: WholeNumber;
}

interface Ports {
  reader: SplitReader;
  /** Where the bundled split lies, on the page's own server. */
  bundledUrl: string;
  read(): ExplorerState;
  write(explorer: ExplorerState): void;
  units(): Units;
  /** Brings the table to the page, or goes back to a run. */
  showTable(): void;
  leaveTable(): void;
  isTableShown(): boolean;
  openRun(run: SplitRun): void;
  /** What opened runs are read from. */
  usedSplits(): readonly OpenSplit[];
  /** The split that was shown makes way for another. */
  onSuccessor(): void;
}

export type Explorer = ReturnType<typeof createExplorer>;

const AT_THE_TOP: TablePlace = { activeRow: null, scrollTop: 0 };

export const NO_EXPLORER: ExplorerState = { sources: OFFERED_SOURCES, opening: null, shown: null, place: AT_THE_TOP };

/** How often rows that arrive are drawn, at most. */
const ROWS_EVERY_MS = 100;

/** Of a split on a server, the share that is read for heart rates before the person asks for them. */
const UNASKED_SHARE = 0.01;

function unaskedBytes(source: SplitSource, { facts }: OpenSplit): number {
  return source.kind === "url" ? UNASKED_SHARE * facts.fileBytes : Number.POSITIVE_INFINITY;
}

/** All that can happen to the splits of a page. */
export function createExplorer(ports: Ports) {
  const {
    reader,
    bundledUrl,
    read,
    write,
    units,
    showTable,
    leaveTable,
    isTableShown,
    openRun,
    usedSplits,
    onSuccessor,
  } = ports;
  /** Servers that the person has said may be asked; the page's own is one. */
  const allowed = new Set([new URL(bundledUrl).origin]);
  /** Those that are not closed: the one that is shown, and what opened runs are read from. */
  const open = new Set<OpenSplit>();
  let lastId = 0;
  /** What an earlier one of these still waits for comes too late. */
  let opening = new AbortController();
  let arriving = new AbortController();
  let drawing: ReturnType<typeof createSparklineDrawing> | null = null;

  function change(changes: Partial<ExplorerState>): void {
    write({ ...read(), ...changes });
  }

  function changeOpening(changes: Partial<Opening>): void {
    const before = read().opening;
    if (before !== null) change({ opening: { ...before, ...changes } });
  }

  function changeShown(changes: Partial<ShownSplit>): void {
    const { shown } = read();
    if (shown !== null) change({ shown: { ...shown, ...changes, fetchedBytes: shown.split.fetchedBytes() } });
  }

  function keepPlace(place: Partial<TablePlace>): void {
    change({ place: { ...read().place, ...place } });
  }

  function isAllowed(source: SplitSource): boolean {
    return source.kind !== "url" || allowed.has(new URL(source.url).origin);
  }

  function allow(source: SplitSource): void {
    if (source.kind === "url") allowed.add(new URL(source.url).origin);
  }

  /** Opens a split, or the run of it that a link names; asks first where its server is not allowed yet. */
  function begin(source: SplitSource, workoutId: WholeNumber | null): void {
    opening.abort();
    const { sources, shown } = read();
    const isThere = shown !== null && isSameSource(shown.source, source);
    // One that broke off, or that nothing reads any more, is opened once more.
    const there = isThere && shown.arrival !== "failed" && !shown.split.isLost() ? shown : null;
    const listed = withSource(sources, source);
    const row = there?.rows.find((row) => row.workout_id === workoutId);
    if (row !== undefined || (there !== null && workoutId === null)) {
      change({ sources: listed, opening: null });
      if (row !== undefined) actions.openRow(row);
      else showTable();
      return;
    }
    const mayGoOn = there !== null || isAllowed(source);
    const phase = mayGoOn ? "opening" : "asking";
    const progress = { loadedBytes: 0, totalBytes: null };
    change({ sources: listed, opening: { source, workoutId, phase, progress, error: null } });
    showTable();
    if (mayGoOn) void bring(source, workoutId, there?.split ?? null);
  }

  /** Opens what is not there yet, and then the run. */
  async function bring(source: SplitSource, workoutId: WholeNumber | null, there: OpenSplit | null): Promise<void> {
    opening = new AbortController();
    const { signal } = opening;
    try {
      const split = there ?? (await openSource(source, signal));
      if (workoutId !== null && !signal.aborted) {
        const row = await split.rowOf(workoutId, signal);
        // Unless the person has turned to another run meanwhile.
        if (!signal.aborted && isTableShown()) showRun({ source, split, row, workoutId });
      }
      if (!signal.aborted) change({ opening: null });
    } catch (thrown) {
      if (!signal.aborted) changeOpening({ phase: "failed", error: asPredictorError(thrown) });
    }
  }

  async function openSource(source: SplitSource, signal: AbortSignal): Promise<OpenSplit> {
    const origin: SplitOrigin = source.kind === "bundled" ? { kind: "url", url: bundledUrl, whole: true } : source;
    const onProgress = (progress: SplitProgress) => {
      if (!signal.aborted) changeOpening({ progress });
    };
    const split = await reader.open(origin, { signal, onProgress });
    if (signal.aborted) split.close();
    else takeOver(source, split);
    return split;
  }

  /** Puts a split in the place of the one before. */
  function takeOver(source: SplitSource, split: OpenSplit): void {
    arriving.abort();
    drawing?.stop();
    onSuccessor();
    open.add(split);
    const shown: ShownSplit = {
      id: ++lastId,
      source,
      split,
      rows: [],
      arrival: "arriving",
      error: null,
      fetchedBytes: split.fetchedBytes(),
      sparklines: NO_SPARKLINES,
      sort: FIRST_SORT,
      fields: noFilter(units()),
    };
    change({ shown, place: AT_THE_TOP });
    const readLines = () => (read().shown?.split === split ? read().shown!.sparklines : NO_SPARKLINES);
    drawing = createSparklineDrawing(split, unaskedBytes(source, split), readLines, (changes) =>
      changeShown({ sparklines: { ...readLines(), ...changes } }),
    );
    closeUnused();
    void readRows(split);
  }

  /** Closes what is neither shown nor read by an opened run. */
  function closeUnused(): void {
    const used = [...usedSplits(), read().shown?.split];
    for (const split of open) {
      if (used.includes(split)) continue;
      open.delete(split);
      split.close();
    }
  }

  /** Reads the rows that are not there yet. */
  async function readRows(split: OpenSplit): Promise<void> {
    arriving = new AbortController();
    const { signal } = arriving;
    const there = new Set(read().shown!.rows.map(({ row }) => row));
    const arrived = coalesced<SplitRow>(ROWS_EVERY_MS, (rows) => {
      if (!signal.aborted) changeShown({ rows: [...read().shown!.rows, ...rows] });
    });
    const end = (arrival: ShownSplit["arrival"], error: PredictorError | null) => {
      arrived.flush();
      if (!signal.aborted) changeShown({ arrival, error });
    };
    changeShown({ arrival: "arriving", error: null });
    try {
      await split.rows((rows) => arrived.add(rows.filter(({ row }) => !there.has(row))), signal);
      end("whole", null);
    } catch (thrown) {
      end("failed", asPredictorError(thrown));
    }
  }

  function showRun(run: SplitRun): void {
    keepPlace({ activeRow: run.row });
    openRun(run);
    closeUnused();
  }

  const actions: ExplorerActions = {
    openSplit(source) {
      allow(source);
      begin(source, null);
    },

    openOnceMore() {
      const before = read().opening;
      if (before === null) return;
      allow(before.source);
      begin(before.source, before.workoutId);
    },

    cancelSplit() {
      if (read().opening?.phase === "opening") {
        opening.abort();
        changeOpening({ phase: "stopped" });
      } else if (read().shown?.arrival === "arriving") {
        arriving.abort();
        changeShown({ arrival: "stopped" });
      }
    },

    dismissOpening() {
      change({ opening: null });
      if (read().shown === null) leaveTable();
    },

    readRowsOn() {
      const { shown } = read();
      if (shown === null || (shown.arrival !== "stopped" && shown.arrival !== "failed")) return;
      if (shown.split.isLost()) begin(shown.source, null);
      else void readRows(shown.split);
    },

    sortBy(column) {
      const { shown } = read();
      if (shown === null) return;
      changeShown({ sort: sortedBy(column, shown.sort) });
      change({ place: AT_THE_TOP });
    },

    setFilter(filter) {
      const { shown } = read();
      if (shown !== null) changeShown({ fields: { ...shown.fields, ...filter } });
      keepPlace({ scrollTop: 0 });
    },

    clearFilter() {
      changeShown({ fields: noFilter(units()) });
      keepPlace({ scrollTop: 0 });
    },

    keepPlace,
    drawSparklines: (rows, asked) => drawing?.draw(rows, asked),

    openRow({ row, workout_id: workoutId }) {
      const { shown } = read();
      if (shown !== null) showRun({ source: shown.source, split: shown.split, row, workoutId });
    },
  };

  /** Lists files to be opened, and opens the first unless a run came along to be looked at. */
  function takeFiles(files: readonly ReadableFile[], isRunComing: boolean): void {
    const taken = files.map((file): SplitSource => ({ kind: "file", file }));
    change({ sources: taken.reduce(withSource, read().sources) });
    if (taken.length > 0 && !isRunComing) begin(taken[0], null);
  }

  return { actions, openLinked: begin, takeFiles };
}
