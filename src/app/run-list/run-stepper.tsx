import { useEffect, useMemo } from "react";
import { formatCount } from "../format/format.ts";
import { placeHash } from "../state/places.ts";
import type { Selection } from "../state/run-items.ts";
import { areListed } from "../state/run-items.ts";
import { runStepsOf } from "../state/run-steps.ts";
import { isTextField } from "../ui/is-text-field.ts";
import { usePageState } from "../ui/page-context.ts";
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

  useEffect(() => {
    function step(event: KeyboardEvent) {
      const { key, shiftKey, altKey, ctrlKey, metaKey, target } = event;
      if (!shiftKey || altKey || ctrlKey || metaKey || takesArrows(target)) return;
      const neighbour = key === "ArrowLeft" ? previous : key === "ArrowRight" ? next : null;
      if (neighbour === null) return;
      event.preventDefault();
      select(neighbour);
    }
    document.addEventListener("keydown", step);
    return () => document.removeEventListener("keydown", step);
  }, [previous, next, select]);

  return (
    <nav className="run-stepper" aria-label="Opened runs">
      <StepButton name="Previous run" keyName="ArrowLeft" arrow="←" to={previous}>
        ◀
      </StepButton>
      <span className="run-step">
        {position === null ? `${formatCount(count)} read` : `${formatCount(position)} of ${formatCount(count)}`}
      </span>
      <StepButton name="Next run" keyName="ArrowRight" arrow="→" to={next}>
        ▶
      </StepButton>
      <a href={placeHash("my-runs")}>All runs</a>
      <ListProgress />
      <WorkControl />
      <NotRead shown={selection} />
    </nav>
  );
}

interface StepButtonProps {
  name: string;
  /** The key that does the same with Shift, as browsers and as people write it. */
  keyName: string;
  arrow: string;
  /** The run it shows; null where there is none. */
  to: Selection | null;
  children: string;
}

function StepButton({ name, keyName, arrow, to, children }: StepButtonProps) {
  const select = usePageState((state) => state.select);
  return (
    <button
      type="button"
      aria-label={name}
      aria-keyshortcuts={`Shift+${keyName}`}
      title={`${name} (Shift and ${arrow})`}
      aria-disabled={to === null}
      onClick={() => to !== null && select(to)}
    >
      {children}
    </button>
  );
}

/** Whether arrow keys have a meaning of their own there: in fields, on sliders and choices, and in what lies over the page. */
function takesArrows(target: EventTarget | null): boolean {
  return (
    isTextField(target) ||
    (target instanceof Element && target.closest("input, select, [role=slider], dialog, [popover]") !== null)
  );
}
