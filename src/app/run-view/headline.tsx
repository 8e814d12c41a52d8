import { useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Analysis } from "../../evaluation/analysis.ts";
import { PlanInstead } from "../run-list/plan-instead.tsx";
import { IntentField } from "../runner/runner.tsx";
import type { RunView } from "../state/run-items.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { useTitle } from "../ui/use-title.ts";
import { headlineWords } from "./headline-words.ts";
import { runTitle } from "./title-words.ts";

interface FindingProps {
  view: RunView | null;
  analysis: Analysis | null;
  /** Whether what the run is compared with can be chosen beside it. */
  canCompare?: boolean;
}

/** The finding on a run in a sentence, with what qualifies it. */
export function Finding({ view, analysis, canCompare = true }: FindingProps) {
  const model = usePageState(useShallow(({ model: { name, phase } }) => ({ name, phase })));
  const tryAgain = usePageState((state) => state.tryAgain);
  const heading = useRef<HTMLHeadingElement>(null);
  const { sentence, warning, cautions } = headlineWords(view, analysis, model, canCompare);
  useTitle(runTitle(view, analysis?.expectation ?? null));

  return (
    <div className="finding" aria-live="polite">
      <h2 className="finding-sentence" tabIndex={-1} ref={heading}>
        {sentence}
      </h2>
      {warning && <p className="finding-warning">{warning}</p>}
      {view?.error ? (
        <>
          <ErrorNotice error={view.error} about={view.name} />
          <PlanInstead item={view.item} error={view.error} />
        </>
      ) : (
        <p className="finding-caution">{cautions.join(" ")}</p>
      )}
      {view?.error?.code === "intent-needed" && <IntentField onChosen={() => heading.current?.focus()} />}
      {view?.error?.code === "download-failed" && (
        <PassingButton heir={heading} aria-label="Try again to predict the run" onClick={() => tryAgain(view.item.id)}>
          Try again
        </PassingButton>
      )}
    </div>
  );
}
