import { usePageState } from "../ui/page-context.ts";
import { closePanel } from "../ui/panel.tsx";
import { acceptedFiles, offeredFiles } from "./accepted-files.ts";

/**
 * The ways to open files of this device.
 * @param testId of the field that takes files
 */
export function OpeningWays({ testId }: { testId?: string }) {
  return (
    <>
      <div className="file-choices">
        <FileChoice name="Choose files" accept={acceptedFiles(navigator)} testId={testId} />
        <FileChoice name="Choose a folder" isFolder />
      </div>
      <p className="note">
        Or drop them anywhere on the page, or paste: {__FILE_WORDS__.kinds}, or a ZIP of them; a dataset as Parquet.
        They are read on this device, and go nowhere.
      </p>
    </>
  );
}

interface FileChoiceProps {
  name: string;
  accept?: string | undefined;
  isFolder?: boolean;
  testId?: string | undefined;
}

function FileChoice({ name, accept, isFolder = false, testId }: FileChoiceProps) {
  const openFiles = usePageState((state) => state.openFiles);
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
          const files = [...(target.files ?? [])];
          void openFiles(isFolder ? offeredFiles(files) : files);
          // Else choosing the same file again would change nothing, and be no event.
          target.value = "";
          closePanel(target);
        }}
      />
      <span className="file-choice-button">{name}</span>
    </label>
  );
}
