import { encodeComparisonLink } from "../../sharing/comparison-link.ts";
import { PLAIN_VIEW } from "../../sharing/shared-view.ts";
import { type Comparison, comparedViews } from "./comparison.ts";
import type { ModelsState } from "./models.ts";
import { isSimulated, type ListedRuns } from "./run-items.ts";
import type { ViewState } from "./view.ts";

/**
 * The hash that opens the compared runs on another page as they are compared here.
 * @throws PredictorError `too-large` where no link can carry them.
 */
export function comparisonHashOf(
  state: Pick<ListedRuns, "items"> & Pick<ViewState, "units"> & Pick<ModelsState, "model"> & { comparison: Comparison },
): string {
  const settings = { ...state.units, maximumHeartRateBpm: null, zones: null };
  const runs = comparedViews(state).flatMap((view) => {
    const { track, excluded } = view;
    if (track === null) return [];
    const seen = { ...PLAIN_VIEW, excluded };
    return [{ track, isSimulated: isSimulated(view), modelName: state.model.name, settings, view: seen }];
  });
  return `#${encodeComparisonLink(runs, state.comparison.by)}`;
}
