import { type Ref, useId, useState } from "react";

/** A format, as a person chooses it. */
export interface Option<Format> {
  label: string;
  format: Format;
}

interface SaveAsProps<Format> {
  name: string;
  /** What it is of, where more than one can be saved. */
  of?: string;
  testId: string;
  options: readonly Option<Format>[];
  isDisabled: boolean;
  button?: Ref<HTMLButtonElement>;
  onSave(format: Format): void;
}

/** A button that saves a file, and the choice of its format. */
export function SaveAs<Format>({ name, of, testId, options, isDisabled, button, onSave }: SaveAsProps<Format>) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  return (
    <div className="save-as">
      <label className="visually-hidden" htmlFor={id}>
        {name} {of !== undefined && `of ${of} `}as
      </label>
      <select id={id} value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
        {options.map(({ label }, i) => (
          <option key={label} value={i}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="button"
        ref={button}
        data-testid={testId}
        // Not disabled while a file is made, for it keeps the focus.
        aria-disabled={isDisabled}
        onClick={() => isDisabled || onSave(options[chosen].format)}
      >
        Save {name.toLowerCase()}
        {of !== undefined && <span className="visually-hidden"> of {of}</span>}
      </button>
    </div>
  );
}

/** What was saved; where the system passes files on, the way to its sheet. */
export function Made({ file }: { file: File }) {
  const canShare = typeof navigator.canShare === "function" && navigator.canShare({ files: [file] });
  async function share() {
    // A person who closes the sheet has changed their mind, which is no failure.
    await navigator.share({ files: [file] }).catch(() => {});
  }
  return (
    <>
      <p className="note" role="status">
        {file.name} is saved. It was drawn here, and is sent nowhere.
      </p>
      {canShare && (
        <button type="button" onClick={() => void share()}>
          Share
        </button>
      )}
    </>
  );
}
