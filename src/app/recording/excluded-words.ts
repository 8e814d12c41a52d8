import type { Span } from "../../workout/workout.ts";
import { formatClock } from "../format/format.ts";
import type { Excluded } from "../state/excluded.ts";

/** A stretch of a run, or a moment. */
export function spanWords(span: Span): string {
  return span.endS > span.startS ? `${formatClock(span.startS)}–${formatClock(span.endS)}` : formatClock(span.startS);
}

/** The excluded stretches in words: "without 10:00–12:00"; empty for none. */
function excludedWords(excluded: Excluded): string {
  if (excluded.length === 0) return "";
  const [first, second, ...rest] = excluded;
  const named = [first, second].filter((span) => span !== undefined).map(spanWords);
  const more = rest.length === 0 ? [] : [`${rest.length} more`];
  const lengthS = excluded.reduce((sum, { startS, endS }) => sum + endS - startS, 0);
  const words = `without ${joined([...named, ...more])}`;
  return lengthS < 0.5 ? words : `${words} (${formatClock(lengthS)} excluded)`;
}

/** The same as a sentence. */
export function excludedSentence(excluded: Excluded): string {
  const words = excludedWords(excluded);
  return words === "" ? "" : `${words[0].toUpperCase()}${words.slice(1)}.`;
}

function joined(parts: string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Label of what excludes a stretch. */
export function leaveOutWords(span: Span): string {
  return `Exclude ${spanWords(span)}`;
}

/** Label of what puts a stretch back. */
export function putBackWords(span: Span): string {
  return `Put back ${spanWords(span)}`;
}
