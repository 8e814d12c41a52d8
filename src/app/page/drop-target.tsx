import { useEffect, useState } from "react";
import { isTextField } from "../ui/is-text-field.ts";
import { usePageState } from "../ui/page-context.ts";

/** The whole window takes dropped files and text, and whatever is pasted outside of a field. */
export function DropTarget() {
  const openFiles = usePageState((state) => state.openFiles);
  const openText = usePageState((state) => state.openText);
  const [over, setOver] = useState(false);

  useEffect(() => {
    function open(transfer: DataTransfer | null, textName: string) {
      const files = [...(transfer?.files ?? [])];
      const text = transfer?.getData("text/plain").trim() ?? "";
      if (files.length > 0) void openFiles(files);
      else if (text !== "") openText(textName, text);
    }
    function hover(event: DragEvent) {
      const isForPage = !isTextFor(event);
      if (isForPage) event.preventDefault();
      setOver(isForPage);
    }
    function leave(event: DragEvent) {
      // From one element to another within the window is no leaving.
      if (event.relatedTarget === null) setOver(false);
    }
    function drop(event: DragEvent) {
      setOver(false);
      if (isTextFor(event)) return;
      event.preventDefault();
      open(event.dataTransfer, "Dropped text");
    }
    function paste(event: ClipboardEvent) {
      if (isTextField(event.target)) return;
      event.preventDefault();
      open(event.clipboardData, "Pasted text");
    }
    document.addEventListener("dragover", hover);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("dragover", hover);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
      document.removeEventListener("paste", paste);
    };
  }, [openFiles, openText]);

  return over ? (
    <div className="drop-target">
      <p>Drop to open: a run, an archive of runs, a dataset or a model</p>
    </div>
  ) : null;
}

/** Text that is dragged onto a field belongs there; files belong to the page wherever they are dropped. */
function isTextFor({ target, dataTransfer }: DragEvent): boolean {
  return isTextField(target) && dataTransfer?.types.includes("Files") !== true;
}
