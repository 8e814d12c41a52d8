import "./my-runs.css";
import { useMemo } from "react";
import { PAGE_NAME } from "../format/page-name.ts";
import { openedItems } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";
import { useTitle } from "../ui/use-title.ts";
import { Library } from "./library.tsx";
import { NoRuns } from "./no-runs.tsx";
import { OpenedRuns } from "./opened-runs.tsx";
import { Trend } from "./trend/trend.tsx";

/** The place of the runs that were opened, beside one another. */
export function MyRuns() {
  useTitle(`My runs · ${PAGE_NAME}`);
  const items = usePageState((state) => state.items);
  const opened = useMemo(() => openedItems(items), [items]);
  return (
    <div className="my-runs">
      <h2 className="place-title">My runs</h2>
      <Library />
      <Trend items={opened} />
      {opened.length === 0 ? <NoRuns /> : <OpenedRuns items={opened} />}
    </div>
  );
}
