import { lazy, Suspense, useEffect, useId, useRef } from "react";
import { focusSettings } from "../ui/focus-bar.ts";
import { NotFetched } from "../ui/not-fetched.tsx";
import { usePageState } from "../ui/page-context.ts";

/** Fetched as the dialog opens: few people add a model. */
const ModelImportForm = lazy(() => import("./model-import-form.tsx").catch(() => ({ default: NotFetched })));

/** Adds a model: a file that describes itself, or a PyTorch checkpoint with what it lacks. */
export function ModelImportDialog() {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const modelImport = usePageState((state) => state.modelImport);
  const close = usePageState((state) => state.closeModelImport);
  const open = modelImport !== null;
  useEffect(() => {
    if (open) dialog.current!.showModal();
    // Closed and not taken away: so the focus goes back to where it was.
    else dialog.current!.close();
  }, [open]);

  function leave() {
    close();
    // The panel that it was opened from closed as it opened, and its button can't take the focus back.
    if (document.activeElement === document.body) focusSettings();
  }

  return (
    <dialog ref={dialog} className="model-import" aria-labelledby={`${id}-title`} onClose={leave}>
      <h2 id={`${id}-title`}>Add a model</h2>
      <p className="note">
        An ONNX file that describes itself, or a PyTorch checkpoint of the published architecture with its scaler. Files
        are read as data in this browser: nothing in them is run, nothing is uploaded. An added model is gone when the
        page is loaded again.
      </p>
      {modelImport !== null && (
        <Suspense>
          <ModelImportForm modelImport={modelImport} />
        </Suspense>
      )}
    </dialog>
  );
}
