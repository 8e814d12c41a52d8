import { counted } from "../../base/counted.ts";
import type { RunnerOnDevice, WhoseRuns } from "../state/library/library-state.ts";

/** A runner on this device, as the choice among them names it. */
export function runnerWords({ name, runs }: RunnerOnDevice): string {
  return `${name} (${counted(runs, "run")})`;
}

/** What is of the chosen runner alone, where there are several. */
export const OF_CHOSEN_WORDS =
  "The list, the trend and what a run is compared with are of this runner alone, and so is About me.";

/** Asks whose runs are that state another runner than the one they were to be kept for. */
export function whoseWords({ statedRunner, gender, runs }: WhoseRuns, runnerName: string): string {
  const state = runs.length === 1 ? "states" : "state";
  const whom =
    statedRunner === null ? `a ${gender === 0 ? "woman" : "man"} as its runner` : `the runner “${statedRunner}”`;
  return `${counted(runs.length, "run")} ${state} ${whom}, unlike those of ${runnerName}, and ${runs.length === 1 ? "is" : "are"} not kept yet. Whose ${runs.length === 1 ? "is it" : "are they"}?`;
}
