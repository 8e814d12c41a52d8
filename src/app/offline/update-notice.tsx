import { openFileCount } from "../state/offline.ts";
import { usePageState } from "../ui/page-context.ts";
import { updateWords } from "./offline-words.ts";
import "./offline.css";

/** Says that a newer version is ready, and waits: nothing changes under the hands of whoever looks at a run. */
export function UpdateNotice() {
  const update = usePageState(({ offline }) => offline.update);
  const fileCount = usePageState(openFileCount);
  const loadUpdate = usePageState((state) => state.loadUpdate);
  const postponeUpdate = usePageState((state) => state.postponeUpdate);
  return (
    <aside className="update-notice" role="status" data-testid="update" hidden={update === null}>
      {update !== null && (
        <>
          <p>{updateWords(update, fileCount)}</p>
          {update.error === null && (
            <button type="button" onClick={() => void loadUpdate()}>
              Load it
            </button>
          )}
          <button type="button" className="quiet" onClick={postponeUpdate}>
            Later
          </button>
        </>
      )}
    </aside>
  );
}
