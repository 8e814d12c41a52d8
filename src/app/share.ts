import { intervalOf } from "../evaluation/intervals.ts";
import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { predictionCsv } from "../sharing/csv.ts";
import { encodeLink, encodeSampleLink } from "../sharing/link.ts";
import { shownRun } from "./status.ts";
import type { PageState } from "./store.ts";

/** The hash of a bundled sample's own address. */
export function sampleHash(id: string): string {
  return `#${encodeSampleLink(id)}`;
}

/** The hash under which another page shows the run that this one shows; null where there is none. */
export function hashOf(state: PageState): string | null {
  const shown = shownRun(state);
  if (shown === null || shown.track === null) return null;
  if (shown.item.origin.kind === "sample") return sampleHash(shown.item.origin.sampleId);
  const { maximumHeartRateBpm, units, model } = state;
  return `#${encodeLink({ track: shown.track, modelName: model.name, settings: { maximumHeartRateBpm, ...units } })}`;
}

/** A prediction as a file to be saved. */
export function csvFileOf(name: string, prediction: Prediction, contract: ModelContract | null) {
  const { heartRateBpm, track } = prediction;
  const interval = contract?.intervals ? intervalOf(heartRateBpm, track.stepS, contract.intervals) : null;
  return { name: `${name.replace(/\.\w+$/, "")}-heart-rate.csv`, text: predictionCsv(prediction, interval) };
}
