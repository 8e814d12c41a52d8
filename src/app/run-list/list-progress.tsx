import { formatCount } from "../format/format.ts";
import { usePageState } from "../ui/page-context.ts";

/** Count of the opened runs that are done; not read out, for every new figure would be. */
export function ListProgress() {
  const isWorking = usePageState(({ working }) => working !== null);
  const items = usePageState((state) => state.items);
  if (!isWorking) return null;
  const asked = items.filter(({ state }) => state !== "kept");
  const settled = asked.filter(({ state }) => state === "done" || state === "failed").length;
  return (
    <>
      <span className="note late" aria-hidden="true">
        {formatCount(settled)} of {formatCount(asked.length)}
      </span>
      <progress className="late" aria-label="Runs predicted" max={asked.length} value={settled} />
    </>
  );
}
