import { useEffect, useId, useRef } from "react";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { ForgetAll } from "./forget-all.tsx";
import { KeepRoutes } from "./keep-routes.tsx";
import { BroughtLibraries, LibraryMove, LibraryMoves, OfferedLibrary } from "./library-moves.tsx";
import {
  figuringWords,
  PAUSED_WORDS,
  persistenceWords,
  REMEMBER_WORDS,
  sizeWords,
  unfitWords,
} from "./library-words.ts";
import { RememberSwitch } from "./remember-switch.tsx";
import { Runners, WhoseRunsQuestions } from "./runners.tsx";

/** The switch of the library, what it holds, what takes it elsewhere and back, and what forgets it. */
export function Library() {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const remembering = usePageState((state) => state.remembering);
  const library = usePageState((state) => state.library);
  const openLibrary = usePageState((state) => state.openLibrary);
  useEffect(() => void openLibrary(), [openLibrary]);
  const { size, isPersistent, figuring, unfit, error } = library;
  return (
    <section className="kept-library" aria-label="Library" ref={section} tabIndex={-1}>
      <RememberSwitch describedBy={id} />
      <p className="note" id={id}>
        {size === null || remembering === "off"
          ? REMEMBER_WORDS
          : [sizeWords(size), remembering === "on" ? persistenceWords(isPersistent) : PAUSED_WORDS].join(" ").trim()}
      </p>
      <KeepRoutes />
      <LibraryMoves />
      {(size !== null || remembering !== "off") && <ForgetAll heir={section} />}
      {size !== null && <Runners />}
      <WhoseRunsQuestions />
      {figuring !== null && <p className="note">{figuringWords(figuring)}</p>}
      {figuring === null && unfit > 0 && <p className="note">{unfitWords(unfit)}</p>}
      {error !== null && <LibraryError />}
      <LibraryMove heir={section} />
      <OfferedLibrary heir={section} />
      <BroughtLibraries />
      <Removed />
    </section>
  );
}

/** Why runs could not be kept, and the way to try again: they stay open meanwhile. */
function LibraryError() {
  const error = usePageState(({ library }) => library.error);
  const keepAgain = usePageState((state) => state.keepAgain);
  const isOpen = usePageState(({ library }) => library.phase === "open");
  if (error === null) return null;
  return (
    <>
      <ErrorNotice error={error} about="library" />
      {isOpen && error.code !== "name-taken" && (
        <button type="button" onClick={keepAgain}>
          Try again
        </button>
      )}
    </>
  );
}

/** Names the run that was removed last, and puts it back. */
function Removed() {
  const removed = usePageState(({ library }) => library.removed);
  const putBackRemoved = usePageState((state) => state.putBackRemoved);
  return (
    <p role="status" className="removed-run">
      {removed !== null && (
        <>
          {removed.track.name} is forgotten.{" "}
          <button type="button" className="quiet" onClick={() => void putBackRemoved()}>
            Put it back
          </button>
        </>
      )}
    </p>
  );
}
