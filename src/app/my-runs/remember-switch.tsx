import { useRef } from "react";
import { AskDialog } from "../ui/ask-dialog.tsx";
import { usePageState } from "../ui/page-context.ts";
import { turnOffWords } from "./library-words.ts";
import { useKeptNumbers } from "./use-kept-numbers.ts";

/** Turns the library on; off, after asking what becomes of what it holds. */
export function RememberSwitch({ describedBy }: { describedBy: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOn = usePageState(({ remembering }) => remembering === "on");
  const [kept, countAnew] = useKeptNumbers();
  const remember = usePageState((state) => state.remember);
  const pauseRemembering = usePageState((state) => state.pauseRemembering);
  const forgetRuns = usePageState((state) => state.forgetRuns);

  function turnOff() {
    const { runs, courses } = countAnew();
    if (runs === 0 && courses === 0) void forgetRuns();
    else dialog.current!.showModal();
  }

  return (
    <>
      <label>
        <input
          type="checkbox"
          data-testid="remember"
          checked={isOn}
          aria-describedby={describedBy}
          onChange={({ target }) => (target.checked ? void remember() : turnOff())}
        />
        <span>Remember my runs on this device</span>
      </label>
      <AskDialog
        dialog={dialog}
        question="Keep what is kept?"
        words={turnOffWords(kept)}
        answers={[
          { label: "Go on remembering" },
          { label: "Keep them", testId: "turn-off-keep", act: pauseRemembering },
          { label: "Forget them", testId: "turn-off-forget", act: () => void forgetRuns() },
        ]}
      />
    </>
  );
}
