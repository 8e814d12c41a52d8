import type { Analysis } from "../analysis.ts";
import { partSentences } from "../part-words.ts";

/** Of what part of the run figures of its heart rate are; nothing where they are of all of it. */
export function PartNote({ analysis }: { analysis: Analysis | null }) {
  const sentences = analysis === null ? [] : partSentences(analysis);
  return sentences.length > 0 && <p className="note">{sentences.join(" ")}</p>;
}
