import { useState } from "react";
import { createCursor } from "../charts/cursor.ts";
import { createMarks } from "../recording/marks.ts";
import { RunCharts } from "./charts/run-charts.tsx";
import { Finding } from "./headline.tsx";
import { usePicturedRun } from "./use-pictured-run.ts";

/** The shown run in the frame of another page: what is found, and the heart rate's chart. */
export function EmbeddedRun() {
  const { view, analysis, isEarlier, units } = usePicturedRun();
  const [choice] = useState(createMarks);
  const [cursor] = useState(createCursor);
  return (
    <>
      <Finding view={view} analysis={isEarlier ? null : analysis} canCompare={false} />
      {analysis !== null && (
        <RunCharts
          analysis={analysis}
          units={units}
          marks={[]}
          choice={choice}
          cursor={cursor}
          recorded={null}
          isOut={null}
          isHeartRateAlone
        />
      )}
    </>
  );
}
