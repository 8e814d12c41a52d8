import type { RunView } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";

/** Keeps a run that the library does not keep by itself, such as one of a link; nothing where the library is off. */
export function KeepRun({
  view: { item, run, name, keptId, prediction },
  tabIndex,
}: {
  view: RunView;
  tabIndex: 0 | -1;
}) {
  const isOn = usePageState(({ remembering, library }) => remembering === "on" && library.phase === "open");
  const keepRun = usePageState((state) => state.keepRun);
  if (!isOn || keptId !== null || prediction === null || item.origin.kind === "file") return null;
  return (
    <button
      type="button"
      className="quiet"
      tabIndex={tabIndex}
      aria-label={`Keep ${name}`}
      onClick={() => void keepRun({ itemId: item.id, run })}
    >
      Keep
    </button>
  );
}
