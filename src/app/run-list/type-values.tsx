import { type FormEvent, useId, useState } from "react";
import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Fold } from "../ui/fold.tsx";
import { usePageState } from "../ui/page-context.ts";
import { closePanel } from "../ui/panel.tsx";
import { typedListsWords } from "./run-list-words.ts";
import { runOfTypedValues, type TypedValues } from "./typed-values.ts";

const TYPED_NAME = "Typed values";

/** Form for two lists of numbers, as the published demo takes them, or for the text of any format that is read. */
export function TypeValues() {
  const openText = usePageState((state) => state.openText);
  const sampling = usePageState((state) => state.model.loaded?.contract.sampling ?? null);
  const [error, setError] = useState<PredictorError | null>(null);
  const id = useId();

  function openLists(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    try {
      const typed: TypedValues = {
        speed: String(fields.get("speed")),
        altitude: String(fields.get("altitude")),
      };
      openText(TYPED_NAME, runOfTypedValues(typed));
      setError(null);
      closePanel(event.currentTarget);
    } catch (thrown) {
      setError(asPredictorError(thrown));
    }
  }

  function openAny(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text"));
    if (text.trim() === "") return;
    openText("Pasted text", text);
    closePanel(event.currentTarget);
  }

  return (
    <Fold name="type-values" summary="Type or paste values">
      <form className="fields" onSubmit={openLists}>
        <p className="note">{typedListsWords(sampling)}</p>
        <div className="field">
          <label htmlFor={`${id}-speed`}>Speed, km/h</label>
          <textarea id={`${id}-speed`} name="speed" rows={2} placeholder="9.5, 10.1, 10.4, …" required />
        </div>
        <div className="field">
          <label htmlFor={`${id}-altitude`}>Altitude, m</label>
          <textarea id={`${id}-altitude`} name="altitude" rows={2} placeholder="35, 35.5, 36, …" />
        </div>
        <button type="submit">Predict these values</button>
        {error !== null && <ErrorNotice error={error} about={TYPED_NAME} />}
      </form>
      <form className="fields" onSubmit={openAny}>
        <div className="field">
          <label htmlFor={`${id}-text`}>Or the text of a {__FILE_WORDS__.textKinds} file</label>
          <textarea id={`${id}-text`} name="text" rows={3} spellCheck={false} required />
        </div>
        <button type="submit">Predict this text</button>
      </form>
    </Fold>
  );
}
