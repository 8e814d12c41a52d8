import { useEffect, useState } from "react";
import { isTextField } from "../ui/is-text-field.ts";
import { usePageState } from "../ui/page-context.ts";

/** Files that hold the ground of a run: they are planned where plans are made. */
const COURSE_NAME = /\.(gpx|tcx|fit)(\.gz)?$/i;

/** The whole window takes dropped files and text, and whatever is pasted outside of a field. */
export function DropTarget() {
  const openFiles = usePageState((state) => state.openFiles);
  const openText = usePageState((state) => state.openText);
  const openCourses = usePageState((state) => state.openCourses);
  const isPlanning = usePageState((state) => state.view === "plan");
  const [over, setOver] = useState(false);

  useEffect(() => {
    function open(transfer: DataTransfer | null, textName: string) {
      const files = [...(transfer?.files ?? [])];
      const text = transfer?.getData("text/plain").trim() ?? "";
      const areCourses = isPlanning && files.length > 0 && files.every(({ name }) => COURSE_NAME.test(name));
      if (areCourses) void openCourses(files);
      else if (files.length > 0) void openFiles(files);
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
  }, [openFiles, openText, openCourses, isPlanning]);

  return over ? (
    <div className="drop-target">
      <p>
        {isPlanning
          ? "Drop to plan: a route or a run"
          : "Drop to open: a run, an archive of runs, a dataset or a model"}
      </p>
    </div>
  ) : null;
}

/** Text that is dragged onto a field belongs there; files belong to the page wherever they are dropped. */
function isTextFor({ target, dataTransfer }: DragEvent): boolean {
  return isTextField(target) && dataTransfer?.types.includes("Files") !== true;
}
