import { useIsResearcher } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";

/** Shows or hides, wherever it stands on the page, what is for researchers. */
export function LevelSwitch() {
  const isResearcher = useIsResearcher();
  const setLevel = usePageState((state) => state.setLevel);
  return (
    <label className="level-switch">
      <input
        type="checkbox"
        data-testid="level"
        checked={isResearcher}
        onChange={({ target }) => setLevel(target.checked ? "researcher" : "runner")}
      />
      For researchers
    </label>
  );
}
