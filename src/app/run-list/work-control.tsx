import { usePageState } from "../ui/page-context.ts";

/** Ends what is under way, once it takes a second, or goes on with what was ended. */
export function WorkControl() {
  const isWorking = usePageState(({ working }) => working !== null);
  const hasStopped = usePageState(({ items }) => items.some(({ state }) => state === "stopped"));
  const cancel = usePageState((state) => state.cancel);
  const goOn = usePageState((state) => state.goOn);
  if (isWorking) {
    return (
      <button key="cancel" type="button" className="work-control late" onClick={cancel}>
        Cancel
      </button>
    );
  }
  return (
    hasStopped && (
      <button key="go-on" type="button" className="work-control" onClick={goOn}>
        Go on
      </button>
    )
  );
}
