import { type ChartHeights, type Frame, fittedFrame } from "../../charts/frame.ts";
import { altitudeUnit, speedName, speedUnitName, type Units } from "../../format/units.ts";

export type ChartKey = "heartRate" | "speed" | "altitude";

/** One value a chart. */
export type ByChart<T> = Record<ChartKey, T>;

/** A chart of a run: what it is called, and how high it is. */
export interface Chart {
  key: ChartKey;
  testId: string;
  name(units: Units): string;
  unit(units: Units): string;
  heightPx: ChartHeights;
  /** Whether the x-axis is labelled beneath it. */
  hasXAxis: boolean;
}

/** A run's charts, from top to bottom. */
export const CHARTS: readonly Chart[] = [
  {
    key: "heartRate",
    testId: "chart-heart-rate",
    name: () => "Heart rate",
    unit: () => "bpm",
    heightPx: { wide: 320, narrow: 240 },
    hasXAxis: false,
  },
  {
    key: "speed",
    testId: "chart-speed",
    name: speedName,
    unit: speedUnitName,
    heightPx: { wide: 96, narrow: 88 },
    hasXAxis: false,
  },
  {
    key: "altitude",
    testId: "chart-altitude",
    name: () => "Altitude",
    unit: ({ distanceUnit }) => altitudeUnit(distanceUnit),
    heightPx: { wide: 104, narrow: 104 },
    hasXAxis: true,
  },
];

/** The heart rate's chart by itself, with the x-axis beneath it. */
export function heartRateAlone(heightPx: number): Chart {
  return { ...CHARTS[0], heightPx: { wide: heightPx, narrow: heightPx }, hasXAxis: true };
}

/** The frame of each chart's plot at a width of the charts; of those that are drawn otherwise than in `CHARTS`, as given. */
export function framesFor(width: number, charts: readonly Chart[] = []): ByChart<Frame> {
  const frames = [...CHARTS, ...charts].map(({ key, heightPx, hasXAxis }) => {
    return [key, fittedFrame(width, heightPx, hasXAxis)] as const;
  });
  return Object.fromEntries(frames) as ByChart<Frame>;
}
