import type { CSSProperties } from "react";
import type { Zone } from "../../../evaluation/zones.ts";
import type { Scale } from "../../charts/axes.ts";
import { type Frame, xOf, yOf } from "../../charts/frame.ts";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { stretchLookedAtWords } from "../../runner/calibration-words.ts";

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

/** Heights that a zone's name takes, and the heart rate at its lower end. */
const LABEL_PX = 12;
const BOUND_PX = 14;

/** Heart rate zones: quiet stripes behind the chart, with their names and the heart rates at which they begin beside it. */
export function Zones({ zones, scale, frame }: { zones: readonly Zone[]; scale: Scale; frame: Frame }) {
  return (
    <div
      className="zones-behind"
      style={{ "--left": `${frame.left}px`, "--right": `${frame.right}px` } as CSSProperties}
    >
      {zones.map(({ name, label, fromBpm, toBpm }) => {
        const top = yOf(Math.min(toBpm, scale.upper), scale, frame);
        const height = yOf(Math.max(fromBpm, scale.lower), scale, frame) - top;
        return height > 0 ? (
          <div key={name} className="zone" style={{ top, height }}>
            {label !== "0" && height >= LABEL_PX && `Z${label}`}
            {fromBpm > scale.lower && height >= LABEL_PX + BOUND_PX && <span className="zone-start">{fromBpm}</span>}
          </div>
        ) : null;
      })}
    </div>
  );
}
