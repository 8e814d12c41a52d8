import { useStore } from "zustand";
import type { Frame } from "../../charts/frame.ts";
import { shadeBoxes } from "../../charts/shade-boxes.ts";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { shadeWords } from "../../recording/ledger-words.ts";
import { type Mark, type MarkStore, shadedMark } from "../../recording/marks.ts";
import type { Excluded } from "../../state/excluded.ts";

interface Props {
  marks: readonly Mark[];
  choice: MarkStore;
  span: AxisSpan;
  frame: Frame;
  /** Given to one of the charts: it holds the legend. */
  withLegend?: boolean;
}

/** The places of the chosen mark, laid over a chart without drawing it again. */
export function Shades({ marks, choice, span, frame, withLegend = false }: Props) {
  const shaded = shadedMark(marks, useStore(choice));
  if (shaded === null) return null;
  const { top, bottom, right } = frame;
  return (
    <div className="shades" aria-hidden="true">
      {shadeBoxes(shaded.spans, span, frame).map(({ left, width }) => (
        <div key={left} className="shade" data-testid="shade" style={{ left, width, top, bottom }} />
      ))}
      {withLegend && (
        <span className="shade-legend" style={{ right: right + 4, bottom: bottom + 4 }}>
          {shadeWords(shaded.name, shaded.spans.length)}
        </span>
      )}
    </div>
  );
}

/** A veil over the excluded stretches, which count in no figure. */
export function ExcludedShades({ excluded, span, frame }: { excluded: Excluded; span: AxisSpan; frame: Frame }) {
  const { top, bottom } = frame;
  return shadeBoxes(excluded, span, frame).map(({ left, width }) => (
    <div key={left} className="excluded" data-testid="left-out-shade" style={{ left, width, top, bottom }}>
      <span>excluded</span>
    </div>
  ));
}
