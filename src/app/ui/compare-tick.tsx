import "./compare-tick.css";

interface Props {
  /** Name of the run. */
  name: string;
  isChosen: boolean;
  /** Whether as many runs are chosen as can be compared. */
  isFull: boolean;
  tabIndex: 0 | -1;
  onChange(isChosen: boolean): void;
}

/** Chooses a run to be compared with others. */
export function CompareTick({ name, isChosen, isFull, tabIndex, onChange }: Props) {
  const isRefused = isFull && !isChosen;
  return (
    <label className="compare-tick" title={isRefused ? "No more runs can be compared at once" : undefined}>
      <input
        type="checkbox"
        aria-label={`Compare ${name}`}
        tabIndex={tabIndex}
        checked={isChosen}
        disabled={isRefused}
        onChange={({ target }) => onChange(target.checked)}
      />
    </label>
  );
}
