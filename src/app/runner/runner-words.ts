import { knownWords } from "../../evaluation/calibration/knowledge.ts";
import type { KnownQuantity } from "../../model/contract.ts";

/** Quantities that About me asks for where the model has learnt what they tell. */
const ASKED: readonly KnownQuantity[] = ["restingBpm", "bestKmh"];

/** What a model is not asked with, and why; empty where it has learnt all of it. */
export function unlearntWords(learnt: readonly KnownQuantity[]): string {
  const missing = ASKED.filter((name) => !learnt.includes(name)).map((name) => `a ${knownWords[name]}`);
  if (missing.length === 0) return "";
  return `This model has not learnt what ${missing.join(" or ")} tells, so nothing of that is asked here.`;
}

/** Makes a sentence of the end of one. */
export function sentenceOf(end: string): string {
  return `${end[0].toUpperCase()}${end.slice(1)}`;
}
