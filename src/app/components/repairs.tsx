import type { Repair } from "../../workout/workout.ts";
import type { RunView } from "../items.ts";
import { noLedgerWords, spanWords, unchangedWords } from "../words.ts";

const SPANS_SHOWN = 3;

/** The ledger: every change that was made to the run before the model saw it. */
export function Repairs({ view }: { view: RunView | null }) {
  return (
    <section className="repairs" data-testid="repairs" aria-labelledby="repairs-title">
      <h2 id="repairs-title">Repairs to the file</h2>
      <Ledger view={view} />
    </section>
  );
}

function Ledger({ view }: { view: RunView | null }) {
  if (view?.prediction == null) return <p className="note">{noLedgerWords(view)}</p>;
  const { repairs } = view.prediction;
  if (repairs.length > 0) {
    return (
      <ul>
        {repairs.map((repair) => (
          <Entry key={repair.code} repair={repair} />
        ))}
      </ul>
    );
  }
  return <p className="note">{unchangedWords(view.item.origin)}</p>;
}

function Entry({ repair: { message, spans } }: { repair: Repair }) {
  const rest = spans.length - SPANS_SHOWN;
  return (
    <li>
      {message}
      {spans.length > 0 && (
        <span className="note">
          {" "}
          At {spans.slice(0, SPANS_SHOWN).map(spanWords).join(", ")}
          {rest > 0 && ` and ${rest} more`}.
        </span>
      )}
    </li>
  );
}
