import type { RunFigures } from "../../workout/summary.ts";
import { formatClock, formatNumber, formatSpeed, MEAN_DECIMALS } from "./format.ts";
import { fromKm, fromMetres, type Units } from "./units.ts";

/** A run's figures as text, without their units. */
export const runFigureTexts = {
  duration: ({ durationS }) => formatClock(durationS),
  distance: ({ distanceKm }, { distanceUnit }) => formatNumber(fromKm(distanceKm, distanceUnit), 2),
  climb: ({ climbM }, { distanceUnit }) => formatNumber(fromMetres(climbM, distanceUnit)),
  speed: ({ meanSpeedKmh }, units) => formatSpeed(meanSpeedKmh, units),
  "mean-heart-rate": ({ meanBpm }) => formatNumber(meanBpm, MEAN_DECIMALS),
  "maximum-heart-rate": ({ maximumBpm }) => formatNumber(maximumBpm),
} as const satisfies Record<string, (figures: RunFigures, units: Units) => string>;
