import { quantile } from "../../../base/statistics.ts";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { averagedDifference } from "../../../evaluation/averaged-difference.ts";
import { slopesOf } from "../../../workout/graded-speed.ts";
import { isAltitudeKnown } from "../../../workout/summary.ts";
import type { Track } from "../../../workout/workout.ts";
import { formatNumber, formatSigned, formatSpeed, takesUnit } from "../../format/format.ts";
import { fromKm, paceS, speedName, speedUnitName, toKm, type Units } from "../../format/units.ts";

/** What a route can be coloured by. */
export type ColouredBy = "difference" | "heart-rate" | "speed" | "grade";

/** Class of a timestep whose value is not known. */
export const UNKNOWN = -1;

/** A colour: the name of its style, and what it stands for. */
export interface RouteClass {
  style: string;
  label: string;
}

export const UNKNOWN_CLASS: RouteClass = { style: "route-unknown", label: "not known" };

/** Colours of a route, one a class; the classes rise with the value. */
export interface Colouring {
  /** Class of a timestep. */
  classAt(step: number): number;
  /** Value of a timestep, with its unit. */
  textAt(step: number): string;
  /** What the colours stand for, with the unit. */
  name: string;
  /** One a class. */
  classes: RouteClass[];
  /** Whether the value of any timestep is not known. */
  hasUnknown: boolean;
}

/** A quantity by timestep and how it is written. */
interface Quantity {
  /** One entry a timestep, in the units that are read; NaN where unknown. */
  values: ArrayLike<number>;
  name: string;
  unit: string;
  text(value: number): string;
}

/** Bounds of the classes around 0: near it is as expected, or level. */
const DIFFERENCE_BOUNDS = [-15, -5, 5, 15];
const GRADE_BOUNDS = [-8, -2, 2, 8];

/** Round widths of classes, in the units that are read. */
const HEART_RATE_WIDTHS = [2, 5, 10, 15, 20, 30];
const SPEED_WIDTHS = [0.2, 0.5, 1, 2, 5, 10];
const PACE_WIDTHS_S = [5, 10, 15, 30, 60, 120, 300, 600];

/** The ways to colour a run's route, as they are offered: those of which something is known. */
export function colourings(analysis: Analysis, units: Units): { by: ColouredBy; colouring: Colouring }[] {
  const { track } = analysis;
  const offered: [ColouredBy, Colouring | null][] = [
    ["difference", differenceColouring(analysis)],
    ["heart-rate", heartRateColouring(track)],
    ["speed", speedColouring(track, units)],
    ["grade", gradeColouring(track)],
  ];
  return offered.flatMap(([by, colouring]) => (colouring === null ? [] : [{ by, colouring }]));
}

function differenceColouring(analysis: Analysis): Colouring | null {
  if (analysis.expectation === null) return null;
  const values = averagedDifference(analysis, analysis.expectation);
  const quantity = { values, name: "Measured − expected, over two minutes", unit: "bpm", text: formatSigned };
  return diverging(quantity, DIFFERENCE_BOUNDS);
}

function heartRateColouring({ heartRateBpm }: Track): Colouring | null {
  const quantity = { values: heartRateBpm, name: "Measured heart rate", unit: "bpm", text: formatNumber };
  return sequential(quantity, HEART_RATE_WIDTHS);
}

function speedColouring({ speedKmh }: Track, units: Units): Colouring | null {
  const [name, unit] = [speedName(units), speedUnitName(units)];
  if (units.speedUnit === "speed") {
    const values = speedKmh.map((kmh) => fromKm(kmh, units.distanceUnit));
    return sequential({ values, name, unit, text: (value) => formatNumber(value, 1) }, SPEED_WIDTHS);
  }
  const values = speedKmh.map((kmh) => paceS(kmh, units.distanceUnit));
  const text = (seconds: number) => formatSpeed(toKm(3600 / seconds, units.distanceUnit), units);
  const pace = sequential({ values, name, unit, text }, PACE_WIDTHS_S);
  // A greater pace is a slower one: it takes the darker colour, as a lower speed does.
  const styles = pace?.classes.map(({ style }) => style).reverse() ?? [];
  return pace && { ...pace, classes: pace.classes.map(({ label }, i) => ({ label, style: styles[i] })) };
}

function gradeColouring(track: Track): Colouring | null {
  if (track.isOnUnknownGround || !isAltitudeKnown(track)) return null;
  const values = slopesOf(track).map((slope) => 100 * slope);
  return diverging({ values, name: "Grade, over 36 seconds", unit: "%", text: formatSigned }, GRADE_BOUNDS);
}

function diverging(quantity: Quantity, bounds: readonly number[]): Colouring | null {
  return colouringOf(quantity, bounds, "route-diverging");
}

function sequential(quantity: Quantity, widths: readonly number[]): Colouring | null {
  return colouringOf(quantity, roundBounds(quantity.values, widths), "route-sequential");
}

/** Four round bounds around the middle eight tenths of some values; none where no value is finite. */
export function roundBounds(values: ArrayLike<number>, widths: readonly number[]): number[] {
  const known = Array.from(values).filter(Number.isFinite);
  if (known.length === 0) return [];
  const [low, high] = [quantile(known, 0.1), quantile(known, 0.9)];
  const width = widths.find((one) => one >= (high - low) / 4) ?? widths[widths.length - 1];
  const middle = Math.round((low + high) / 2 / width - 0.5);
  return [-1, 0, 1, 2].map((step) => (middle + step) * width);
}

function colouringOf(
  { values, name, unit, text }: Quantity,
  bounds: readonly number[],
  style: string,
): Colouring | null {
  if (bounds.length === 0 || Array.from(values).every(Number.isNaN)) return null;
  const last = bounds.length;
  const label = (i: number) => {
    if (i === 0) return `under ${text(bounds[0])}`;
    return i === last ? `${text(bounds[last - 1])} or more` : `${text(bounds[i - 1])} to ${text(bounds[i])}`;
  };
  return {
    name: `${name}, ${unit}`,
    classAt: (step) => (Number.isNaN(values[step]) ? UNKNOWN : bounds.filter((bound) => bound <= values[step]).length),
    textAt(step) {
      if (Number.isNaN(values[step])) return UNKNOWN_CLASS.label;
      const written = text(values[step]);
      return takesUnit(written) ? `${written} ${unit}` : written;
    },
    hasUnknown: Array.from(values).some(Number.isNaN),
    classes: Array.from({ length: last + 1 }, (_, i) => ({ style: `${style}-${i}`, label: label(i) })),
  };
}
