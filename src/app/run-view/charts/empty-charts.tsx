import { Fragment } from "react";
import type { Units } from "../../format/units.ts";
import { useExtent } from "../../ui/use-extent.ts";
import { ChartHeading } from "./chart-heading.tsx";
import { CHARTS, framesFor } from "./chart-list.ts";

/** The charts' places before there is a run: as high as with one. */
export function EmptyCharts({ units }: { units: Units }) {
  const [container, width] = useExtent<HTMLDivElement>("width");
  const frames = framesFor(width);
  return (
    <div className="run-charts" ref={container}>
      <div className="readout" />
      {CHARTS.map((chart) => (
        <Fragment key={chart.key}>
          <ChartHeading chart={chart} units={units} hasDistance />
          {chart.key === "heartRate" && <div className="zoom-bar" />}
          <div className="plot plot-empty" style={{ height: frames[chart.key].height }} />
        </Fragment>
      ))}
      <div className="overview" />
    </div>
  );
}
