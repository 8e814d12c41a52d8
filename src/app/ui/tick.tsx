import "./tick.css";

interface Props {
  name: string;
  isChosen: boolean;
  tabIndex: 0 | -1;
  /** Why it cannot be chosen; null where it can. */
  refusal?: string | null;
  onChange(isChosen: boolean): void;
}

/** A box in a row of a table, as large as a finger. */
export function Tick({ name, isChosen, tabIndex, refusal = null, onChange }: Props) {
  return (
    <label className="tick-box" title={refusal ?? undefined}>
      <input
        type="checkbox"
        aria-label={name}
        tabIndex={tabIndex}
        checked={isChosen}
        disabled={refusal !== null}
        onChange={({ target }) => onChange(target.checked)}
      />
    </label>
  );
}
