import { useEffect, useId, useRef, useState } from "react";
import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { ErrorNotice } from "./error-notice.tsx";

interface Props {
  testId: string;
  label: string;
  /** The label for a moment after it was copied. */
  copiedLabel: string;
  /** What is copied, in a sentence. */
  noun: string;
  isDisabled: boolean;
  /** The text to copy; null where there is none. What it throws is told. */
  textOf(): string | null;
}

const CONFIRMED_MS = 3000;

/** Copies a text to the clipboard; where that is closed, the text stands there to be copied by hand. */
export function CopyButton({ testId, label, copiedLabel, noun, isDisabled, textOf }: Props) {
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
      const text = textOf();
      setError(null);
      if (text !== null) void offer(text);
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
      <button ref={button} type="button" data-testid={testId} disabled={isDisabled} onClick={copy}>
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
