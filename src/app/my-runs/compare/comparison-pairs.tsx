import { useId, useMemo, useState } from "react";
import { pairFinding, runnersOf } from "../../../evaluation/compare-runs.ts";
import { PAIR_NOTE, pairSentence } from "../../../evaluation/compare-words.ts";
import { areStrangers } from "../../state/comparison.ts";
import type { NamedRun } from "./use-compared-runs.ts";

/** Each run's finding beside one of them, which a person chooses. */
export function ComparisonPairs({ runs }: { runs: readonly NamedRun[] }) {
  const id = useId();
  const [chosen, setChosen] = useState(runs[0].number);
  const first = runs.find(({ number }) => number === chosen) ?? runs[0];
  const pairs = useMemo(
    () => runs.filter((run) => run !== first).map((run) => ({ number: run.number, sentence: sentenceOf(first, run) })),
    [runs, first],
  );
  return (
    <section className="comparison-pairs" aria-label="Run by run">
      <h3>Is it more than usual?</h3>
      {runs.length > 2 && (
        <p>
          <label htmlFor={id}>Beside</label>{" "}
          <select id={id} value={first.number} onChange={({ target }) => setChosen(Number(target.value))}>
            {runs.map(({ number, name }) => (
              <option key={number} value={number}>
                {name}
              </option>
            ))}
          </select>
        </p>
      )}
      <ul data-pictured>
        {pairs.map(({ number, sentence }) => (
          <li key={number} data-testid="compare-pair">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="note">{PAIR_NOTE}</p>
    </section>
  );
}

function whoRan({ run, view: { keptFor } }: NamedRun) {
  return { ...run.prediction.track, keptFor };
}

function sentenceOf(first: NamedRun, other: NamedRun): string {
  const runners = areStrangers(first.view, other.view) ? "two" : runnersOf(whoRan(first), whoRan(other));
  return pairSentence(pairFinding(first.run, other.run, runners), first.name, other.name);
}
