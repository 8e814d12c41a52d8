import { useEffect, useState } from "react";
import { usePageState } from "../page-context.ts";

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
      event.preventDefault();
      setOver(true);
    }
    function leave(event: DragEvent) {
      // From one element to another within the window is no leaving.
      if (event.relatedTarget === null) setOver(false);
    }
    function drop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      open(event.dataTransfer, "Dropped text");
    }
    function paste(event: ClipboardEvent) {
      if (event.target instanceof Element && event.target.closest("input, textarea, select") !== null) return;
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
      <p>Drop to predict</p>
    </div>
  ) : null;
}
