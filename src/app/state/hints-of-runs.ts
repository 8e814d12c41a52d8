import { nextTask } from "../../base/next-task.ts";
import { hintsOfRun, type RunHints, type RunnerHints, runnerHints } from "../../evaluation/calibration/runner-hints.ts";
import type { KeptRun } from "../../library/kept-run.ts";
import { type OwnRuns, trackOf } from "./own-runs.ts";
import type { RunView } from "./run-items.ts";

/** What single runs tell, by what they are known by. */
const ofRuns = new WeakMap<RunView | KeptRun, RunHints>();

/** The runs that were asked about last: of others nobody waits for an answer. */
let latest: OwnRuns | null = null;

/** Finds what runs tell of their runner. Those of the library are read one after another, each once. */
export async function hintsOfRuns(runs: OwnRuns): Promise<RunnerHints> {
  latest = runs;
  const told: RunHints[] = [];
  for (const view of runs.own.filter(isKnownToBeOwn)) {
    const hints = await hintsOf(view);
    if (latest !== runs) break;
    if (hints !== null) told.push(hints);
  }
  return runnerHints(told);
}

/** Whether nobody else may have sent a run: one that came by a link says nothing of its runner, unless it is kept as theirs. */
function isKnownToBeOwn({ item, keptFor }: RunView): boolean {
  return item.origin.kind !== "link" || keptFor !== null;
}

/** What a run tells; null of one that was removed from the library meanwhile. */
async function hintsOf(view: RunView): Promise<RunHints | null> {
  const key = view.track === null && view.kept !== null ? view.kept.run : view;
  const known = ofRuns.get(key);
  if (known !== undefined) return known;
  // A run takes milliseconds: what a person does meanwhile comes between two of them.
  await nextTask();
  const track = await trackOf(view).catch(() => null);
  const hints = track && { ...hintsOfRun(track, view.excluded), name: view.name };
  if (hints !== null) ofRuns.set(key, hints);
  return hints;
}
