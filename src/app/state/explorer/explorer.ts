import type { WholeNumber } from "../../../base/whole-number.ts";
import type { OpenSplit, SplitRow } from "../../../dataset/split.ts";
import type { ReadableFile } from "../../../reading/file-bytes.ts";
import type { Units } from "../../format/units.ts";
import { createShownSplit, type ShownSplit } from "./shown-split.ts";
import { isSameSource, OFFERED_SOURCES, type SplitSource, withSource } from "./sources.ts";
import {
  createSplitOpening,
  type Opening,
  type SplitOpeningParts,
  type SplitRun,
  type Wanted,
} from "./split-opening.ts";
import { AT_THE_TOP, createSplitTable, type SplitTableActions, type TablePlace } from "./split-table.ts";
import { readTableView, viewAtFirst } from "./table-view.ts";

export interface ExplorerState {
  /** The splits that were offered or opened, files among them. */
  sources: readonly SplitSource[];
  opening: Opening | null;
  shown: ShownSplit | null;
  place: TablePlace;
}

export interface ExplorerActions extends SplitTableActions {
  /** Opens a split. Whoever calls it has shown the person which server is asked for it. */
  openSplit(source: SplitSource): void;
  /** Goes on with what asked first, was stopped or failed. */
  openOnceMore(): void;
  /** Stops what is opened, else the rows on their way, at once; what is there stays. */
  cancelSplit(): void;
  /** Hides the notice of a split that was not opened. */
  dismissOpening(): void;
  /** Goes on with rows that were stopped or failed; from the first where nothing reads their split any more. */
  readRowsOn(): void;
  /** Draws the heart rates of rows in view; of a server only a little is fetched before that was asked for once. */
  drawSparklines(rows: readonly SplitRow[], asked: boolean): void;
  /** Opens a run of the split that is shown. */
  openRow(row: SplitRow): void;
  /** Adds a run of the split that is shown to the comparison, or takes it out. */
  compareRow(row: SplitRow): void;
}

interface Ports extends SplitOpeningParts {
  read(): ExplorerState;
  write(explorer: ExplorerState): void;
  units(): Units;
  /** Brings the table to the page, or goes back to a run. */
  showTable(): void;
  leaveTable(): void;
  isTableShown(): boolean;
  openRun(run: SplitRun): void;
  compareRun(run: SplitRun): void;
  /** The splits that opened runs are read from. */
  usedSplits(): readonly OpenSplit[];
  /** Called before another split replaces the shown one. */
  onSuccessor(): void;
}

export type Explorer = ReturnType<typeof createExplorer>;

export const NO_EXPLORER: ExplorerState = { sources: OFFERED_SOURCES, opening: null, shown: null, place: AT_THE_TOP };

/** Lists splits, opens them and shows one of them as a table. */
export function createExplorer({ read, write, units, showTable, openRun, ...ports }: Ports) {
  const change = (changes: Partial<ExplorerState>) => write({ ...read(), ...changes });
  const closing = createClosing(() => [...ports.usedSplits(), read().shown?.split]);
  const shownSplit = createShownSplit({ read: () => read().shown, write: (shown) => change({ shown }) });
  const table = createSplitTable({
    ...{ read, units, change: shownSplit.change },
    movePlace: (place) => change({ place }),
  });
  const opening = createSplitOpening({
    ...{ reader: ports.reader, bundledUrl: ports.bundledUrl, isTableShown: ports.isTableShown, openRun: showRun },
    read: () => read().opening,
    write: (changed) => change({ opening: changed }),
    onOpened: takeOver,
  });

  /** Opens a split, or the run of it that a link names. */
  function begin(wanted: Wanted): void {
    const { source, workoutId, view } = wanted;
    opening.end();
    const { sources, shown } = read();
    change({ sources: withSource(sources, source) });
    const isThere = shown !== null && isSameSource(shown.source, source);
    // One that broke off, or that nothing reads any more, is opened once more.
    const there = isThere && shown.arrival !== "failed" && !shown.split.isLost() ? shown : null;
    const row = there?.rows.find((row) => row.workout_id === workoutId);
    if (there !== null && view !== null) table.see(view);
    if (row !== undefined || (there !== null && workoutId === null)) {
      change({ opening: null });
      if (row !== undefined) openRow(row);
      else showTable();
      return;
    }
    opening.begin(wanted, there?.split ?? null);
    showTable();
  }

  /** Puts a split in the place of the one before. */
  function takeOver({ source, view }: Wanted, split: OpenSplit): void {
    ports.onSuccessor();
    closing.add(split);
    change({ place: AT_THE_TOP });
    shownSplit.show(source, split, view ?? viewAtFirst(units()));
    closing.closeUnused();
  }

  function showRun(run: SplitRun): void {
    table.actions.keepPlace({ activeRow: run.row });
    openRun(run);
    closing.closeUnused();
  }

  function runOf({ row, workout_id: workoutId }: SplitRow): SplitRun | null {
    const { shown } = read();
    return shown && { source: shown.source, split: shown.split, row, workoutId };
  }

  function openRow(row: SplitRow): void {
    const run = runOf(row);
    if (run !== null) showRun(run);
  }

  function compareRow(row: SplitRow): void {
    const run = runOf(row);
    if (run !== null) ports.compareRun(run);
  }

  /** Lists files to be opened, and opens the first unless a run came along to be looked at. */
  function takeFiles(files: readonly ReadableFile[], isRunComing: boolean): void {
    const taken = files.map((file): SplitSource => ({ kind: "file", file }));
    change({ sources: taken.reduce(withSource, read().sources) });
    if (taken.length > 0 && !isRunComing) begin(plainly(taken[0]));
  }

  /**
   * Opens what a link names. One that names a run, and no view of its table, leaves the table as it is.
   * @throws PredictorError as readTableView does.
   */
  function openLinked(source: SplitSource, workoutId: WholeNumber | null, viewText: string): void {
    const isSilent = workoutId !== null && viewText === "";
    begin({ source, workoutId, view: isSilent ? null : readTableView(viewText, units()) });
  }

  const { leaveTable } = ports;
  const actions = explorerActions({ read, change, opening, shownSplit, table, begin, openRow, compareRow, leaveTable });
  return { actions, openLinked, takeFiles };
}

/** A split itself, with its table as it is, or as at first. */
function plainly(source: SplitSource): Wanted {
  return { source, workoutId: null, view: null };
}

/** The parts that the explorer's actions use. */
interface ExplorerParts extends Pick<Ports, "read" | "leaveTable"> {
  change(changes: Partial<ExplorerState>): void;
  opening: ReturnType<typeof createSplitOpening>;
  shownSplit: ReturnType<typeof createShownSplit>;
  table: ReturnType<typeof createSplitTable>;
  begin(wanted: Wanted): void;
  openRow(row: SplitRow): void;
  compareRow(row: SplitRow): void;
}

function explorerActions(parts: ExplorerParts): ExplorerActions {
  const { read, change, opening, shownSplit, table, begin, openRow, compareRow, leaveTable } = parts;
  return {
    ...table.actions,

    openSplit(source) {
      opening.allow(source);
      begin(plainly(source));
    },

    openOnceMore() {
      const before = read().opening;
      if (before === null) return;
      opening.allow(before.source);
      begin(before);
    },

    cancelSplit() {
      if (read().opening?.phase === "opening") opening.stop();
      else if (read().shown?.arrival === "arriving") shownSplit.stop();
    },

    dismissOpening() {
      change({ opening: null });
      if (read().shown === null) leaveTable();
    },

    readRowsOn() {
      const { shown } = read();
      if (shown === null || (shown.arrival !== "stopped" && shown.arrival !== "failed")) return;
      if (shown.split.isLost()) begin({ ...plainly(shown.source), view: { sort: shown.sort, fields: shown.fields } });
      else shownSplit.readOn(shown.split);
    },

    drawSparklines: shownSplit.draw,
    openRow,
    compareRow,
  };
}

/** Keeps splits open as long as they are used. */
function createClosing(used: () => readonly (OpenSplit | undefined)[]) {
  const open = new Set<OpenSplit>();
  return {
    add: (split: OpenSplit) => open.add(split),
    closeUnused(): void {
      const inUse = used();
      for (const split of open) {
        if (inUse.includes(split)) continue;
        open.delete(split);
        split.close();
      }
    },
  };
}
