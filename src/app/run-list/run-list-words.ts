import { MIN_STEPS, type Sampling } from "../../workout/workout.ts";
import { formatCount } from "../format/format.ts";
import type { Progress } from "../state/predict-item.ts";

/** How far a file of many runs, or one that takes long to read, has come; empty for a single small one. */
export function workWords({ phase, done, total }: Progress): string {
  if (phase === "predicting") return total > 1 ? `${formatCount(done + 1)} of ${formatCount(total)}` : "";
  return total > 0 ? `reading, ${Math.floor((100 * done) / total)} %` : "";
}

/** What typed lists are to hold. */
export function typedListsWords(sampling: Sampling | null): string {
  const step = sampling?.kind === "fixed" ? ` of ${sampling.seconds} seconds` : "";
  return `Two lists of numbers, one entry for each step${step} of the run, at least ${MIN_STEPS}.`;
}
