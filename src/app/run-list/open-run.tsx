import { knownFilesWords } from "../state/known-files.ts";
import { usePageState } from "../ui/page-context.ts";
import { acceptedFiles } from "./accepted-files.ts";
import { TypeValues } from "./type-values.tsx";

/** Files, typed or pasted values: what a person brings along. */
export function OpenRun() {
  const openFiles = usePageState((state) => state.openFiles);
  const openAlready = usePageState((state) => state.openAlready);
  return (
    <section className="open-run" aria-label="Open a run">
      <label className="file-choice">
        <input
          type="file"
          multiple
          accept={acceptedFiles(navigator)}
          className="visually-hidden"
          data-testid="file-input"
          onChange={(event) => {
            void openFiles([...(event.target.files ?? [])]);
            // Else choosing the same file again would change nothing, and be no event.
            event.target.value = "";
          }}
        />
        <span className="file-choice-button">Choose runs</span>
        <span className="note">
          or drop them anywhere, or paste. {__FILE_WORDS__.kinds}, or a ZIP of them; a dataset as Parquet.
        </span>
      </label>
      <p className="note open-already" role="status">
        {knownFilesWords(openAlready)}
      </p>
      <TypeValues />
    </section>
  );
}
