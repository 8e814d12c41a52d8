import { type RefObject, useRef } from "react";
import { AskDialog } from "../ui/ask-dialog.tsx";
import { usePageState } from "../ui/page-context.ts";
import { PassingButton } from "../ui/passing-button.tsx";
import { forgetWords } from "./library-words.ts";
import { useKeptNumbers } from "./use-kept-numbers.ts";

/**
 * Forgets the library and all settings, after asking once.
 * @param heir takes the focus of the button, which goes with what is forgotten
 */
export function ForgetAll({ heir }: { heir: RefObject<HTMLElement | null> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [kept, countAnew] = useKeptNumbers();
  const forgetAll = usePageState((state) => state.forgetAll);

  function ask() {
    countAnew();
    dialog.current!.showModal();
  }

  return (
    <>
      <PassingButton heir={heir} data-testid="forget-all" onClick={ask}>
        Forget everything
      </PassingButton>
      <AskDialog
        dialog={dialog}
        question="Forget everything?"
        words={forgetWords(kept)}
        answers={[
          { label: "Keep my runs" },
          { label: "Forget everything", testId: "forget-all-confirmed", act: () => void forgetAll() },
        ]}
      />
    </>
  );
}
