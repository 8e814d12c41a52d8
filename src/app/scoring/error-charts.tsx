import { memo, useRef } from "react";
import { counted } from "../../base/counted.ts";
import { SaveView } from "../replay/view-picture/save-view.tsx";
import type { ErrorChartProps } from "./chart.tsx";
import { Density } from "./density.tsx";
import { ErrorHistogram } from "./error-histogram.tsx";
import { ErrorOverTime } from "./error-over-time.tsx";
import { InTurn } from "./in-turn.tsx";
import { RunMaeHistogram } from "./run-mae-histogram.tsx";

const charts = {
  errors: memo(ErrorHistogram),
  runs: memo(RunMaeHistogram),
  density: memo(Density),
  minutes: memo(ErrorOverTime),
};

const CHARTS = Object.keys(charts).length;

/**
 * Charts of the errors: over time, over runs, over heart rates, and over the minutes of a run; each drawn in its turn.
 */
export function ErrorCharts({ evaluation }: ErrorChartProps) {
  const view = useRef<HTMLDivElement>(null);
  return (
    <div className="error-pictures" ref={view}>
      <div className="error-charts" data-pictured>
        {/* The first takes longest, and less once the browser has compiled what it shares with the others. */}
        {Object.entries(charts).map(([name, OwnChart], i) => (
          <div key={name} className={`error-chart-place of-${name}`}>
            <InTurn value={evaluation} turn={CHARTS - i}>
              {(shown) => (
                <div className={shown === null ? "awaited" : undefined}>
                  <OwnChart evaluation={shown} />
                </div>
              )}
            </InTurn>
          </div>
        ))}
      </div>
      <div className={evaluation === null ? "awaited" : undefined}>
        <SaveView title="Errors of the model" of={counted(evaluation?.report.runs ?? 0, "run")} within={view} />
      </div>
    </div>
  );
}
