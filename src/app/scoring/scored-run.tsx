import type { SplitRow } from "../../dataset/split.ts";
import { rowHashOf, type SplitSource } from "../state/explorer/sources.ts";
import { usePageState } from "../ui/page-context.ts";
import { RowOpener } from "../ui/row-opener.tsx";

interface Props {
  run: SplitRow;
  source: SplitSource;
}

/** Opens a scored run. */
export function ScoredRunOpener({ run, source }: Props) {
  const openRow = usePageState((state) => state.openRow);
  return (
    <RowOpener link={{ hash: rowHashOf(source, run), isCurrent: false, open: () => openRow(run) }}>
      Run {run.workout_id}
    </RowOpener>
  );
}

/** Opens a scored run and plays it. */
export function ScoredRunReplay({ run }: Pick<Props, "run">) {
  const openRow = usePageState((state) => state.openRow);
  const replayShown = usePageState((state) => state.replayShown);
  function replay() {
    openRow(run);
    replayShown();
  }
  return (
    <button type="button" className="quiet" aria-label={`Replay run ${run.workout_id}`} onClick={replay}>
      ▶
    </button>
  );
}
