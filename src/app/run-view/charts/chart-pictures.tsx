import { useMemo } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { CanvasProps } from "../../charts/canvas.tsx";
import { plotWidth } from "../../charts/frame.ts";
import { heartRateRowsOf, valueRowsOf } from "../../charts/run-series.ts";
import type { SecondExpectation } from "../../state/second-model.ts";
import { HeartRateChart } from "./heart-rate-chart.tsx";
import { LookedAt, Zones } from "./heart-rate-overlays.tsx";
import { ExcludedShades } from "./shades.tsx";
import { ValueChart } from "./value-chart.tsx";

interface PictureProps extends CanvasProps {
  withXAxis: boolean;
  /** The raw recording as a path over the plot. */
  trace: string | undefined;
}

interface HeartRatePictureProps extends PictureProps {
  analysis: Analysis;
  second: SecondExpectation | null;
}

/** The heart rate chart of a stretch, over the zones and under the veils. */
export function HeartRatePicture({ analysis, second, withXAxis, trace, ...canvas }: HeartRatePictureProps) {
  const { span, scale, frame } = canvas;
  const { track, expectation, zones } = analysis;
  const pixels = plotWidth(frame);
  const rows = useMemo(() => heartRateRowsOf(analysis, span, pixels, second), [analysis, span, pixels, second]);
  return (
    <>
      <Zones zones={zones} scale={scale} frame={frame} />
      {frame.width > 0 && (
        <HeartRateChart
          {...canvas}
          rows={rows}
          stepS={track.stepS}
          settlingS={expectation?.settlingS ?? 0}
          secondSettlingS={second?.settlingS ?? 0}
          withXAxis={withXAxis}
          trace={trace}
        />
      )}
      {expectation !== null && expectation.fromS > span.startS && (
        <LookedAt fromS={expectation.fromS} span={span} frame={frame} />
      )}
      {expectation !== null && <ExcludedShades excluded={expectation.excluded} span={span} frame={frame} />}
    </>
  );
}

interface ValuePictureProps extends PictureProps {
  /** One entry a step, in the unit of the chart. */
  values: Float32Array;
  stepS: number;
  label(value: number): string;
}

/** The speed or the altitude chart of a stretch. */
export function ValuePicture({ values, ...chart }: ValuePictureProps) {
  const { span, frame, stepS } = chart;
  const pixels = plotWidth(frame);
  const rows = useMemo(() => valueRowsOf(values, stepS, span, pixels), [values, stepS, span, pixels]);
  return frame.width > 0 && <ValueChart {...chart} rows={rows} />;
}
