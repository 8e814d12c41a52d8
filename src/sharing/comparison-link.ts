import { PredictorError } from "../base/error.ts";
import type { ComparedBy } from "../evaluation/compared-by.ts";
import { COMPARISON_PREFIX, encodeLink, MOST_LINKED_RUNS, RUN_PREFIXES, type SharedRun } from "./link.ts";
import type { SharedView } from "./shared-view.ts";

/**
 * The hash, without "#", of a link that carries runs beside one another, each as its own link does.
 * @param by axis along which they are compared
 * @throws PredictorError `too-large` where they are more than a link carries, or as encodeLink.
 */
export function encodeComparisonLink(runs: readonly (SharedRun & { view: SharedView })[], by: ComparedBy): string {
  if (runs.length > MOST_LINKED_RUNS) {
    throw new PredictorError(
      "too-large",
      `The comparison has ${runs.length} runs, more than the ${MOST_LINKED_RUNS} that a link carries: take some out of it.`,
    );
  }
  return (
    COMPARISON_PREFIX +
    [by, ...runs.map((run) => encodeLink(withoutZones(run)).slice(RUN_PREFIXES[2].length))].join(".")
  );
}

/** A run without bounds of zones, which no comparison draws. */
function withoutZones<Run extends SharedRun>(run: Run): Run {
  return { ...run, settings: { ...run.settings, zones: null } };
}
