import type { Span } from "../../workout/workout.ts";
import { hasRecording } from "../state/read-again.ts";
import type { RunView } from "../state/run-items.ts";
import { MarkTable } from "./mark-table.tsx";
import type { Mark, MarkStore } from "./marks.ts";
import { NOT_READ } from "./repair-words.ts";
import { noSignalWords } from "./signal-words.ts";

interface Props {
  view: RunView | null;
  /** null while there is no prediction. */
  marks: readonly Mark[] | null;
  /** Whether there is a heart rate to compare with an interval. */
  isCompared: boolean;
  /** Whether a place is excluded; not given where nothing could be. */
  isExcluded: ((place: Span) => boolean) | undefined;
  choice: MarkStore;
  onShow(place: Span | null): void;
}

/** Doubts about the recording: advice that changes no figure until a person excludes a stretch. */
export function Signal(props: Props) {
  return (
    <section className="signal" data-testid="signal" aria-labelledby="signal-title">
      <h3 id="signal-title">Signal</h3>
      <Findings {...props} />
    </section>
  );
}

function Findings({ view, marks, isCompared, isExcluded, choice, onShow }: Props) {
  if (marks === null) return <p className="note">{NOT_READ}</p>;
  if (marks.length === 0) return <p className="note">{noSignalWords(hasRecording(view), isCompared)}</p>;
  return (
    <MarkTable
      marks={marks}
      choice={choice}
      sizeHead="How much"
      meaningHead="What it may mean"
      isExcluded={isExcluded}
      onShow={onShow}
    />
  );
}
