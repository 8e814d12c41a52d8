import { useId } from "react";
import { useShallow } from "zustand/react/shallow";
import { formatLoaded } from "../format/format.ts";
import type { RunView } from "../state/run-items.ts";
import { otherModels, secondModelError } from "../state/second-model.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { secondModelWords } from "./second-model-words.ts";

const NONE = "";

/** The choice of a model whose expected line is drawn over the chosen one's; nothing where there is no other model. Fetched once the charts are there. */
export default function SecondModelChoice({ view }: { view: RunView | null }) {
  const id = useId();
  const others = usePageState(useShallow(otherModels));
  const second = usePageState((state) => state.secondModel);
  const chooseSecondModel = usePageState((state) => state.chooseSecondModel);
  const error = secondModelError(second, view);
  if (others.length === 0) return null;
  return (
    <div className="second-model">
      <label htmlFor={id}>Also draw what is expected by</label>
      <select
        id={id}
        data-testid="second-model"
        data-phase={second.phase}
        value={second.name ?? NONE}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => chooseSecondModel(target.value === NONE ? null : target.value)}
      >
        <option value={NONE}>no other model</option>
        {others.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <p className="note" id={`${id}-note`} aria-live="polite">
        {secondModelWords(second)}
        {/* Not read out: every new figure would be. */}
        <span aria-hidden="true">
          {second.phase === "loading" && ` ${formatLoaded(second.loadedBytes, second.totalBytes)}`}
        </span>
      </p>
      {error !== null && second.name !== null && (
        <div className="second-model-error">
          <ErrorNotice error={error} about={second.name} />
          {second.phase === "failed" && (
            <button type="button" className="quiet" onClick={() => chooseSecondModel(second.name)}>
              Fetch {second.name} again
            </button>
          )}
        </div>
      )}
    </div>
  );
}
