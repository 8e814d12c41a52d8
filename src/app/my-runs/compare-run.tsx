import { isCompared, isComparisonFull } from "../state/comparison.ts";
import { type RunView, selectionOf } from "../state/run-items.ts";
import { CompareTick } from "../ui/compare-tick.tsx";
import { usePageState } from "../ui/page-context.ts";

/** Chooses a run of the table to be compared with others. */
export function CompareRun({ view, tabIndex }: { view: RunView; tabIndex: 0 | -1 }) {
  const run = selectionOf(view);
  const isChosen = usePageState((state) => isCompared(state, run));
  const isFull = usePageState(isComparisonFull);
  const choose = usePageState((state) => state.chooseToCompare);
  return (
    <CompareTick
      name={view.name}
      isChosen={isChosen}
      isFull={isFull}
      tabIndex={tabIndex}
      onChange={(chosen) => choose(run, chosen)}
    />
  );
}
