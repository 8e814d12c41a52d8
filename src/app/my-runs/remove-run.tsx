import { flushSync } from "react-dom";
import { type RunView, runCountOf } from "../state/run-items.ts";
import { focusRow } from "../ui/data-table.tsx";
import { focusOpening } from "../ui/focus-bar.ts";
import { usePageState } from "../ui/page-context.ts";

/**
 * Takes a run from the list, and from the library where that holds it; the runs of one file go together, by the button
 * beside that file's name.
 */
export function RemoveRun({ view: { item, name, keptId }, tabIndex }: { view: RunView; tabIndex: 0 | -1 }) {
  const remove = usePageState((state) => state.remove);
  const removeKept = usePageState((state) => state.removeKept);
  if (runCountOf(item) > 1) return null;
  return (
    <button
      type="button"
      className="quiet remove-run"
      tabIndex={tabIndex}
      aria-label={`Remove ${name}`}
      onClick={({ currentTarget }) =>
        removeRow(currentTarget, () => (keptId === null ? remove(item.id) : void removeKept(keptId)))
      }
    >
      ×
    </button>
  );
}

/** Removes a row, and takes the keyboard, which would go on from the top, to the row beside it. */
function removeRow(button: HTMLElement, remove: () => void): void {
  const row = button.closest("tr")!;
  const beside = [row.nextElementSibling, row.previousElementSibling].map((element) =>
    element instanceof HTMLElement ? element.dataset.row : undefined,
  );
  flushSync(remove);
  if (!beside.some((key) => key !== undefined && focusRow(key))) focusOpening();
}
