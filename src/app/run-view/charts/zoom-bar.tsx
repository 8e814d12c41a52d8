import { useEffect, useEffectEvent, useRef } from "react";
import type { StretchFigures } from "../../../evaluation/stretch-figures.ts";
import type { Span } from "../../../workout/workout.ts";
import type { CursorStore } from "../../charts/cursor.ts";
import { formatDifference, MEAN_DECIMALS } from "../../format/format.ts";
import { leaveOutWords, putBackWords, spanWords } from "../../recording/excluded-words.ts";
import { usePageState } from "../../ui/page-context.ts";

interface Props {
  /** Of the stretch that the charts show. */
  figures: StretchFigures;
  zoom: Span | null;
  cursor: CursorStore;
  /** Whether a stretch is excluded; null where nothing is compared, so that nothing can be excluded. */
  isOut: ((span: Span) => boolean) | null;
  onZoom(span: Span | null): void;
}

/** How to zoom; once one has, which stretch is shown, what can be done with it, and the way back. It keeps its place. */
export function ZoomBar({ figures, zoom, cursor, isOut, onZoom }: Props) {
  const bar = useRef<HTMLDivElement>(null);

  /** The chip's buttons go with it: the keyboard goes on from here, instead of from the top. */
  function close() {
    if (bar.current?.contains(document.activeElement)) bar.current.focus();
    onZoom(null);
  }
  useEscape(() => {
    if (cursor.getState().dragFromS !== null) cursor.setState({ dragFromS: null });
    else if (zoom !== null) close();
  });

  return (
    <div className="zoom-bar" ref={bar} tabIndex={-1}>
      {zoom === null ? (
        <>
          <span className="note by-mouse">To zoom, drag over a chart, or an end of the strip below.</span>
          <span className="note by-finger">
            To zoom, use two fingers on a chart, or drag an end of the strip below.
          </span>
        </>
      ) : (
        <Chip figures={figures} zoom={zoom} isOut={isOut} onClose={close} />
      )}
      <span className="note by-mouse way-back">Escape or a double click shows the whole run.</span>
    </div>
  );
}

interface ChipProps extends Pick<Props, "figures" | "isOut"> {
  zoom: Span;
  onClose(): void;
}

function Chip({ figures, zoom, isOut, onClose }: ChipProps) {
  const leaveOut = usePageState((state) => state.leaveOut);
  const putBack = usePageState((state) => state.putBack);
  const isZoomOut = isOut?.(zoom) ?? false;
  return (
    <section className="zoom-chip" aria-label="Stretch shown" data-testid="zoom-chip">
      <span>
        {spanWords(zoom)}
        <Difference figures={figures} />
      </span>
      {isOut !== null && (
        <button
          type="button"
          aria-label={isZoomOut ? putBackWords(zoom) : leaveOutWords(zoom)}
          onClick={() => (isZoomOut ? putBack : leaveOut)(zoom)}
        >
          {isZoomOut ? "Put back" : "Exclude"}
        </button>
      )}
      <button type="button" aria-label="Show the whole run" title="Show the whole run" onClick={onClose}>
        ×
      </button>
    </section>
  );
}

function Difference({ figures: { measured, expectation } }: Pick<Props, "figures">) {
  if (measured === null || !expectation?.expected) return null;
  return ` · ${formatDifference(measured.meanBpm, expectation.expected.meanBpm, MEAN_DECIMALS)} bpm`;
}

const FIELD = "textarea, select, input:not([type='range'], [type='radio'], [type='checkbox'], [type='file'])";

/** Escape that nothing else took: of a field it is the field's, and of an open panel the panel's. */
function useEscape(act: () => void) {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if ((event.target as Element).matches(FIELD) || document.querySelector(":popover-open") !== null) return;
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
