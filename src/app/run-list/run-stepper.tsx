import { useMemo } from "react";
import { formatCount } from "../format/format.ts";
import { placeHash } from "../state/places.ts";
import { areListed } from "../state/run-items.ts";
import { runStepsOf } from "../state/run-steps.ts";
import { usePageState } from "../ui/page-context.ts";
import { StepButton, useStepKeys } from "../ui/step-button.tsx";
import { ListProgress } from "./list-progress.tsx";
import { NotRead } from "./not-read.tsx";
import { WorkControl } from "./work-control.tsx";

/** Position of the shown run among the opened ones, with steps to its neighbours; empty where there is one run. */
export function RunStepper() {
  const listed = usePageState(areListed);
  return listed ? <Steps /> : null;
}

function Steps() {
  const items = usePageState((state) => state.items);
  const selection = usePageState((state) => state.selection);
  const runSort = usePageState((state) => state.runSort);
  const runFilter = usePageState((state) => state.runFilter);
  const units = usePageState((state) => state.units);
  const select = usePageState((state) => state.select);
  const { position, count, previous, next } = useMemo(
    () => runStepsOf({ items, selection, runSort, runFilter, units }),
    [items, selection, runSort, runFilter, units],
  );

  const onPrevious = useMemo(() => previous && (() => select(previous)), [previous, select]);
  const onNext = useMemo(() => next && (() => select(next)), [next, select]);
  useStepKeys(onPrevious, onNext);

  return (
    <nav className="run-stepper" aria-label="Opened runs">
      <StepButton name="Previous run" keyName="ArrowLeft" arrow="←" onStep={onPrevious}>
        ◀
      </StepButton>
      <span className="run-step">
        {position === null ? `${formatCount(count)} read` : `${formatCount(position)} of ${formatCount(count)}`}
      </span>
      <StepButton name="Next run" keyName="ArrowRight" arrow="→" onStep={onNext}>
        ▶
      </StepButton>
      <a href={placeHash("my-runs")}>All runs</a>
      <ListProgress />
      <WorkControl />
      <NotRead shown={selection} />
    </nav>
  );
}
