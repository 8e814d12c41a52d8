import { useEffect } from "react";
import type { SplitFigures } from "../../../evaluation/split-figures.ts";
import type { Zone } from "../../../evaluation/zones.ts";
import { type SplitBy, splitName } from "../../../workout/run-splits.ts";
import type { Span } from "../../../workout/workout.ts";
import { formatClock, formatNumber, formatSpeed, MEAN_DECIMALS } from "../../format/format.ts";
import { altitudeUnit, fromKm, fromMetres, speedName, speedUnitName, type Units } from "../../format/units.ts";
import { spanWords } from "../../recording/excluded-words.ts";
import type { MarkStore } from "../../recording/marks.ts";
import { UnitHead } from "../../ui/unit-head.tsx";
import { differenceWords, usualWords, zonesWords } from "./splits-words.ts";

interface Props {
  splits: readonly SplitFigures[];
  zones: readonly Zone[];
  by: SplitBy;
  units: Units;
  /** Whether any split has a grade-adjusted speed. */
  hasGraded: boolean;
  choice: MarkStore;
  onShow(place: Span): void;
}

interface Column {
  name: string;
  unit?: string;
  text(split: SplitFigures): string;
}

/** The splits, one a row, in a region that scrolls for itself; the row that is pointed at or focused is shaded on the charts. */
export function SplitTable({ splits, zones, by, units, hasGraded, choice, onShow }: Props) {
  const isPaused = splits.some(({ summary }) => formatClock(summary.movingS) !== formatClock(summary.durationS));
  const columns = columnsFor(units, zones, isPaused, hasGraded);
  const point = (split: SplitFigures | null) =>
    choice.setState({ stretch: split && { name: splitName(by, split), spans: [split] } });
  useEffect(
    () => () => {
      // A row that goes under a resting pointer does not say so.
      const { stretch } = choice.getState();
      if (splits.some((split) => stretch?.spans.includes(split))) choice.setState({ stretch: null });
    },
    [choice, splits],
  );
  return (
    <section data-pictured className="splits-scroller" aria-label="Splits, one a row">
      <table>
        <thead>
          <tr>
            <th scope="col">Split</th>
            {columns.map(({ name, unit }) => (
              <UnitHead key={name} name={name} unit={unit} />
            ))}
          </tr>
        </thead>
        <tbody>
          {splits.map((split) => (
            <tr
              key={split.startS}
              data-testid="split"
              data-measured={attribute(split.measuredBpm)}
              data-expected={attribute(split.expectedBpm)}
              onPointerEnter={({ pointerType }) => pointerType !== "touch" && point(split)}
              onPointerLeave={() => point(null)}
              onFocus={() => point(split)}
              onBlur={() => point(null)}
            >
              <th scope="row">
                <button
                  type="button"
                  className="place"
                  aria-label={`${splitName(by, split)}: zoom to ${spanWords(split)}`}
                  onClick={() => onShow(split)}
                >
                  {splitName(by, split)}
                </button>
              </th>
              {columns.map(({ name, text }) => (
                <td key={name}>{text(split)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function columnsFor(units: Units, zones: readonly Zone[], isPaused: boolean, hasGraded: boolean): Column[] {
  const { distanceUnit } = units;
  const heartRate = (value: number) => formatNumber(value, MEAN_DECIMALS);
  const onTheLevel: Column = {
    name: "On the level",
    unit: speedUnitName(units),
    text: ({ gradedSpeedKmh }) => formatSpeed(gradedSpeedKmh, units),
  };
  return [
    // First what a phone is to show without scrolling.
    { name: "Time", text: ({ summary }) => formatClock(summary.durationS) },
    {
      name: speedName(units),
      unit: speedUnitName(units),
      text: ({ summary }) => formatSpeed(summary.meanSpeedKmh, units),
    },
    { name: "Measured", unit: "bpm", text: ({ measuredBpm }) => heartRate(measuredBpm) },
    { name: "Expected", unit: "bpm", text: ({ expectedBpm }) => heartRate(expectedBpm) },
    { name: "Difference", unit: "bpm", text: differenceWords },
    { name: "Usual", unit: "bpm", text: usualWords },
    ...(hasGraded ? [onTheLevel] : []),
    {
      name: "Climb",
      unit: altitudeUnit(distanceUnit),
      text: ({ summary }) => formatNumber(fromMetres(summary.climbM, distanceUnit)),
    },
    {
      name: "Distance",
      unit: distanceUnit,
      text: ({ summary }) => formatNumber(fromKm(summary.distanceKm, distanceUnit), 2),
    },
    ...(isPaused ? [{ name: "Moving", text: ({ summary }: SplitFigures) => formatClock(summary.movingS) }] : []),
    { name: "Time in zones", text: (split) => zonesWords(split, zones) },
  ];
}

/** A figure for programs that read the page; missing where unknown. */
function attribute(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
