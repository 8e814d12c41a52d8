import { useMemo } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { driftOf, NO_DRIFT } from "../../../evaluation/drift.ts";
import { formatSigned, NO_VALUE } from "../../format/format.ts";
import { DRIFT_NOTE, decouplingWords, driftWords } from "./drift-words.ts";

/** How the heart rate drifted over the run: in all, and what pace and hills do not explain. */
export function Drift({ analysis }: { analysis: Analysis }) {
  const drift = useMemo(() => driftOf(analysis), [analysis]);
  return (
    <section className="drift" aria-labelledby="drift-title">
      <h3 id="drift-title">Drift</h3>
      {typeof drift === "string" ? (
        <p className="note">{NO_DRIFT[drift]}</p>
      ) : (
        <>
          <dl>
            <Figure
              name="Decoupling"
              testId="decoupling"
              value={drift.decouplingPercent}
              unit="%"
              words={decouplingWords(drift.decouplingPercent)}
            />
            <Figure
              name="Unexplained drift"
              testId="drift"
              value={drift.unexplained?.bpmPerHour ?? null}
              unit="bpm an hour"
              words={drift.unexplained && driftWords(drift.unexplained)}
            />
          </dl>
          <p className="note">{DRIFT_NOTE}</p>
        </>
      )}
    </section>
  );
}

interface FigureProps {
  name: string;
  testId: string;
  /** null where unknown. */
  value: number | null;
  unit: string;
  words: string | null;
}

function Figure({ name, testId, value, unit, words }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="number" data-testid={testId} data-value={value ?? undefined}>
          {value === null ? NO_VALUE : formatSigned(value, 1)}
          {value !== null && <span className="unit"> {unit}</span>}
        </span>{" "}
        <span className="note">{words}</span>
      </dd>
    </div>
  );
}
