import { useId } from "react";

interface Props<T extends string> {
  name: string;
  value: T;
  options: readonly { value: T; label: string }[];
  testId?: string;
  /** Whether there is nothing to choose. */
  isFixed?: boolean;
  onChange(value: T): void;
}

/** One choice of a few, side by side. */
export function Segments<T extends string>({ name, value, options, testId, isFixed = false, onChange }: Props<T>) {
  const group = useId();
  return (
    <fieldset className="segments" data-testid={testId} disabled={isFixed}>
      <legend className="visually-hidden">{name}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={group} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
