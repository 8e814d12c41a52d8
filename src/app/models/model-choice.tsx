import { useId, useRef } from "react";
import { formatNumber, NO_VALUE } from "../format/format.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { BackendChoice } from "./backend-choice.tsx";
import { modelWords } from "./model-words.ts";

/** Choice of the model and its backend, with the time that it took. */
export function ModelChoice() {
  const id = useId();
  const choice = useRef<HTMLSelectElement>(null);
  const models = usePageState((state) => state.models);
  const chosen = usePageState((state) => state.model.name);
  const contract = usePageState((state) => state.model.loaded?.contract ?? null);
  const chooseModel = usePageState((state) => state.chooseModel);
  const removeModel = usePageState((state) => state.removeModel);
  const openModelImport = usePageState((state) => state.openModelImport);
  const isAdded = models.some(({ name, cardUrl }) => name === chosen && cardUrl === null);
  return (
    <section className="model-choice" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Model</h2>
      <div className="fields">
        <div className="field">
          <label htmlFor={`${id}-model`}>Trained network</label>
          <select
            ref={choice}
            id={`${id}-model`}
            data-testid="model-choice"
            value={chosen}
            onChange={({ target }) => chooseModel(target.value)}
          >
            {models.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <p className="note" data-testid="model-is">
            {contract !== null && modelWords(contract)}
          </p>
          <p className="model-actions">
            <button type="button" className="quiet" onClick={openModelImport}>
              Add a model…
            </button>
            {isAdded && (
              <PassingButton heir={choice} className="quiet" onClick={() => removeModel(chosen)}>
                Remove {chosen}
              </PassingButton>
            )}
          </p>
        </div>
        <BackendChoice />
        <Latency />
      </div>
    </section>
  );
}

function Latency() {
  const timings = usePageState((state) => {
    const view = shownRun(state);
    return view?.item.state === "done" ? view.prediction?.timings : undefined;
  });
  return (
    <p className="latency">
      <span
        data-testid="latency"
        data-value={timings?.modelMs}
        data-parse-ms={timings?.parseMs}
        data-prepare-ms={timings?.prepareMs}
      >
        {timings === undefined ? NO_VALUE : `${formatNumber(timings.modelMs)} ms`}
      </span>{" "}
      <span className="note">
        for the network
        {timings !== undefined &&
          `, ${formatNumber(timings.parseMs + timings.prepareMs)} ms to read and prepare the run`}
      </span>
    </p>
  );
}
