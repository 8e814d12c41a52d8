import { lazy, memo, Suspense, useState } from "react";
import type { SpeedCuts } from "../../state/run-filter.ts";
import type { RunItem } from "../../state/run-items.ts";
import { type TrendRuns, trendRunsOf } from "../../state/trend-runs.ts";
import { NotFetched } from "../../ui/not-fetched.tsx";
import { usePageState } from "../../ui/page-context.ts";

/** Drawn anew where its runs are others: the list changes with each run that is predicted. */
const TrendPanel = memo(
  lazy(() =>
    import("./trend-panel.tsx")
      .then(({ TrendPanel }) => ({ default: TrendPanel }))
      .catch(() => ({ default: NotFetched })),
  ),
);

/** The trend of the opened runs, fetched once there are any to tell it of. */
export function Trend({ items, cuts }: { items: readonly RunItem[]; cuts: SpeedCuts }) {
  const { points, prior, otherRunners, cuts: settledCuts } = useSettledRuns(items, cuts);
  if (points.length === 0) return null;
  if (prior === null) {
    return (
      <p className="note">
        This model does not say how much one runner's runs differ, so that no trend can be told from chance.
      </p>
    );
  }
  return (
    <Suspense>
      <TrendPanel points={points} prior={prior} otherRunners={otherRunners} cuts={settledCuts} />
    </Suspense>
  );
}

/** The runs of a trend, which follow the list once no run is being predicted: of thousands each would take its time. */
function useSettledRuns(items: readonly RunItem[], cuts: SpeedCuts): TrendRuns & { cuts: SpeedCuts } {
  const isWorking = usePageState(({ working }) => working !== null);
  const contract = usePageState(({ model }) => model.loaded?.contract ?? null);
  const runnerName = usePageState((state) => state.runnerName);
  const settle = () => ({
    items,
    contract,
    runnerName,
    runs: { ...trendRunsOf({ items, runnerName }, contract), cuts },
  });
  const [settled, setSettled] = useState(settle);
  const isSame = settled.items === items && settled.contract === contract && settled.runnerName === runnerName;
  if (isWorking || isSame) return settled.runs;
  const next = settle();
  setSettled(next);
  return next.runs;
}
