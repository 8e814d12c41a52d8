import { type RefObject, useId } from "react";
import "./ask-dialog.css";

/** An answer, and what it does. */
interface Answer {
  label: string;
  testId?: string;
  act?(): void;
}

interface Props {
  /** Opened by its `showModal`. */
  dialog: RefObject<HTMLDialogElement | null>;
  question: string;
  /** What follows from the answers. */
  words: string;
  answers: readonly Answer[];
}

/** A question that is asked before something is done. Each answer closes it, and so does Escape, which does nothing. */
export function AskDialog({ dialog, question, words, answers }: Props) {
  const id = useId();
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={`${id}-question`} aria-describedby={`${id}-words`}>
      <h2 id={`${id}-question`}>{question}</h2>
      <p id={`${id}-words`}>{words}</p>
      <div className="ask-answers">
        {answers.map(({ label, testId, act }) => (
          <button
            key={label}
            type="button"
            data-testid={testId}
            onClick={() => {
              dialog.current!.close();
              act?.();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </dialog>
  );
}
