import { lazy, Suspense, useMemo } from "react";
import type { RunItem } from "../../state/run-items.ts";
import { trendRunsOf } from "../../state/trend-runs.ts";
import { NotFetched } from "../../ui/not-fetched.tsx";

const TrendPanel = lazy(() =>
  import("./trend-panel.tsx")
    .then(({ TrendPanel }) => ({ default: TrendPanel }))
    .catch(() => ({ default: NotFetched })),
);

/** The trend of the opened runs, fetched once there are any to tell it of. */
export function Trend({ items }: { items: readonly RunItem[] }) {
  const { points, prior, otherRunners } = useMemo(() => trendRunsOf(items), [items]);
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
      <TrendPanel points={points} prior={prior} otherRunners={otherRunners} />
    </Suspense>
  );
}
