import { ZIndexLayer } from "recharts";
import { type Frame, plotHeight, plotWidth } from "./frame.ts";

interface Props {
  path: string;
  frame: Frame;
  zIndex: number;
}

/** What was recorded, beneath the line that was made of it; what lies beyond the chart's scale is cut off. */
export function RecordedTrace({ path, frame, zIndex }: Props) {
  return (
    <ZIndexLayer zIndex={zIndex}>
      <svg x={frame.left} y={frame.top} width={plotWidth(frame)} height={plotHeight(frame)} aria-hidden="true">
        <path className="recorded" d={path} />
      </svg>
    </ZIndexLayer>
  );
}
