import { formatCount } from "../format/format.ts";
import type { RunItem } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";

/** Count of the runs that are done, of those that are worked on; not read out, for every new figure would be. */
export function ListProgress() {
  const isWorking = usePageState(({ working }) => working !== null);
  const settled = usePageState((state) => state.settled);
  const waiting = usePageState(({ items }) => items.filter(isAwaited).length);
  if (!isWorking) return null;
  const all = settled + waiting;
  return (
    <>
      <span className="note late" aria-hidden="true">
        {formatCount(settled)} of {formatCount(all)}
      </span>
      <progress className="late" aria-label="Runs predicted" max={all} value={settled} />
    </>
  );
}

function isAwaited({ state }: RunItem): boolean {
  return state === "waiting" || state === "predicting";
}
