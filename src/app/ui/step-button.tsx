import { useEffect } from "react";
import { isTextField } from "./is-text-field.ts";

interface Props {
  name: string;
  /** The key that does the same with Shift, as browsers and as people write it. */
  keyName: "ArrowLeft" | "ArrowRight";
  arrow: string;
  /** null where it leads nowhere. */
  onStep: (() => void) | null;
  children: string;
}

/** Steps from one run to a neighbour of it. */
export function StepButton({ name, keyName, arrow, onStep, children }: Props) {
  return (
    <button
      type="button"
      aria-label={name}
      aria-keyshortcuts={`Shift+${keyName}`}
      title={`${name} (Shift and ${arrow})`}
      aria-disabled={onStep === null}
      onClick={() => onStep?.()}
    >
      {children}
    </button>
  );
}

/** Lets Shift and an arrow key do what a step's button does; null where it leads nowhere. */
export function useStepKeys(onPrevious: (() => void) | null, onNext: (() => void) | null): void {
  useEffect(() => {
    function step(event: KeyboardEvent) {
      const { key, shiftKey, altKey, ctrlKey, metaKey, target } = event;
      if (!shiftKey || altKey || ctrlKey || metaKey || takesArrows(target)) return;
      const onStep = key === "ArrowLeft" ? onPrevious : key === "ArrowRight" ? onNext : null;
      if (onStep === null) return;
      event.preventDefault();
      onStep();
    }
    document.addEventListener("keydown", step);
    return () => document.removeEventListener("keydown", step);
  }, [onPrevious, onNext]);
}

/** Whether arrow keys have a meaning of their own there: in fields, on sliders and choices, and in what lies over the page. */
function takesArrows(target: EventTarget | null): boolean {
  return (
    isTextField(target) ||
    (target instanceof Element && target.closest("input, select, [role=slider], dialog, [popover]") !== null)
  );
}
