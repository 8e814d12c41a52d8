import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { refusedModelWords } from "./model-words.ts";

/** The error of a model that could not be loaded, with what can be done about it. */
export function ModelError() {
  const model = usePageState((state) => state.model);
  const { error, errorAbout, phase } = model;
  const isListed = usePageState(({ models }) => models.some(({ name }) => name === errorAbout));
  const loadAgain = usePageState((state) => state.loadAgain);
  const dismiss = usePageState((state) => state.dismissModelError);
  return (
    error !== null && (
      <div className="model-error">
        <div>
          {phase !== "failed" && <p>{refusedModelWords(model)}</p>}
          <ErrorNotice error={error} about={errorAbout} />
        </div>
        <p className="model-actions">
          {isListed && (
            <button type="button" aria-label={`Try again to load ${errorAbout}`} onClick={loadAgain}>
              Try again
            </button>
          )}
          {phase !== "failed" && (
            <button type="button" onClick={dismiss}>
              Close
            </button>
          )}
        </p>
      </div>
    )
  );
}
