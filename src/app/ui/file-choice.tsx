interface Props {
  name: string;
  /** File name endings that the dialog offers; all where it is missing. */
  accept?: string | undefined;
  isFolder?: boolean;
  /** Of the field that takes files. */
  testId?: string | undefined;
  /** Takes the chosen files; the field then stands for the next choice. */
  onChoose(files: File[], field: HTMLInputElement): void;
}

/** A button that opens the system's dialog for files. */
export function FileChoice({ name, accept, isFolder = false, testId, onChoose }: Props) {
  return (
    <label className="file-choice">
      <input
        type="file"
        multiple
        {...(isFolder && { webkitdirectory: "" })}
        accept={accept}
        className="visually-hidden"
        data-testid={testId}
        onChange={({ target }) => {
          onChoose([...(target.files ?? [])], target);
          // Else choosing the same file again would change nothing, and be no event.
          target.value = "";
        }}
      />
      <span className="file-choice-button">{name}</span>
    </label>
  );
}
