import { useId, useState } from "react";

interface Props {
  label: string;
  unit: string;
  testId: string;
  /** As it stands while nobody types. */
  value: string;
  /** Reads what is typed; NaN where it can't be. By default a number. */
  parse?(text: string): number;
  onChange(value: number): void;
}

/** A field for a number with a unit: what is typed counts as soon as it can be read. */
export function NumberField({ label, unit, testId, value, parse = plainNumber, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && typed.trim() !== "" && Number.isNaN(parse(typed));
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="with-unit">
        <input
          id={id}
          inputMode={parse === plainNumber ? "decimal" : "text"}
          data-testid={testId}
          value={typed ?? value}
          aria-invalid={isWrong}
          onChange={({ target }) => {
            setTyped(target.value);
            const number = parse(target.value);
            if (target.value.trim() !== "" && !Number.isNaN(number)) onChange(number);
          }}
          onBlur={() => setTyped(null)}
        />
        <span className="note">{unit}</span>
      </div>
    </div>
  );
}

function plainNumber(text: string): number {
  return Number(text.replaceAll(",", "").replace("−", "-"));
}
