import { useMemo, useRef } from "react";
import { counted } from "../../base/counted.ts";
import { markedRunsCsv } from "../../sharing/marked-runs-csv.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { sourceName } from "../state/explorer/sources.ts";
import type { TableRow } from "../state/explorer/table-row.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { saveFile } from "../ui/save-file.ts";
import { type MakeOptions, useFileMaking } from "../ui/use-file-making.ts";

interface Props {
  shown: ShownSplit;
  /** All rows that have come. */
  rows: readonly TableRow[];
  /** Those that the filter lets through, sorted. */
  order: readonly TableRow[];
}

/** What can be done with the runs that a person marked: they are saved as a table, or whole as a dataset. */
export function MarkedRuns({ shown, rows, order }: Props) {
  const markRows = usePageState((state) => state.markRows);
  const { making, make, cancel } = useFileMaking();
  const bar = useRef<HTMLDivElement>(null);
  const { marked, split } = shown;
  const runs = useMemo(() => rows.filter(({ row }) => marked.has(row)), [rows, marked]);
  const name = `${sourceName(shown.source).replace(/\.\w+$/, "")}-marked`.replaceAll(/\W+/g, "-").toLowerCase();
  const areAllMarked = order.every(({ row }) => marked.has(row));

  async function dataset({ signal }: MakeOptions): Promise<File> {
    const bytes = await split.excerpt(
      runs.map(({ row }) => row),
      signal,
    );
    return new File([bytes], `${name}.parquet`, { type: "application/vnd.apache.parquet" });
  }

  return (
    <div className="marked-runs" data-testid="marked-runs" data-count={runs.length} ref={bar} tabIndex={-1}>
      <p aria-live="polite">{runs.length === 0 ? "No run is marked." : `${counted(runs.length, "run")} marked.`}</p>
      <button type="button" className="quiet" disabled={areAllMarked} onClick={() => markRows(order, true)}>
        Mark all of the table
      </button>
      {runs.length > 0 && (
        <>
          <PassingButton heir={bar} className="quiet" onClick={() => markRows(runs, false)}>
            Mark none
          </PassingButton>
          <PassingButton
            heir={bar}
            data-testid="marked-csv"
            onClick={() => saveFile({ name: `${name}.csv`, text: markedRunsCsv(runs) }, "text/csv")}
          >
            Save as CSV
          </PassingButton>
          <PassingButton heir={bar} data-testid="marked-parquet" onClick={() => void make(dataset)}>
            Save as Parquet
          </PassingButton>
        </>
      )}
      {making.phase === "making" && (
        <PassingButton heir={bar} onClick={cancel}>
          Cancel
        </PassingButton>
      )}
      {making.phase === "failed" && <ErrorNotice error={making.error} about={name} />}
    </div>
  );
}
