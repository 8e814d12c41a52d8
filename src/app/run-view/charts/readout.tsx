import { useStore } from "zustand";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { expectedFigures, type StretchFigures } from "../../../evaluation/stretch-figures.ts";
import { zoneOf } from "../../../evaluation/zones.ts";
import { isSettling } from "../../../model/settling.ts";
import { isAltitudeKnown } from "../../../workout/summary.ts";
import type { Span } from "../../../workout/workout.ts";
import type { CursorStore } from "../../charts/cursor.ts";
import { MomentSlider } from "../../charts/moment-slider.tsx";
import type { XAxis } from "../../charts/x-axis.ts";
import {
  formatClock,
  formatDifference,
  formatNumber,
  formatSpeed,
  MEAN_DECIMALS,
  takesUnit,
} from "../../format/format.ts";
import { altitudeUnit, fromMetres, speedName, speedUnitName, type Units } from "../../format/units.ts";
import { spanWords } from "../../recording/excluded-words.ts";
import type { SecondExpectation } from "../../state/second-model.ts";

interface Props {
  analysis: Analysis;
  second: SecondExpectation | null;
  /** Of the stretch that the charts show. */
  figures: StretchFigures;
  units: Units;
  span: Span;
  distance: XAxis;
  cursor: CursorStore;
}

interface Reading {
  when: string;
  kind: "moment" | "stretch";
  measuredBpm: number;
  expectedBpm: number;
  /** Expected by a second model; NaN where none is shown. */
  secondBpm: number;
  speedKmh: number;
  /** Altitude at a moment, climb over a stretch. */
  heightM: number;
  /** Whether the model still settles at this moment. */
  settling: boolean;
  /** Whether the mean heart rates cover a part of the stretch only. */
  isPartial: boolean;
}

/** The values of all charts at the crosshair; without one, the averages of the stretch shown. */
export function Readout({ analysis, second, figures, units, span, distance, cursor }: Props) {
  const timeS = useStore(cursor, (pointed) => pointed.timeS);
  const reading = timeS === null ? readStretch(analysis, second, figures, span) : readMoment(analysis, second, timeS);
  const { measuredBpm, expectedBpm, secondBpm, speedKmh, heightM } = reading;
  const { track } = analysis;
  const moment = reading.kind === "moment";
  const where = timeS === null ? null : distance.name(timeS);
  const decimals = moment ? 0 : MEAN_DECIMALS;
  // As it is written: 132.6 reads as 133, which is in zone 3 where that begins there.
  const zone = moment ? zoneOf(Math.round(measuredBpm), analysis.zones) : null;

  return (
    <div className="readout">
      <MomentSlider
        className="readout-slider"
        label="Moment of the run"
        span={span}
        stepS={track.stepS}
        cursor={cursor}
        words={`${reading.when}${where === null ? "" : `, ${where}`}: measured ${formatNumber(measuredBpm)}${zone === null ? "" : ` (${zone.name.toLowerCase()})`}, expected ${formatNumber(expectedBpm)}${second === null ? "" : `, by ${second.name} ${formatNumber(secondBpm)}`} bpm${reading.settling ? ", the model is settling" : ""}`}
      />
      <dl className={second === null ? "readout-values" : "readout-values with-second"}>
        <Value
          name={where !== null ? `At ${where}` : reading.isPartial ? "Average, in part" : "Average of"}
          value={reading.when}
          unit=""
        />
        <Value
          name={zone === null || zone.label === "0" ? "Measured" : `Measured, Z${zone.label}`}
          value={formatNumber(measuredBpm, decimals)}
          unit="bpm"
        />
        <Value
          name={reading.settling ? "Expected, settling" : "Expected"}
          value={formatNumber(expectedBpm, decimals)}
          unit="bpm"
        />
        {second !== null && <Value name="Second model" value={formatNumber(secondBpm, decimals)} unit="bpm" />}
        <Value name="Difference" value={formatDifference(measuredBpm, expectedBpm, decimals)} unit="bpm" />
        <Value name={speedName(units)} value={formatSpeed(speedKmh, units)} unit={speedUnitName(units)} />
        <Value
          name={moment ? "Altitude" : "Climb"}
          value={formatNumber(fromMetres(heightM, units.distanceUnit))}
          unit={altitudeUnit(units.distanceUnit)}
        />
      </dl>
    </div>
  );
}

function Value({ name, value, unit }: { name: string; value: string; unit: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {takesUnit(value) && <span className="unit">{unit}</span>}
      </dd>
    </div>
  );
}

function readMoment({ track, expectation }: Analysis, second: SecondExpectation | null, timeS: number): Reading {
  const index = Math.min(track.speedKmh.length - 1, Math.max(0, Math.round(timeS / track.stepS)));
  return {
    when: formatClock(timeS),
    kind: "moment",
    measuredBpm: track.heartRateBpm[index],
    expectedBpm: expectation?.heartRateBpm[index] ?? Number.NaN,
    secondBpm: second?.heartRateBpm[index] ?? Number.NaN,
    speedKmh: track.speedKmh[index],
    heightM: isAltitudeKnown(track) ? track.altitudeM[index] : Number.NaN,
    settling: expectation !== null && isSettling(index * track.stepS, expectation),
    isPartial: false,
  };
}

function readStretch(
  run: Analysis,
  second: SecondExpectation | null,
  { summary, measured, isPartial, expectation }: StretchFigures,
  span: Span,
): Reading {
  return {
    when: spanWords(span),
    kind: "stretch",
    measuredBpm: measured?.meanBpm ?? Number.NaN,
    expectedBpm: expectation?.expected?.meanBpm ?? Number.NaN,
    secondBpm: (second && expectedFigures(run, second, span).expected?.meanBpm) ?? Number.NaN,
    speedKmh: summary.meanSpeedKmh,
    heightM: summary.climbM,
    settling: false,
    isPartial,
  };
}
