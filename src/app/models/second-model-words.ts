import type { SecondModel } from "../state/second-model.ts";

/** State of the second model. */
export function secondModelWords({ phase, loaded, outcomes }: SecondModel): string {
  if (phase === "loading") return "Fetching it.";
  if (phase !== "ready") return "";
  const { network } = loaded!.contract;
  return outcomes.size === 0
    ? "Its line is on its way."
    : `Its line is dotted${network === null ? "" : `: ${network}`}.`;
}
