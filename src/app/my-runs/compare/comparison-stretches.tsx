import { useMemo } from "react";
import { comparedStretches, stretchLength } from "../../../evaluation/compare-runs.ts";
import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import { formatSigned, MEAN_DECIMALS, NO_VALUE } from "../../format/format.ts";
import { toKm, type Units } from "../../format/units.ts";
import { stretchName } from "./comparison-words.ts";
import type { NamedRun } from "./use-compared-runs.ts";

interface Props {
  runs: readonly NamedRun[];
  by: ComparedBy;
  units: Units;
}

/** The differences of runs part by part of the axis, as a table: what the chart shows, for who cannot see it. */
export function ComparisonStretches({ runs, by, units: { distanceUnit } }: Props) {
  const stretches = useMemo(() => {
    const compared = runs.map(({ run }) => run);
    return comparedStretches(compared, by, stretchLength(compared, by, toKm(1, distanceUnit)));
  }, [runs, by, distanceUnit]);
  return (
    <section className="comparison-scroller" aria-label="Differences, part by part">
      <table>
        <thead>
          <tr>
            <th scope="col">
              Difference <span className="unit">bpm</span>
            </th>
            {runs.map(({ number, name }) => (
              <th key={number} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stretches.map(({ from, to, differenceBpm }) => (
            <tr key={from} data-testid="compare-stretch">
              <th scope="row">{stretchName(by, from, to, distanceUnit)}</th>
              {runs.map(({ number }, i) => (
                <td key={number}>
                  {Number.isNaN(differenceBpm[i]) ? NO_VALUE : formatSigned(differenceBpm[i], MEAN_DECIMALS)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
