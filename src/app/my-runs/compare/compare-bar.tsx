import { counted } from "../../../base/counted.ts";
import { FEWEST_COMPARED } from "../../../evaluation/compared-by.ts";
import { comparedViews } from "../../state/comparison.ts";
import { usePageState } from "../../ui/page-context.ts";
import "./compare-bar.css";

/** The way to the comparison, as long as runs are chosen for it. */
export function CompareBar() {
  const count = usePageState((state) => comparedViews(state).length);
  const show = usePageState((state) => state.show);
  const compareNone = usePageState((state) => state.compareNone);
  if (count === 0) return null;
  const isEnough = count >= FEWEST_COMPARED;
  return (
    <aside className="compare-bar" aria-label="Runs chosen to compare">
      <p aria-live="polite">
        {counted(count, "run")} chosen to compare{isEnough ? "." : ": choose another."}
      </p>
      {isEnough && (
        <button type="button" className="primary" data-testid="open-comparison" onClick={() => show("compare")}>
          Compare
        </button>
      )}
      <button type="button" className="quiet" onClick={compareNone}>
        Choose none
      </button>
    </aside>
  );
}
