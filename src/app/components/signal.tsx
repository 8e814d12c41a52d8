import type { Span } from "../../workout/workout.ts";
import type { LeftOut } from "../left-out.ts";
import type { Mark, MarkStore } from "../marks.ts";
import { noSignalWords } from "../signal-words.ts";
import { MarkTable } from "./mark-table.tsx";

interface Props {
  /** null while there is no prediction. */
  marks: readonly Mark[] | null;
  /** Whether there is a heart rate to compare with an interval. */
  isCompared: boolean;
  leftOut: LeftOut;
  choice: MarkStore;
  onShow(place: Span | null): void;
}

/** How far the recording can be trusted: advice, which changes no figure until a person leaves a stretch out. */
export function Signal({ marks, isCompared, leftOut, choice, onShow }: Props) {
  if (marks === null) return null;
  return (
    <section className="signal" data-testid="signal" aria-labelledby="signal-title">
      <h2 id="signal-title">Signal</h2>
      {marks.length === 0 ? (
        <p className="note">{noSignalWords(isCompared)}</p>
      ) : (
        <MarkTable
          marks={marks}
          choice={choice}
          sizeHead="How much"
          ruleHead="What it may mean"
          leftOut={leftOut}
          onShow={onShow}
        />
      )}
    </section>
  );
}
