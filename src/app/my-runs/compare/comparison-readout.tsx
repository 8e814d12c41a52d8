import { useStore } from "zustand";
import { momentAt } from "../../../evaluation/compare-runs.ts";
import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import type { CursorStore } from "../../charts/cursor.ts";
import { MomentSlider } from "../../charts/moment-slider.tsx";
import type { AxisSpan } from "../../charts/x-axis.ts";
import {
  formatDifference,
  formatNumber,
  formatSigned,
  formatSpeed,
  MEAN_DECIMALS,
  NO_VALUE,
} from "../../format/format.ts";
import { speedName, speedUnitName, type Units } from "../../format/units.ts";
import { UnitHead } from "../../ui/unit-head.tsx";
import { momentWords } from "./comparison-words.ts";
import type { NamedRun } from "./use-compared-runs.ts";

interface Props {
  runs: readonly NamedRun[];
  by: ComparedBy;
  units: Units;
  span: AxisSpan;
  cursor: CursorStore;
}

/** Steps of the keyboard from end to end of the axis. */
const KEY_STEPS = 200;

/** The legend of the charts: a row a run, with its values at the crosshair; without one, the means of each run. */
export function ComparisonReadout({ runs, by, units, span, cursor }: Props) {
  const place = useStore(cursor, (pointed) => pointed.timeS);
  const moments = place === null ? null : runs.map(({ run }) => momentAt(run, by, place));
  const where = place === null ? "Whole runs" : `At ${span.axis.name(place)}`;
  const differences = moments?.map((moment) => moment?.differenceBpm ?? Number.NaN);
  return (
    <div className="comparison-readout" data-testid="compare-readout">
      <MomentSlider
        className="readout-slider"
        label="Place on the axis of the comparison"
        span={span}
        stepS={span.endS / KEY_STEPS}
        cursor={cursor}
        words={
          differences === undefined
            ? where
            : momentWords(
                where,
                runs.map(({ name }) => name),
                differences,
              )
        }
      />
      <table>
        <thead>
          <tr>
            <th scope="col">{where}</th>
            <UnitHead name="Difference" unit="bpm" />
            <UnitHead name="Measured" unit="bpm" />
            <UnitHead name="Expected" unit="bpm" />
            <UnitHead name={speedName(units)} unit={speedUnitName(units)} />
          </tr>
        </thead>
        <tbody>
          {runs.map((own, i) => (
            <tr key={own.number} data-testid="compare-row">
              <th scope="row">
                <RunName run={own} />
              </th>
              {(moments === null ? meansOf(own, units) : momentTexts(moments[i], units)).map((text, column) => (
                // The columns never change places.
                <td key={HEADS[column]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HEADS = ["difference", "measured", "expected", "speed"];

/** A run's line as the charts draw it, with its name and day. */
export function RunName({ run: { number, name, day } }: { run: Pick<NamedRun, "number" | "name" | "day"> }) {
  return (
    <span className="compared-name">
      <svg className="compared-key" aria-hidden="true">
        <path className={`compared-line run-${number}`} d="M1 6H31" />
      </svg>
      <span>
        {name} {day !== "" && <span className="note">{day}</span>}
      </span>
    </span>
  );
}

function meansOf({ run: { figures } }: NamedRun, units: Units): string[] {
  const { meanBpm, expectedBpm, differenceBpm, meanSpeedKmh } = figures;
  return [
    Number.isNaN(differenceBpm) ? NO_VALUE : formatDifference(meanBpm, expectedBpm, MEAN_DECIMALS),
    formatNumber(meanBpm, MEAN_DECIMALS),
    formatNumber(expectedBpm, MEAN_DECIMALS),
    formatSpeed(meanSpeedKmh, units),
  ];
}

function momentTexts(moment: ReturnType<typeof momentAt>, units: Units): string[] {
  if (moment === null) return HEADS.map(() => NO_VALUE);
  return [
    formatSigned(moment.differenceBpm),
    formatNumber(moment.measuredBpm),
    formatNumber(moment.expectedBpm),
    formatSpeed(moment.speedKmh, units),
  ];
}
