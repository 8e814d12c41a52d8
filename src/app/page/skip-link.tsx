import type { RefObject } from "react";

/** Takes the keyboard past the bar. It changes no address: that names what is open. */
export function SkipLink({ target }: { target: RefObject<HTMLElement | null> }) {
  return (
    <button type="button" className="skip-link" onClick={() => target.current?.focus()}>
      Skip to the content
    </button>
  );
}
