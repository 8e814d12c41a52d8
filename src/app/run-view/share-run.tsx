import { useEffect, useId, useRef, useState } from "react";
import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { csvFileOf, hashOf } from "../state/share.ts";
import { shownRun } from "../state/status.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePage, usePageState } from "../ui/page-context.ts";
import { saveFile } from "../ui/save-file.ts";
import { embedCode } from "./embed-code.ts";

/** Takes the run elsewhere: as a link, as the HTML that embeds it in another page, or as a table. */
export function ShareRun() {
  // Each run's anew: what was copied, or stands there to be copied, is of that run alone.
  const run = usePageState(({ selection }) => selection && `${selection.itemId}.${selection.run}`);
  return (
    <div className="share-run">
      <CopyButton key={`link ${run}`} {...LINK} />
      <CopyButton key={`embed ${run}`} {...EMBED_CODE} />
      <DownloadCsv />
    </div>
  );
}

/** What can be copied of the shown run. */
interface Copied {
  testId: string;
  label: string;
  /** The label for a moment after it was copied. */
  copiedLabel: string;
  /** What it is, in a sentence. */
  noun: string;
  /** @param url the address of the run on this page. */
  textOf(url: URL): string;
}

const LINK: Copied = {
  testId: "share-link",
  label: "Copy link",
  copiedLabel: "Link copied",
  noun: "link",
  textOf: ({ href }) => href,
};

const EMBED_CODE: Copied = {
  testId: "share-embed",
  label: "Copy embed code",
  copiedLabel: "Code copied",
  noun: "HTML for a web page of yours",
  textOf: embedCode,
};

const CONFIRMED_MS = 3000;

function CopyButton({ testId, label, copiedLabel, noun, textOf }: Copied) {
  const { store } = usePage();
  const shareable = usePageState((state) => shownRun(state)?.track != null);
  const [copied, setCopied] = useState(false);
  const [error, setError] = useState<PredictorError | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
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
      if (hash !== null) void offer(textOf(new URL(hash, window.location.href)));
    } catch (thrown) {
      setError(asPredictorError(thrown));
    }
  }

  async function offer(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setRefused(null);
    } catch {
      // Without permission, or on a page that is not served securely: then a person copies it.
      setRefused(text);
    }
  }

  /** The keyboard goes on from the button, instead of from the top. */
  function close() {
    setRefused(null);
    button.current?.focus();
  }

  return (
    <>
      <button ref={button} type="button" data-testid={testId} disabled={!shareable} onClick={copy}>
        {copied ? copiedLabel : label}
      </button>
      <span className="visually-hidden" aria-live="polite">
        {copied && `The ${noun} is on the clipboard.`}
      </span>
      {error !== null && <ErrorNotice error={error} about="link" />}
      {refused !== null && <RefusedText key={refused} text={refused} noun={noun} onClose={close} />}
    </>
  );
}

/** A text that the clipboard did not take, to be copied by hand. */
function RefusedText({ text, noun, onClose }: { text: string; noun: string; onClose(): void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div className="refused-copy">
      <label htmlFor={id}>The browser kept the clipboard closed. Copy the {noun} from here:</label>
      <input
        id={id}
        ref={field}
        readOnly
        value={text}
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
