import type { RefObject } from "react";
import { formatLoaded } from "../format/format.ts";
import { sourceName } from "../state/explorer/sources.ts";
import type { Opening } from "../state/explorer/split-opening.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { askingWords, openingWords } from "./explorer-words.ts";

interface Props {
  opening: Opening;
  /** Element that gets the focus of a button that goes. */
  heir: RefObject<HTMLElement | null>;
}

/** A split on its way: what is asked first, how far it is, why it did not come. What was open stays below. */
export function OpeningNotice({ opening, heir }: Props) {
  const { phase, source, error, progress } = opening;
  return (
    <section className="opening" data-testid="split-opening" data-state={phase} aria-label="Dataset on its way">
      <p className="opening-words" role="status">
        {openingWords(opening)}
        <span aria-hidden="true">
          {phase === "opening" && ` ${formatLoaded(progress.loadedBytes, progress.totalBytes)}`}
        </span>
      </p>
      {phase === "asking" && source.kind === "url" && (
        <>
          <p>{askingWords(source.url)}</p>
          <p className="opening-address">{source.url}</p>
        </>
      )}
      {phase === "opening" && (
        <progress
          aria-label="Dataset opened"
          max={1}
          value={progress.totalBytes === null ? undefined : progress.loadedBytes / Math.max(1, progress.totalBytes)}
        />
      )}
      {error !== null && <ErrorNotice error={error} about={sourceName(source)} />}
      <OpeningActions opening={opening} heir={heir} />
    </section>
  );
}

const GO_ON: Record<Exclude<Opening["phase"], "opening">, string> = {
  asking: "Fetch it",
  failed: "Try again",
  stopped: "Open it",
};

function OpeningActions({ opening: { phase }, heir }: Props) {
  const openOnceMore = usePageState((state) => state.openOnceMore);
  const cancelSplit = usePageState((state) => state.cancelSplit);
  const dismissOpening = usePageState((state) => state.dismissOpening);
  return (
    <p className="opening-actions">
      {phase === "opening" ? (
        <PassingButton key="cancel" heir={heir} onClick={cancelSplit}>
          Cancel
        </PassingButton>
      ) : (
        <>
          <PassingButton
            key="go-on"
            heir={heir}
            className="primary"
            aria-label={phase === "failed" ? "Try again to open the dataset" : undefined}
            onClick={openOnceMore}
          >
            {GO_ON[phase]}
          </PassingButton>
          <PassingButton key="close" heir={heir} onClick={dismissOpening}>
            {phase === "asking" ? "Do not fetch" : "Close"}
          </PassingButton>
        </>
      )}
    </p>
  );
}
