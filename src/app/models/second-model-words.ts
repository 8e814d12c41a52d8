import type { SecondModel } from "../state/second-model.ts";
import { modelWords } from "./model-words.ts";

/** State of the second model, and what it is. */
export function secondModelWords({
  phase,
  loaded,
  outcomes,
}: Pick<SecondModel, "phase" | "loaded" | "outcomes">): string {
  if (phase === "loading") return "Fetching it.";
  if (phase !== "ready") return "";
  return outcomes.size === 0 ? "Its line is on its way." : `Its line is dotted. ${modelWords(loaded!.contract)}`;
}
