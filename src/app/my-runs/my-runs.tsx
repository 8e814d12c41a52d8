import "./my-runs.css";
import { useMemo } from "react";
import { PAGE_NAME } from "../format/page-name.ts";
import { filteredRunOf, type SpeedCuts, speedCuts } from "../state/run-filter.ts";
import { openedItems, viewsOf } from "../state/run-items.ts";
import { isRead } from "../state/run-steps.ts";
import { usePageState } from "../ui/page-context.ts";
import { useTitle } from "../ui/use-title.ts";
import { Library } from "./library.tsx";
import { NoRuns } from "./no-runs.tsx";
import { OpenedRuns } from "./opened-runs.tsx";
import { RunFilterBar } from "./run-filter-bar.tsx";
import { Trend } from "./trend/trend.tsx";

/** The place of the runs that were opened, beside one another. */
export function MyRuns() {
  useTitle(`My runs · ${PAGE_NAME}`);
  const items = usePageState((state) => state.items);
  const opened = useMemo(() => openedItems(items), [items]);
  const runs = useMemo(() => opened.flatMap(viewsOf).filter(isRead).map(filteredRunOf), [opened]);
  const [slowKmh, fastKmh] = useMemo(() => speedCuts(runs), [runs]);
  // The same thirds are the same to whoever draws them.
  const cuts = useMemo((): SpeedCuts => [slowKmh, fastKmh], [slowKmh, fastKmh]);
  return (
    <div className="my-runs">
      <h2 className="place-title">My runs</h2>
      <Library />
      <RunFilterBar runs={runs} cuts={cuts} />
      <Trend items={opened} cuts={cuts} />
      {opened.length === 0 ? <NoRuns /> : <OpenedRuns items={opened} cuts={cuts} />}
    </div>
  );
}
