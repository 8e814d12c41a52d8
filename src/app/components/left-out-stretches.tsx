import { useRef } from "react";
import type { Span } from "../../workout/workout.ts";
import type { LeftOut } from "../left-out.ts";
import { leaveOutWords, spanWords } from "../left-out-words.ts";
import { usePageState } from "../page-context.ts";

interface Props {
  leftOut: LeftOut;
  /** Whether a stretch is left out; null where nothing is compared, so that nothing can be left out. */
  isOut: ((span: Span) => boolean) | null;
}

/** What counts in no figure, to be put back, and the stretch that is shown, to be left out. */
export function LeftOutStretches({ leftOut, isOut }: Props) {
  const zoom = usePageState((state) => state.zoom);
  const leaveOut = usePageState((state) => state.leaveOut);
  const putBack = usePageState((state) => state.putBack);
  const putAllBack = usePageState((state) => state.putAllBack);
  const section = useRef<HTMLElement>(null);

  /** The button goes with what it did: the keyboard goes on from here, instead of from the top. */
  function act(action: () => void) {
    action();
    section.current?.focus();
  }

  return (
    <section className="left-out-stretches" data-testid="left-out" aria-label="Left out" tabIndex={-1} ref={section}>
      {leftOut.length > 0 && (
        <>
          <p>Left out of every figure:</p>
          <ul>
            {leftOut.map((span) => (
              <li key={span.startS}>
                {spanWords(span)}{" "}
                <button
                  type="button"
                  className="place"
                  aria-label={`Put back ${spanWords(span)}`}
                  onClick={() => act(() => putBack(span))}
                >
                  Put back
                </button>
              </li>
            ))}
          </ul>
          {leftOut.length > 1 && (
            <button type="button" className="place" onClick={() => act(putAllBack)}>
              Put all back
            </button>
          )}
          <p className="note">The link and the CSV file carry the whole run.</p>
        </>
      )}
      {zoom !== null && isOut?.(zoom) === false && (
        <button type="button" className="place" onClick={() => act(() => leaveOut(zoom))}>
          {leaveOutWords(zoom)}
        </button>
      )}
    </section>
  );
}
