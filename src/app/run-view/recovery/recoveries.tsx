import { useMemo } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { recoveriesOf } from "../../../evaluation/recovery.ts";
import { formatNumber, NO_VALUE } from "../../format/format.ts";

/** How far the heart rate fell after each effort of a run with intervals; nothing of other runs. */
export function Recoveries({ analysis }: { analysis: Analysis }) {
  const recoveries = useMemo(() => recoveriesOf(analysis), [analysis]);
  if (recoveries.length === 0) return null;
  return (
    <section className="recoveries" aria-labelledby="recoveries-title">
      <h3 id="recoveries-title">
        Recovery <span className="unit">bpm</span>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">After</th>
            <th scope="col">Highest</th>
            <th scope="col">Fall in 1 min</th>
            <th scope="col">Fall in 2 min</th>
          </tr>
        </thead>
        <tbody>
          {recoveries.map(({ effort, peakBpm, fallBpm: [afterOne, afterTwo] }) => (
            <tr key={effort} data-testid="recovery" data-one={afterOne} data-two={afterTwo ?? undefined}>
              <th scope="row">work {effort}</th>
              <td>{formatNumber(peakBpm)}</td>
              <td>{formatNumber(afterOne)}</td>
              <td>{afterTwo === null ? NO_VALUE : formatNumber(afterTwo)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        From the highest heart rate around the end of each time of work, as far as the rest behind it goes.
      </p>
    </section>
  );
}
