import { useShallow } from "zustand/react/shallow";
import { usePageState } from "../page-context.ts";
import { shownRun, statusOf } from "../status.ts";
import { bytesWords, statusWords } from "../words.ts";

/** Where the page stands: one line, and as the model loads a bar in the space kept for it. */
export function StatusLine() {
  const status = usePageState(useShallow(statusOf));
  const name = usePageState((state) => shownRun(state)?.name);
  const loading = status.state === "loading";
  const known = loading && status.totalBytes !== null ? status.loadedBytes / status.totalBytes : undefined;
  const bytes = bytesWords(status);
  return (
    <div className="status">
      <p role="status" data-testid="status" data-state={status.state} data-run={status.run}>
        <span className="status-mark" aria-hidden="true" />
        {statusWords(status)}
        {/* Not read out: every new figure would be, and the bar says the same. */}
        <span aria-hidden="true">{bytes !== "" && `, ${bytes}`}</span>
        {name !== undefined && <span className="status-run"> · {name}</span>}
      </p>
      <progress aria-label="Model loaded" hidden={!loading} max={1} value={known} />
    </div>
  );
}
