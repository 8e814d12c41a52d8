import type { Analysis } from "../../evaluation/analysis.ts";
import { partSentences } from "./part-words.ts";
import { useShownSpan } from "./use-shown-figures.ts";

/**
 * Of what part of the run, or of the stretch that is shown, figures of its heart rate are; nothing where they are of all
 * of the run. It keeps its place where they are of all of a stretch.
 */
export function PartNote({ analysis }: { analysis: Analysis | null }) {
  const span = useShownSpan(analysis);
  if (analysis === null || partSentences(analysis, { startS: 0, endS: analysis.durationS }).length === 0) return null;
  return <p className="note part-note">{partSentences(analysis, span).join(" ")}</p>;
}
