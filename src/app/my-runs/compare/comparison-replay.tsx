import { useMemo, useState } from "react";
import { ReplaySection } from "../../replay/replay-section.tsx";
import type { ReplayBy, ReplaySubject } from "../../replay/scene.ts";
import { usePageState } from "../../ui/page-context.ts";
import { Segments } from "../../ui/segments.tsx";
import type { NamedRun } from "./use-compared-runs.ts";

const BY: readonly { value: ReplayBy; label: string }[] = [
  { value: "time", label: "one clock" },
  { value: "share", label: "share of each run" },
];

interface Props {
  runs: readonly NamedRun[];
  /** Whether all runs that were chosen are predicted. */
  isReady: boolean;
}

/** The compared runs played side by side. */
export function ComparisonReplay({ runs, isReady }: Props) {
  const [by, setBy] = useState<ReplayBy>("time");
  const isWished = usePageState(({ replayWish }) => replayWish === "compared");
  const subject = useMemo(
    (): ReplaySubject => ({ kind: "several", runs: runs.map(({ name, run }) => ({ name, run })), by }),
    [runs, by],
  );
  return (
    <ReplaySection subject={subject} isReady={isReady} isWished={isWished}>
      <Segments<ReplayBy>
        name="Replay by one clock or by the share of each run"
        value={by}
        options={BY}
        onChange={setBy}
      />
    </ReplaySection>
  );
}
