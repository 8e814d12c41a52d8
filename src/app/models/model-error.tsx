import { flushSync } from "react-dom";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { focusSettings } from "../ui/focus-bar.ts";
import { usePageState } from "../ui/page-context.ts";
import { refusedModelWords } from "./model-words.ts";

/** The error of a model that could not be loaded, with what can be done about it. */
export function ModelError() {
  const model = usePageState((state) => state.model);
  const { error, errorAbout, phase } = model;
  const isListed = usePageState(({ models }) => models.some(({ name }) => name === errorAbout));
  const loadAgain = usePageState((state) => state.loadAgain);
  const dismiss = usePageState((state) => state.dismissModelError);

  /** The notice goes with its buttons: the keyboard goes on from the settings, where models are chosen. */
  function leave(action: () => void) {
    flushSync(action);
    focusSettings();
  }

  return (
    error !== null && (
      <div className="model-error">
        <div>
          {phase !== "failed" && <p>{refusedModelWords(model)}</p>}
          <ErrorNotice error={error} about={errorAbout} />
        </div>
        <p className="model-actions">
          {isListed && (
            <button type="button" aria-label={`Try again to load ${errorAbout}`} onClick={() => leave(loadAgain)}>
              Try again
            </button>
          )}
          {phase !== "failed" && (
            <button type="button" onClick={() => leave(dismiss)}>
              Close
            </button>
          )}
        </p>
      </div>
    )
  );
}
