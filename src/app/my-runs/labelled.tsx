import { type ReactNode, useId } from "react";

/** A control with its name beside it. */
export function Labelled({ name, children }: { name: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <span className="labelled">
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </span>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
}

/** One of a few options, chosen from a list. */
export function Choice({ name, value, options, onChange }: ChoiceProps) {
  return (
    <Labelled name={name}>
      {(id) => (
        <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
          {options.map(([option, label]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
