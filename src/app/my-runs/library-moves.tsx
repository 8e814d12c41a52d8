import type { RefObject } from "react";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { FileChoice } from "../ui/file-choice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { broughtWords, failedWords, moveWords, offerWords } from "./library-words.ts";

interface Props {
  /** Takes the focus of a button that is there for a while. */
  heir: RefObject<HTMLElement | null>;
}

/** Takes the library to another device as a file, and brings such files here. */
export function LibraryMoves() {
  const isFilled = usePageState(({ library }) => library.size !== null && library.size.runs > 0);
  const takeAway = usePageState((state) => state.takeAway);
  const bringHere = usePageState((state) => state.bringHere);
  return (
    <div className="library-moves">
      {isFilled && (
        <button type="button" data-testid="take-away" onClick={() => void takeAway()}>
          Take it with you
        </button>
      )}
      <FileChoice name="Bring a library here" testId="bring-here" onChoose={(files) => void bringHere(files)} />
    </div>
  );
}

/** How far the library, or a file of one, has come, and what ends that. */
export function LibraryMove({ heir }: Props) {
  const move = usePageState(({ library }) => library.move);
  const stopMove = usePageState((state) => state.stopMove);
  if (move === null) return null;
  return (
    <div className="library-move">
      <span className="note" aria-hidden="true">
        {moveWords(move)}
      </span>
      <progress aria-label={move.direction === "away" ? "Library written" : "Library read"} value={move.share} />
      <PassingButton heir={heir} onClick={stopMove}>
        Cancel
      </PassingButton>
    </div>
  );
}

/** A library's file that was opened while the library is off, and what can be done with it. */
export function OfferedLibrary({ heir }: Props) {
  const offered = usePageState(({ library }) => library.offered);
  const acceptOffered = usePageState((state) => state.acceptOffered);
  const openOffered = usePageState((state) => state.openOffered);
  const declineOffered = usePageState((state) => state.declineOffered);
  if (offered.length === 0) return null;
  return (
    <div className="library-offer" role="alert" data-testid="library-offer">
      <p>{offerWords(offered.map(({ name }) => name))}</p>
      <div className="library-moves">
        <PassingButton heir={heir} data-testid="accept-library" onClick={() => void acceptOffered()}>
          Remember my runs, and bring these
        </PassingButton>
        <PassingButton heir={heir} onClick={() => void openOffered()}>
          Only open them
        </PassingButton>
        <PassingButton heir={heir} className="quiet" onClick={declineOffered}>
          Neither
        </PassingButton>
      </div>
    </div>
  );
}

/** What bringing libraries' files came to. */
export function BroughtLibraries() {
  const brought = usePageState(({ library }) => library.brought);
  return (
    <div role="status" className="brought-libraries">
      {brought.map((report) => (
        <div key={report.place} data-testid="brought" data-fresh={report.fresh} data-known={report.known}>
          <p>{broughtWords(report)}</p>
          {report.error !== null && report.error.code !== "cancelled" && (
            <ErrorNotice error={report.error} about={report.name} />
          )}
          {report.failed.length > 0 && (
            <details className="disclosure">
              <summary>{failedWords(report.failed.length)}</summary>
              <ul>
                {report.failed.map(({ line, error }) => (
                  <li key={line}>
                    Line {line}: {error.message}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
    </div>
  );
}
