import type { TrendRun } from "../../../evaluation/trend/trend.ts";
import { formatDay, formatSigned } from "../../format/format.ts";
import type { OpenedTrendPoint } from "../../state/trend-runs.ts";
import { Fold, useIsOpen } from "../../ui/fold.tsx";
import { toldWords } from "./trend-run-words.ts";

const FOLD = "trend-table";

interface Props {
  runs: readonly TrendRun<OpenedTrendPoint>[];
  onOpen(run: TrendRun<OpenedTrendPoint>): void;
}

/** The chart's runs and states as a table. */
export function TrendTable({ runs, onOpen }: Props) {
  const isOpen = useIsOpen(FOLD);
  return (
    <Fold name={FOLD} summary="Trend as a table">
      {isOpen && (
        <section className="trend-scroller" aria-label="Runs of the trend, one a row">
          <table>
            <thead>
              <tr>
                {["Date", "Run", "Difference", "As of its date", "Trend"].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.unixS}>
                  <td>{formatDay(run.point.startedAt!)}</td>
                  <th scope="row">
                    <button type="button" className="quiet" onClick={() => onOpen(run)}>
                      {run.point.name}
                    </button>
                  </th>
                  <td>{formatSigned(run.point.differenceBpm, 1)} bpm</td>
                  <td>{toldWords(run.asOf)}</td>
                  <td>{toldWords(run.smoothed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Fold>
  );
}
