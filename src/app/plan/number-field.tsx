import { useId, useState } from "react";
import { durationSeconds } from "../../workout/formats/value.ts";
import { formatNumber, readNumber } from "../format/format.ts";

interface FieldProps {
  label: string;
  unit: string;
  testId: string;
  /** As it stands while nobody types. */
  value: string;
  onChange(value: number): void;
}

interface NumberFieldProps extends FieldProps {
  /** Numbers that are taken. */
  range: { least: number; most: number };
}

/** A field for a number with a unit. */
export function NumberField({ range: { least, most }, ...field }: NumberFieldProps) {
  const [from, to] = [least, most].map((bound) => formatNumber(bound, bound % 1 === 0 ? 0 : 1));
  return (
    <TypedField
      {...field}
      inputMode="decimal"
      wrong={`Not taken: write a number from ${from} to ${to}.`}
      parse={(text) => {
        const number = readNumber(text);
        return number >= least && number <= most ? number : Number.NaN;
      }}
    />
  );
}

/** A field for a time, in seconds. */
export function ClockField({ example, ...field }: FieldProps & { example: string }) {
  return (
    <TypedField
      {...field}
      inputMode="text"
      wrong={`Not taken: write it like ${example}.`}
      parse={(text) => {
        const seconds = durationSeconds(text);
        return seconds > 0 ? seconds : Number.NaN;
      }}
    />
  );
}

interface TypedFieldProps extends FieldProps {
  inputMode: "decimal" | "text";
  /** Reads what is typed; NaN where it can't be taken. */
  parse(text: string): number;
  /** What can be, for who leaves something else in the field. */
  wrong: string;
}

interface Typed {
  text: string;
  /** As the field would have stood when it was left; null while somebody types. */
  leftAt: string | null;
}

/** A field whose text counts as soon as it can be read. What can't be stays, and says so, until the field's value is another. */
function TypedField({ label, unit, testId, value, inputMode, parse, wrong, onChange }: TypedFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<Typed | null>(null);
  const text = typed !== null && (typed.leftAt ?? value) === value ? typed.text : null;
  const isWrong = text !== null && text.trim() !== "" && Number.isNaN(parse(text));
  const isLeftWrong = isWrong && typed?.leftAt !== null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="with-unit">
        <input
          id={id}
          inputMode={inputMode}
          autoComplete="off"
          data-testid={testId}
          value={text ?? value}
          aria-invalid={isWrong}
          aria-describedby={isLeftWrong ? `${id}-wrong` : undefined}
          onChange={({ target }) => {
            setTyped({ text: target.value, leftAt: null });
            const number = parse(target.value);
            if (target.value.trim() !== "" && !Number.isNaN(number)) onChange(number);
          }}
          onBlur={() => setTyped(isWrong ? { text, leftAt: value } : null)}
        />
        <span className="note">{unit}</span>
      </div>
      {isLeftWrong && (
        <p id={`${id}-wrong`} className="note invalid" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
