import { knownWords } from "../../evaluation/calibration/knowledge.ts";
import type { KnownQuantity } from "../../model/contract.ts";

/** Why no best effort is asked for; empty where the model has learnt what it tells. */
export function unlearntWords(learnt: readonly KnownQuantity[]): string {
  return learnt.includes("bestKmh")
    ? ""
    : `This model has not learnt what a ${knownWords.bestKmh} tells: none is asked for.`;
}

/** Makes a sentence of the end of one. */
export function sentenceOf(end: string): string {
  return `${end[0].toUpperCase()}${end.slice(1)}`;
}
