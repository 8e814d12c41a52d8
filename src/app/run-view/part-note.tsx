import type { Analysis } from "../../evaluation/analysis.ts";
import { partSentences } from "./part-words.ts";
import { useShownSpan } from "./use-shown-figures.ts";

/**
 * Caption of heart rate figures that cover a part of the shown stretch only. Nothing where they cover the whole run; an
 * empty line where they cover all of a stretch, so that nothing moves as one zooms.
 */
export function PartNote({ analysis }: { analysis: Analysis | null }) {
  const span = useShownSpan(analysis);
  if (analysis === null || partSentences(analysis, { startS: 0, endS: analysis.durationS }).length === 0) return null;
  return <p className="note part-note">{partSentences(analysis, span).join(" ")}</p>;
}
