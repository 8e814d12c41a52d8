import { type ReactNode, useId } from "react";

/** The panel of the settings. */
export const SETTINGS_PANEL = "settings-panel";

interface Props {
  name: string;
  /** Label of the button; the name where it is missing. */
  label?: ReactNode;
  className: string;
  /** Given where a button elsewhere opens it, too. */
  id?: string;
  isPrimary?: boolean;
  /** Called as it is opened and as it is closed. */
  onToggle?(isOpen: boolean): void;
  children: ReactNode;
}

/**
 * A button, and a panel that it opens over the page. Escape and a click elsewhere close it; while it is closed its
 * contents stay in the document.
 */
export function Panel({ name, label = name, className, id: ownId, isPrimary = false, onToggle, children }: Props) {
  const unnamed = useId();
  const id = ownId ?? unnamed;
  return (
    <div className={className}>
      <button type="button" className={isPrimary ? "primary" : undefined} popoverTarget={id}>
        {label}
      </button>
      <div
        id={id}
        popover="auto"
        className="panel"
        role="dialog"
        aria-label={name}
        onToggle={({ newState }) => onToggle?.(newState === "open")}
      >
        {children}
        <button type="button" className="panel-close" popoverTarget={id} popoverTargetAction="hide">
          Close
        </button>
      </div>
    </div>
  );
}

/** Closes the panel that an element stands in, where it stands in one. */
export function closePanel(element: Element): void {
  element.closest<HTMLElement>("[popover]")?.hidePopover();
}
