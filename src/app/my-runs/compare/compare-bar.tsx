import { FEWEST_COMPARED } from "../../../evaluation/compared-by.ts";
import { comparedViews } from "../../state/comparison.ts";
import { usePageState } from "../../ui/page-context.ts";
import "./compare-bar.css";
import { chosenWords } from "./comparison-words.ts";

/** The way to the comparison, as long as runs are chosen for it. */
export function CompareBar() {
  const count = usePageState((state) => comparedViews(state).length);
  const show = usePageState((state) => state.show);
  const compareNone = usePageState((state) => state.compareNone);
  if (count === 0) return null;
  return (
    <aside className="compare-bar" aria-label="Runs chosen to compare">
      <p aria-live="polite">{chosenWords(count)}</p>
      {count >= FEWEST_COMPARED && (
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
