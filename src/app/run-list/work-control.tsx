import { flushSync } from "react-dom";
import { usePageState } from "../ui/page-context.ts";

/** Ends what is under way, once it takes a second, or goes on with what was ended. */
export function WorkControl() {
  const isWorking = usePageState(({ working }) => working !== null);
  const hasStopped = usePageState(({ items }) => items.some(({ state }) => state === "stopped"));
  const cancel = usePageState((state) => state.cancel);
  const goOn = usePageState((state) => state.goOn);
  if (isWorking) {
    return (
      <button
        key="cancel"
        type="button"
        className="work-control late"
        onClick={({ currentTarget }) => stop(currentTarget, cancel)}
      >
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

/** Cancels, and takes the keyboard to the button that goes on, which takes the place of the one that cancelled. */
function stop(button: HTMLElement, cancel: () => void): void {
  const parent = button.parentElement!;
  flushSync(cancel);
  parent.querySelector<HTMLElement>(".work-control")?.focus();
}
