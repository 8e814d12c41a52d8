import { useRef } from "react";
import type { Excluded } from "../state/excluded.ts";
import { usePageState } from "../ui/page-context.ts";
import { putBackWords, spanWords } from "./excluded-words.ts";

/** The list of excluded stretches, each to be put back. */
export function ExcludedStretches({ excluded }: { excluded: Excluded }) {
  const putBack = usePageState((state) => state.putBack);
  const putAllBack = usePageState((state) => state.putAllBack);
  const section = useRef<HTMLElement>(null);

  /** The button goes with what it did: the keyboard goes on from here, instead of from the top. */
  function act(action: () => void) {
    action();
    section.current?.focus();
  }

  return (
    <section className="excluded-stretches" data-testid="left-out" aria-label="Excluded" tabIndex={-1} ref={section}>
      {excluded.length > 0 && (
        <>
          <p>Excluded from every figure:</p>
          <ul>
            {excluded.map((span) => (
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
          {excluded.length > 1 && (
            <button type="button" className="place" onClick={() => act(putAllBack)}>
              Put all back
            </button>
          )}
          <p className="note">The CSV file carries the whole run; so does the link, which says what is excluded.</p>
        </>
      )}
    </section>
  );
}
