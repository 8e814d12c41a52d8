import { counted } from "../base/counted.ts";
import { splitOf } from "../dataset/build/splits.ts";
import { isSimulatedRunner, SIMULATED_RUNS } from "../dataset/simulator/simulated-runners.ts";
import type { ModelContract } from "../model/contract.ts";

/** Whether figures are of runners that the model never saw; null where that can't be told. */
export interface HeldOut {
  heldOut: boolean | null;
  /** Why it is not true, in a sentence; null where it is. */
  reason: string | null;
}

/**
 * Tells by the runners' names and the model's own split whether figures are held out. Runners of other data may bear a
 * name that the split puts on the side it learnt from: then their figures are not called held out, though they may be.
 * Simulated runners count on neither side: their figures say nothing of a model.
 * @param runners of the runs that are scored; null for those that name none
 */
export function heldOutOf(runners: Iterable<string | null>, { name, trainedOn }: ModelContract): HeldOut {
  const { splitSeed } = trainedOn;
  const distinct = [...new Set(runners)];
  const named = distinct.filter((runner) => runner !== null);
  const real = named.filter((runner) => !isSimulatedRunner(runner));
  if (named.length > 0 && real.length === 0) return { heldOut: null, reason: SIMULATED_RUNS };
  if (splitSeed === null) {
    return { heldOut: null, reason: `${name} does not say which runners it learnt from: they may be among these.` };
  }
  const seen = real.filter((runner) => splitOf(runner, splitSeed) !== "test").length;
  if (seen > 0) {
    return {
      heldOut: false,
      reason: `Not held out: going by the names, the model ${name} learnt from, or was chosen by, ${seen.toLocaleString("en")} of ${counted(real.length, "runner")}, if they are of its data.`,
    };
  }
  if (real.length < named.length) {
    return { heldOut: null, reason: "Some of the runs are simulated: these say nothing of how good the model is." };
  }
  if (named.length === distinct.length) return { heldOut: true, reason: null };
  return { heldOut: null, reason: `Some runs name no runner: ${name} may have learnt from theirs.` };
}
