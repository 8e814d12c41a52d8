import { useId, useRef, useState } from "react";
import { PassingButton } from "../ui/passing-button.tsx";

/** A value that runs show or files state, to be taken by a click. */
export interface Offer {
  words: string;
  label: string;
  take(): void;
}

interface StatedFieldProps {
  label: string;
  testId: string;
  unit?: string;
  /** Of a whole number; any text without. */
  bounds?: { min: number; max: number };
  placeholder?: string;
  /** The statement that stands, as text. */
  stated: string;
  parse(text: string): number | null | "invalid";
  /** Takes what was typed; null where that is nothing, or can't be used. */
  onState(value: number | null): void;
  hint: string;
  /** What may be typed, where that is not. */
  wrong: string;
  /** Why what is typed can't be used beside another field; null where it can. */
  problem?: string | null;
  offers?: readonly Offer[];
}

/** A field for a number that a person may state. What can't be used stays as it was typed, and says so. */
export function StatedField(props: StatedFieldProps) {
  const {
    label,
    testId,
    unit,
    bounds,
    placeholder,
    stated,
    parse,
    onState,
    hint,
    wrong,
    problem = null,
    offers = [],
  } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && parse(typed) === "invalid";
  const error = invalid ? wrong : problem;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="with-unit">
        <input
          ref={input}
          id={id}
          data-testid={testId}
          type={bounds ? "number" : "text"}
          inputMode={bounds ? "numeric" : "text"}
          autoComplete="off"
          {...bounds}
          placeholder={placeholder}
          value={typed ?? stated}
          aria-invalid={error !== null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setTyped(target.value);
            const parsed = parse(target.value);
            onState(parsed === "invalid" ? null : parsed);
          }}
          onBlur={() => {
            // What was typed and is valid stands in the store, where a link may change it again.
            if (!invalid) setTyped(null);
          }}
        />
        {unit !== undefined && <span className="unit">{unit}</span>}
      </span>
      <p className={error === null ? "note" : "note invalid"} id={`${id}-hint`}>
        {error ?? hint}
      </p>
      {offers.map(({ words, label, take }) => (
        <p key={words} className="note" data-testid={`${testId}-hint`}>
          {words}{" "}
          <PassingButton
            heir={input}
            className="place"
            onClick={() => {
              setTyped(null);
              take();
            }}
          >
            {label}
          </PassingButton>
        </p>
      ))}
    </div>
  );
}
