import { altitudesAt } from "../../planning/pacing.ts";
import { placeAt } from "../../planning/plan.ts";
import { distanceAlong, kmAt } from "../../workout/distance-along.ts";
import type { Span, Track } from "../../workout/workout.ts";
import { paceScale, roundScale, type Scale } from "../charts/axes.ts";
import { type Frame, xOf, yOf } from "../charts/frame.ts";
import { areaPath } from "../charts/paths.ts";
import type { AxisSpan } from "../charts/x-axis.ts";
import { type DistanceUnit, fromMetres, paceS } from "../format/units.ts";
import type { MadePlan } from "../state/plan/plan-state.ts";

export type PlanChart = "heart-rate" | "pace" | "altitude";

/** Lines of a plan by place on its way, km, in the units that are read. */
export interface PlanLines {
  id: number;
  /** Of the model's timesteps: expected heart rate and the ends of its band, empty where there is none. */
  atKm: Float64Array;
  expectedBpm: Float32Array;
  lowerBpm: Float32Array;
  upperBpm: Float32Array;
  /** Of the places of the plan. */
  placeKm: Float64Array;
  paceS: Float32Array;
  altitude: Float32Array;
  wholeKm: number;
}

/** Places of a plan's line at most: more are no wider than a pixel. */
const MOST_PLACES = 600;

export function planLines({ id, planned: { plan, expected, stepS } }: MadePlan, unit: DistanceUnit): PlanLines {
  const every = Math.max(1, Math.ceil(plan.distanceM.length / MOST_PLACES));
  const isKept = (_: number, i: number) => i % every === 0 || i === plan.distanceM.length - 1;
  const distanceM = plan.distanceM.filter(isKept);
  const [startM] = plan.course.altitudeM;
  return {
    id,
    atKm: Float64Array.from(expected.heartRateBpm, (_, i) => placeAt(plan, i * stepS) / 1000),
    expectedBpm: expected.heartRateBpm,
    lowerBpm: expected.interval?.lowerBpm ?? new Float32Array(0),
    upperBpm: expected.interval?.upperBpm ?? new Float32Array(0),
    placeKm: distanceM.map((metres) => metres / 1000),
    paceS: Float32Array.from(plan.speedKmh.filter(isKept), (kmh) => paceS(kmh, unit)),
    altitude: Float32Array.from(altitudesAt(plan.course, distanceM), (metres) => fromMetres(metres - startM, unit)),
    wholeKm: plan.course.lengthM / 1000,
  };
}

/** Measured heart rate of a run, by place on its own way. */
export interface MeasuredLine {
  atKm: Float64Array;
  bpm: Float32Array;
}

export function measuredLine(track: Track): MeasuredLine {
  const along = distanceAlong(track);
  return {
    atKm: Float64Array.from(track.heartRateBpm, (_, i) => kmAt(along, i * track.stepS)),
    bpm: track.heartRateBpm,
  };
}

/** Least that the scales span. */
const LEAST_BPM = 30;
const LEAST_ALTITUDE_M = 20;

export function planScales(
  plans: readonly PlanLines[],
  measured: MeasuredLine | null,
  unit: DistanceUnit,
): Record<PlanChart, Scale> {
  const bpm = plans.flatMap(({ expectedBpm, lowerBpm, upperBpm }) => [expectedBpm, lowerBpm, upperBpm]);
  const known = measured === null ? [] : [measured.bpm.filter((value) => !Number.isNaN(value))];
  const paces = Float32Array.from(plans.flatMap((lines) => [...lines.paceS]));
  return {
    "heart-rate": roundScale([...bpm, ...known], LEAST_BPM, 6),
    pace: paceScale(paces, 3),
    altitude: roundScale(
      plans.map(({ altitude }) => altitude),
      fromMetres(LEAST_ALTITUDE_M, unit),
      2,
    ),
  };
}

export function bandPath({ atKm, lowerBpm, upperBpm }: PlanLines, scale: Scale, frame: Frame, span: AxisSpan): string {
  return areaPath(
    Array.from(lowerBpm, (lower, i) => ({
      x: xOf(atKm[i], span, frame) - frame.left,
      upperY: yOf(upperBpm[i], scale, frame) - frame.top,
      lowerY: yOf(lower, scale, frame) - frame.top,
    })),
  );
}

/** Value of a line at a place; NaN beyond its end. */
export function valueAt(atKm: Float64Array, values: Float32Array, km: number): number {
  const at = atKm.findIndex((place) => place >= km);
  return at < 0 ? Number.NaN : values[at];
}

/** Stretches of a plan that its model has not learnt, by place, in km. */
export function outsidePlaces({ planned: { outside, plan } }: MadePlan): Span[] {
  return outside.flatMap(({ spans }) =>
    spans.map(({ startS, endS }) => ({ startS: placeAt(plan, startS) / 1000, endS: placeAt(plan, endS) / 1000 })),
  );
}
