import { useRef } from "react";
import type { LeftOut } from "../state/left-out.ts";
import { usePageState } from "../ui/page-context.ts";
import { putBackWords, spanWords } from "./left-out-words.ts";

/** What counts in no figure, to be put back. */
export function LeftOutStretches({ leftOut }: { leftOut: LeftOut }) {
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
                  aria-label={putBackWords(span)}
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
          <p className="note">The CSV file carries the whole run; so does the link, which says what is left out.</p>
        </>
      )}
    </section>
  );
}
