import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { usePageState } from "../ui/page-context.ts";

/** Ends what is under way, once it takes a second, or goes on with what was ended. */
export function WorkControl() {
  const isWorking = usePageState(({ working }) => working !== null);
  const hasStopped = usePageState(({ items }) => items.some(({ state }) => state === "stopped"));
  const cancel = usePageState((state) => state.cancel);
  const goOn = usePageState((state) => state.goOn);
  const [hasGoneOn, setGoneOn] = useState(false);
  useEffect(() => {
    if (!isWorking) setGoneOn(false);
  }, [isWorking]);
  if (isWorking) {
    return (
      <button
        key="cancel"
        type="button"
        // Hidden, it could not take the focus from the button that went on.
        className={hasGoneOn ? "work-control" : "work-control late"}
        onClick={({ currentTarget }) => replace(currentTarget, cancel)}
      >
        Cancel
      </button>
    );
  }
  return (
    hasStopped && (
      <button
        key="go-on"
        type="button"
        className="work-control"
        onClick={({ currentTarget }) =>
          replace(currentTarget, () => {
            setGoneOn(true);
            goOn();
          })
        }
      >
        Go on
      </button>
    )
  );
}

/** Does what a button says, and takes the keyboard to the button that takes its place. */
function replace(button: HTMLElement, act: () => void): void {
  const parent = button.parentElement!;
  flushSync(act);
  parent.querySelector<HTMLElement>(".work-control")?.focus();
}
