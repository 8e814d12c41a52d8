import { useId, useRef } from "react";
import { usePageState } from "../ui/page-context.ts";
import { forgetWords } from "./library-words.ts";

/** Forgets the library and all settings, after asking once. */
export function ForgetAll({ runs }: { runs: number }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const forgetAll = usePageState((state) => state.forgetAll);
  return (
    <>
      <button type="button" data-testid="forget-all" onClick={() => dialog.current!.showModal()}>
        Forget everything
      </button>
      <dialog ref={dialog} className="forget-all" aria-labelledby={`${id}-title`} aria-describedby={`${id}-words`}>
        <h2 id={`${id}-title`}>Forget everything?</h2>
        <p id={`${id}-words`}>{forgetWords(runs)}</p>
        <div className="forget-all-ways">
          <button type="button" onClick={() => dialog.current!.close()}>
            Keep my runs
          </button>
          <button
            type="button"
            data-testid="forget-all-confirmed"
            onClick={() => {
              dialog.current!.close();
              void forgetAll();
            }}
          >
            Forget everything
          </button>
        </div>
      </dialog>
    </>
  );
}
