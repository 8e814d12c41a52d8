import { counted } from "../../base/counted.ts";
import type { Analysis } from "../../evaluation/analysis.ts";
import type { Deviation } from "../../evaluation/deviations.ts";
import { type QualityFlag, qualityChecks } from "../../workout/quality/quality-flags.ts";
import type { Mark } from "./marks.ts";
import { DEVIATION_WORDS, deviationSizeWords } from "./signal-words.ts";

/** The rows of the signal: flags of the checks, and stretches outside the interval. */
export function signalMarks({ track, durationS, expectation }: Analysis): Mark[] {
  if (expectation === null) return [];
  const { flags, deviations } = expectation;
  return [...flags.map((flag) => flagMark(flag, durationS - track.stepS)), ...deviations.map(deviationMark)];
}

/** @param nearlyAllS what lasts as long is of the whole run */
function flagMark({ code, message, spans }: QualityFlag, nearlyAllS: number): Mark {
  const isOfRun = spans.some(({ startS, endS }) => endS - startS > nearlyAllS);
  return {
    id: `flag ${code}`,
    kind: "flag",
    name: qualityChecks[code].name,
    code,
    count: isOfRun ? "" : counted(spans.length, "place"),
    spans: isOfRun ? [] : spans,
    meaning: message,
    rule: `Checked: ${qualityChecks[code].rule}.`,
  };
}

function deviationMark(deviation: Deviation): Mark {
  const { name, meaning } = DEVIATION_WORDS[deviation.cause];
  return {
    id: `deviation ${deviation.span.startS}`,
    kind: "flag",
    name,
    count: deviationSizeWords(deviation),
    spans: [deviation.span],
    meaning,
  };
}
