import type { Span } from "../../workout/workout.ts";
import type { RunView } from "../state/run-items.ts";
import { MarkTable } from "./mark-table.tsx";
import type { Mark, MarkStore } from "./marks.ts";
import { NOT_READ, unchangedWords } from "./repair-words.ts";

interface Props {
  view: RunView | null;
  /** null while there is no prediction. */
  marks: readonly Mark[] | null;
  choice: MarkStore;
  onShow(place: Span | null): void;
}

/** The ledger: every change that was made to the run before the model saw it. */
export function Repairs(props: Props) {
  return (
    <section className="repairs" data-testid="repairs" aria-labelledby="repairs-title">
      <h3 id="repairs-title">Repairs</h3>
      <Ledger {...props} />
    </section>
  );
}

function Ledger({ view, marks, choice, onShow }: Props) {
  if (view === null || marks === null) return <p className="note">{NOT_READ}</p>;
  if (marks.length === 0) return <p className="note">{unchangedWords(view.item.origin)}</p>;
  return <MarkTable marks={marks} choice={choice} meaningHead="What was done" onShow={onShow} />;
}
