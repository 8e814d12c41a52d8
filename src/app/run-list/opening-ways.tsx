import { FileChoice } from "../ui/file-choice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { closePanel } from "../ui/panel.tsx";
import { acceptedFiles, offeredFiles } from "./accepted-files.ts";

/**
 * The ways to open files of this device.
 * @param testId of the field that takes files
 */
export function OpeningWays({ testId }: { testId?: string }) {
  const openFiles = usePageState((state) => state.openFiles);
  function open(files: readonly File[], field: HTMLInputElement) {
    void openFiles(files);
    closePanel(field);
  }
  return (
    <>
      <div className="file-choices">
        <FileChoice name="Choose files" accept={acceptedFiles(navigator)} testId={testId} onChoose={open} />
        <FileChoice name="Choose a folder" isFolder onChoose={(files, field) => open(offeredFiles(files), field)} />
      </div>
      <p className="note">
        Or drop them anywhere on the page, or paste: {__FILE_WORDS__.kinds}, or a ZIP of them; a dataset as Parquet.
        They are read on this device, and go nowhere.
      </p>
    </>
  );
}
