import type { ReactNode } from "react";
import type { Units } from "../../format/units.ts";
import { UnitChoice } from "../../ui/unit-choice.tsx";
import type { Chart } from "./chart-list.ts";
import { XAxisChoice } from "./x-axis-choice.tsx";

interface Props {
  chart: Chart;
  units: Units;
  /** Whether there is a distance to draw the charts along. */
  hasDistance: boolean;
  children?: ReactNode;
}

/** Name and unit of a chart with its legend or range; that of the speed also holds the choice of units and x-axis. */
export function ChartHeading({ chart, units, hasDistance, children }: Props) {
  return (
    <div className="chart-heading">
      <h3>
        {chart.name(units)} <span className="unit">{chart.unit(units)}</span>
      </h3>
      {children}
      {chart.key === "speed" && (
        <UnitChoice>
          <XAxisChoice hasDistance={hasDistance} />
        </UnitChoice>
      )}
    </div>
  );
}
