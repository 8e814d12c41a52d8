import { MIN_STEPS, type Sampling } from "../../workout/workout.ts";
import { formatCount } from "../format/format.ts";
import type { Progress } from "../state/predict-item.ts";

/** Progress of a file of many runs, or of one that takes long to read; empty for a single small one. */
export function workWords({ phase, done, total }: Progress): string {
  if (phase === "predicting") return total > 1 ? `${formatCount(done + 1)} of ${formatCount(total)}` : "";
  return total > 0 ? `reading, ${Math.floor((100 * done) / total)} %` : "";
}

/** Hint for typed lists. */
export function typedListsWords(sampling: Sampling | null): string {
  const step = sampling?.kind === "fixed" ? ` of ${sampling.seconds} seconds` : "";
  return `Two lists of numbers, one entry for each step${step} of the run, at least ${MIN_STEPS}.`;
}
