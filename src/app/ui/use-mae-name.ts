import { METRIC_WORDS } from "../format/metric-words.ts";
import { useIsResearcher } from "./for-researchers.tsx";

/** Name of the mean absolute error for this person. */
export function useMaeName(): string {
  return useIsResearcher() ? METRIC_WORDS.mae.name : METRIC_WORDS.mae.runnersName;
}
