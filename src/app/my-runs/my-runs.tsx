import { PAGE_NAME } from "../format/page-name.ts";
import { RunList } from "../run-list/run-list.tsx";
import { useTitle } from "../ui/use-title.ts";

/** The place of the runs that were opened. */
export function MyRuns() {
  useTitle(`My runs · ${PAGE_NAME}`);
  return (
    <div className="my-runs">
      <h2 className="place-title">My runs</h2>
      <p className="note">Runs stay until you close or reload the page.</p>
      <RunList />
    </div>
  );
}
