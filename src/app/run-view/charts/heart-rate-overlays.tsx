import type { CSSProperties } from "react";
import type { Zone } from "../../../evaluation/zones.ts";
import type { Scale } from "../../charts/axes.ts";
import { type Frame, xOf } from "../../charts/frame.ts";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { stretchLookedAtWords } from "../../runner/calibration-words.ts";
import { zoneStripes } from "./zone-labels.ts";

/** A veil over the stretch that the expectation was learned from, which counts in no figure. */
export function LookedAt({ fromS, span, frame }: { fromS: number; span: AxisSpan; frame: Frame }) {
  const { left, top, bottom } = frame;
  const width = xOf(Math.min(fromS, span.endS), span, frame) - left;
  return (
    <div className="looked-at" style={{ left, top, bottom, width }}>
      <span>{stretchLookedAtWords(fromS)}</span>
    </div>
  );
}

/** Heart rate zones: quiet stripes behind the chart, with their names and the heart rates at which they begin beside it. */
export function Zones({ zones, scale, frame }: { zones: readonly Zone[]; scale: Scale; frame: Frame }) {
  return (
    <div
      className="zones-behind"
      style={{ "--left": `${frame.left}px`, "--right": `${frame.right}px` } as CSSProperties}
    >
      {zoneStripes(zones, scale, frame).map(({ zone, top, height, name, start, raisedPx }) => (
        <div key={zone.name} className="zone" style={{ top, height }}>
          {name}
          {start !== "" && (
            <span className="zone-start" style={{ bottom: raisedPx }}>
              {start}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
