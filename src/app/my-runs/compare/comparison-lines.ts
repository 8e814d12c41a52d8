import { type ComparedRun, placeAt } from "../../../evaluation/compare-runs.ts";
import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import { isAltitudeKnown } from "../../../workout/summary.ts";
import { paceScale, roundScale, type Scale, speedScale } from "../../charts/axes.ts";
import { fromKm, fromMetres, paceS, type Units } from "../../format/units.ts";

export type ComparisonChart = "difference" | "speed" | "altitude";

/** One value a chart of the comparison. */
export type ByComparisonChart<T> = Record<ComparisonChart, T>;

/** A run's lines, in the units that are read; one entry a timestep, NaN where unknown. */
export interface RunLines extends ByComparisonChart<Float32Array> {
  /** Place of each timestep on the axis. */
  places: Float64Array;
}

/** The lines of all runs, and the scales that hold them. */
export interface ComparisonLines {
  lines: readonly RunLines[];
  scales: ByComparisonChart<Scale>;
}

/** Least that the scales span: runs that hardly differ shall not look as if they did. */
const LEAST_BPM = 20;
const LEAST_ALTITUDE_M = 10;

/** Differences are largest while a heart rate climbs at the start: a scale that held them would flatten the rest. */
const SCALED_FROM_S = 120;

export function comparisonLines(runs: readonly ComparedRun[], by: ComparedBy, units: Units): ComparisonLines {
  const lines = runs.map((run) => linesOf(run, by, units));
  const speeds = Float32Array.from(lines.flatMap(({ speed }) => [...speed]));
  const speed = units.speedUnit === "pace" ? paceScale(speeds, 3) : speedScale(speeds, 3);
  const settled = runs.map(({ differenceBpm, analysis: { track } }) =>
    differenceBpm.subarray(Math.ceil(SCALED_FROM_S / track.stepS)),
  );
  return {
    // A pace slower than its axis' foot lies on it.
    lines:
      units.speedUnit === "pace"
        ? lines.map((own) => ({ ...own, speed: own.speed.map((pace) => Math.min(pace, speed.lower)) }))
        : lines,
    scales: {
      difference: roundScale(settled, LEAST_BPM, 6),
      speed,
      altitude: roundScale(
        lines.map(({ altitude }) => altitude),
        fromMetres(LEAST_ALTITUDE_M, units.distanceUnit),
        2,
      ),
    },
  };
}

function linesOf(run: ComparedRun, by: ComparedBy, { speedUnit, distanceUnit }: Units): RunLines {
  const { track } = run.analysis;
  const isKnown = isAltitudeKnown(track);
  return {
    places: Float64Array.from(track.speedKmh, (_, i) => placeAt(run, by, i * track.stepS)),
    difference: run.differenceBpm,
    speed: track.speedKmh.map((kmh) => (speedUnit === "pace" ? paceS(kmh, distanceUnit) : fromKm(kmh, distanceUnit))),
    altitude: track.altitudeM.map((metres) =>
      isKnown ? fromMetres(metres - track.altitudeM[0], distanceUnit) : Number.NaN,
    ),
  };
}
