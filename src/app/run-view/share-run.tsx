import { useEffect, useId, useRef, useState } from "react";
import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { csvFileOf, hashOf } from "../state/share.ts";
import { shownRun } from "../state/status.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePage, usePageState } from "../ui/page-context.ts";
import { saveFile } from "../ui/save-file.ts";

/** Takes the run elsewhere: as a link, or as a table. */
export function ShareRun() {
  // Each run's anew: what was copied, or stands there to be copied, is the link of that run alone.
  const run = usePageState(({ selection }) => selection && `${selection.itemId}.${selection.run}`);
  return (
    <div className="share-run">
      <ShareLink key={run} />
      <DownloadCsv />
    </div>
  );
}

const CONFIRMED_MS = 3000;

function ShareLink() {
  const { store } = usePage();
  const shareable = usePageState((state) => shownRun(state)?.track != null);
  const [copied, setCopied] = useState(false);
  const [error, setError] = useState<PredictorError | null>(null);
  const [refusedUrl, setRefusedUrl] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  function copy() {
    try {
      const hash = hashOf(store.getState());
      setError(null);
      if (hash !== null) void offer(new URL(hash, window.location.href));
    } catch (thrown) {
      setError(asPredictorError(thrown));
    }
  }

  async function offer(url: URL) {
    try {
      await navigator.clipboard.writeText(url.href);
      setCopied(true);
      setRefusedUrl(null);
    } catch {
      // Without permission, or on a page that is not served securely: then a person copies it.
      setRefusedUrl(url.href);
    }
  }

  /** The keyboard goes on from the button, instead of from the top. */
  function close() {
    setRefusedUrl(null);
    button.current?.focus();
  }

  return (
    <>
      <button ref={button} type="button" data-testid="share-link" disabled={!shareable} onClick={copy}>
        {copied ? "Link copied" : "Copy link"}
      </button>
      <span className="visually-hidden" aria-live="polite">
        {copied && "The link is on the clipboard."}
      </span>
      {error !== null && <ErrorNotice error={error} about="link" />}
      {refusedUrl !== null && <RefusedLink key={refusedUrl} url={refusedUrl} onClose={close} />}
    </>
  );
}

/** A link that the clipboard did not take, to be copied by hand. */
function RefusedLink({ url, onClose }: { url: string; onClose(): void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div className="refused-link">
      <label htmlFor={id}>The browser kept the clipboard closed. Copy the link from here:</label>
      <input
        id={id}
        ref={field}
        readOnly
        value={url}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // It leaves no stretch of the charts besides.
          event.preventDefault();
          onClose();
        }}
      />
      <button type="button" className="quiet" onClick={onClose}>
        Close
      </button>
    </div>
  );
}

function DownloadCsv() {
  const predicted = usePageState((state) => shownRun(state)?.prediction != null);
  const { store } = usePage();
  function download() {
    const file = csvFileOf(store.getState());
    if (file !== null) saveFile(file, "text/csv");
  }
  return (
    <button type="button" data-testid="download-csv" disabled={!predicted} onClick={download}>
      Download CSV
    </button>
  );
}
