import { useRef } from "react";
import { AskDialog } from "../ui/ask-dialog.tsx";
import { usePageState } from "../ui/page-context.ts";
import { forgetWords } from "./library-words.ts";

/** Forgets the library and all settings, after asking once. */
export function ForgetAll({ runs }: { runs: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const forgetAll = usePageState((state) => state.forgetAll);
  return (
    <>
      <button type="button" data-testid="forget-all" onClick={() => dialog.current!.showModal()}>
        Forget everything
      </button>
      <AskDialog
        dialog={dialog}
        question="Forget everything?"
        words={forgetWords(runs)}
        answers={[
          { label: "Keep my runs" },
          { label: "Forget everything", testId: "forget-all-confirmed", act: () => void forgetAll() },
        ]}
      />
    </>
  );
}
