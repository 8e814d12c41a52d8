import type { Analysis } from "../analysis.ts";
import { leftOutSentence } from "../left-out-words.ts";

/** Which stretches figures are without; nothing where they are of all that was measured. */
export function LeftOutNote({ analysis }: { analysis: Analysis | null }) {
  const leftOut = analysis?.expectation?.leftOut ?? [];
  return leftOut.length > 0 && <p className="note">{leftOutSentence(leftOut)}</p>;
}
