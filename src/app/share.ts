import { expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import { predictionCsv } from "../sharing/csv.ts";
import { encodeLink, encodeSampleLink } from "../sharing/link.ts";
import { calibrationOf } from "./calibration.ts";
import { splitHashOf } from "./explorer/address.ts";
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
  const splitHash = splitHashOf(state);
  if (splitHash !== null) return splitHash;
  const { maximumHeartRateBpm, units, model } = state;
  return `#${encodeLink({ track: shown.track, modelName: model.name, settings: { maximumHeartRateBpm, ...units } })}`;
}

/** The whole run that is shown and what is expected of it, as a file to be saved; null where nothing is. */
export function csvFileOf(state: PageState): { name: string; text: string } | null {
  const shown = shownRun(state);
  if (shown === null || shown.prediction === null || shown.contract === null) return null;
  const { name, prediction, contract, leftOut } = shown;
  const { sources } = calibrationOf(state, shown);
  const { heartRateBpm, interval } = expectedHeartRate({ ...prediction, leftOut }, contract, sources);
  const text = predictionCsv(prediction.track, heartRateBpm, interval);
  return { name: `${name.replace(/\.\w+$/, "")}-heart-rate.csv`, text };
}
