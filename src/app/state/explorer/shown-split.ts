import { asPredictorError, type PredictorError } from "../../../base/error.ts";
import type { OpenSplit, SplitRow } from "../../../dataset/split.ts";
import { coalesced } from "./coalesced.ts";
import type { SplitSource } from "./sources.ts";
import { createSparklineDrawing, type DrawnSparklines, NO_SPARKLINES } from "./sparkline-drawing.ts";
import type { TableView } from "./table-view.ts";

/** The split that the page shows. */
export interface ShownSplit extends TableView {
  /** Another one for each that is opened. */
  id: number;
  source: SplitSource;
  split: OpenSplit;
  /** Rows in the order they came. */
  rows: readonly SplitRow[];
  arrival: "arriving" | "whole" | "failed" | "stopped";
  /** Why not all rows came. */
  error: PredictorError | null;
  fetchedBytes: number;
  sparklines: DrawnSparklines;
  /** Rows that a person marked. */
  marked: ReadonlySet<number>;
}

interface Ports {
  read(): ShownSplit | null;
  write(shown: ShownSplit): void;
}

/** Shortest interval between two drawings of arriving rows. */
const ROWS_EVERY_MS = 100;

/** Share of a split on a server that is read for heart rates before the person asks for them. */
const UNASKED_SHARE = 0.01;

/** Shows one split at a time: its rows as they arrive, and the heart rates of those in view. */
export function createShownSplit({ read, write }: Ports) {
  let lastId = 0;
  let arriving = new AbortController();
  let drawing: ReturnType<typeof createSparklineDrawing> | null = null;

  function change(changes: Partial<ShownSplit>): void {
    const shown = read();
    if (shown !== null) write({ ...shown, ...changes, fetchedBytes: shown.split.fetchedBytes() });
  }

  /** Shows a split in the place of the one before. */
  function show(source: SplitSource, split: OpenSplit, view: TableView): void {
    arriving.abort();
    drawing?.stop();
    write(shownAtFirst(++lastId, source, split, view));
    const readLines = () => (read()?.split === split ? read()!.sparklines : NO_SPARKLINES);
    drawing = createSparklineDrawing(split, unaskedBytes(source, split), readLines, (changes) =>
      change({ sparklines: { ...readLines(), ...changes } }),
    );
    void readRows(split);
  }

  /** Reads the rows that are not there yet. */
  async function readRows(split: OpenSplit): Promise<void> {
    arriving = new AbortController();
    const { signal } = arriving;
    const there = new Set(read()!.rows.map(({ row }) => row));
    const arrived = coalesced<SplitRow>(ROWS_EVERY_MS, (rows) => {
      if (!signal.aborted) change({ rows: [...read()!.rows, ...rows] });
    });
    const end = (arrival: ShownSplit["arrival"], error: PredictorError | null) => {
      arrived.flush();
      if (!signal.aborted) change({ arrival, error });
    };
    change({ arrival: "arriving", error: null });
    try {
      await split.rows((rows) => arrived.add(rows.filter(({ row }) => !there.has(row))), signal);
      end("whole", null);
    } catch (thrown) {
      end("failed", asPredictorError(thrown));
    }
  }

  return {
    change,
    show,
    readOn: (split: OpenSplit) => void readRows(split),
    stop(): void {
      arriving.abort();
      change({ arrival: "stopped" });
    },
    draw: (rows: readonly SplitRow[], asked: boolean) => drawing?.draw(rows, asked),
  };
}

function shownAtFirst(id: number, source: SplitSource, split: OpenSplit, { sort, fields }: TableView): ShownSplit {
  return {
    id,
    source,
    split,
    rows: [],
    arrival: "arriving",
    error: null,
    fetchedBytes: split.fetchedBytes(),
    sparklines: NO_SPARKLINES,
    marked: new Set(),
    sort,
    fields,
  };
}

function unaskedBytes(source: SplitSource, { facts }: OpenSplit): number {
  return source.kind === "url" ? UNASKED_SHARE * facts.fileBytes : Number.POSITIVE_INFINITY;
}
