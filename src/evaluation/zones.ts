import { stepLengthS, stepsCounted, wholeRun } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";
import { areZoneStarts, MOST_ZONE_STARTS, ZONE_START_RANGE } from "../workout/zone-starts.ts";

/** Default maximum heart rate: near the mean of runners in their late twenties by 208 − 0.7 × age (Tanaka et al., 2001). Zones need the runner's own. */
export const DEFAULT_MAXIMUM_BPM = 190;

/** Heart rates from `fromBpm` up to, but not including, `toBpm`. */
export type HeartRateRange = Pick<Zone, "fromBpm" | "toBpm">;

/** A named range of heart rates. */
export interface Zone {
  name: string;
  /** The name in one or two letters: "3", "5a"; "0" for what lies below zone 1. */
  label: string;
  fromBpm: number;
  toBpm: number;
  /** The shares of a heart rate by which it is bounded; null where the bounds are heart rates themselves. */
  shares: { from: number; to: number } | null;
}

/** Ways to divide heart rates into zones. "own": by bounds of one's own; "watch": as the watch that recorded the run had them. */
export const ZONE_SCHEMES = ["maximum", "reserve", "threshold", "own", "watch"] as const;

export type ZoneScheme = (typeof ZONE_SCHEMES)[number];

/** Heart rates at which the zones of a scheme begin, in bpm, rising; what lies below the first is no zone, or the lowest. */
export interface ZoneBounds {
  scheme: ZoneScheme;
  startsBpm: readonly number[];
}

/** What zones are made of; null for what is not known. */
export interface ZoneBasis {
  /** DEFAULT_MAXIMUM_BPM counts where it is null. */
  maximumBpm: number | null;
  restingBpm: number | null;
  thresholdBpm: number | null;
  /** Bounds of one's own. */
  ownBpm: readonly number[] | null;
  /** Bounds that the run's file states. */
  watchBpm: readonly number[] | null;
}

/** Shares of the maximum heart rate, or of the heart-rate reserve, at which the five usual zones begin. */
const FIFTHS = [0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * Shares of the threshold heart rate at which J. Friel's zones 2 to 5b for running begin, and the one above which 5c does
 * ("A Quick Guide to Setting Zones", TrainingPeaks; The Triathlete's Training Bible).
 */
const FRIEL = [0.85, 0.9, 0.95, 1, 1.03, 1.06];
const FRIEL_LABELS = ["1", "2", "3", "4", "5a", "5b", "5c"];

/** Whether heart rates can be the bounds of zones of their scheme, which may come from anybody. */
export function areBounds({ scheme, startsBpm }: ZoneBounds): boolean {
  const shares = sharesOf(scheme);
  return (
    ZONE_SCHEMES.includes(scheme) &&
    areZoneStarts(startsBpm) &&
    (shares?.length ?? startsBpm.length) === startsBpm.length
  );
}

/** Shares of a heart rate at which a scheme's zones begin; null where they are heart rates themselves. */
function sharesOf(scheme: ZoneScheme): readonly number[] | null {
  if (scheme === "threshold") return FRIEL;
  return scheme === "maximum" || scheme === "reserve" ? FIFTHS : null;
}

/** Finds the bounds of a scheme; null where what it needs is not known. */
export function boundsOf(scheme: ZoneScheme, basis: ZoneBasis): ZoneBounds | null {
  const startsBpm = startsOf(scheme, basis);
  return startsBpm && { scheme, startsBpm };
}

function startsOf(scheme: ZoneScheme, basis: ZoneBasis): readonly number[] | null {
  const { maximumBpm, restingBpm, thresholdBpm } = basis;
  const highestBpm = maximumBpm ?? DEFAULT_MAXIMUM_BPM;
  switch (scheme) {
    case "maximum":
      return fifthsFrom(0, highestBpm);
    // M. J. Karvonen, E. Kentala, O. Mustala, "The Effects of Training on Heart Rate", Ann. Med. Exp. Biol. Fenn. 35, 1957.
    case "reserve":
      return restingBpm === null ? null : fifthsFrom(restingBpm, highestBpm);
    case "threshold":
      return thresholdBpm === null ? null : frielStarts(thresholdBpm);
    case "own":
      return basis.ownBpm;
    case "watch":
      return basis.watchBpm;
  }
}

/** Starts at FIFTHS of the way from one heart rate to another. */
function fifthsFrom(lowestBpm: number, highestBpm: number): number[] {
  return FIFTHS.map((share) => Math.round(lowestBpm + share * (highestBpm - lowestBpm)));
}

function frielStarts(thresholdBpm: number): number[] {
  const edges = FRIEL.map((share) => Math.round(share * thresholdBpm));
  // 5b holds its upper edge.
  return edges.with(-1, edges[edges.length - 1] + 1);
}

/**
 * Reads bounds as a person writes them: "115, 133, 152". null where nothing is written.
 * @returns what is wrong, as a sentence, where they can't be used
 */
export function parseZoneStarts(text: string): readonly number[] | null | { problem: string } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (words.length === 0) return null;
  const { least, most } = ZONE_START_RANGE;
  const starts = words.map(Number);
  const wrong = starts.findIndex((bpm) => !(Number.isInteger(bpm) && bpm >= least && bpm <= most));
  if (wrong >= 0)
    return { problem: `“${words[wrong]}” is no heart rate: write whole numbers from ${least} to ${most}.` };
  const falling = starts.findIndex((bpm, i) => bpm <= (starts[i - 1] ?? 0));
  if (falling >= 0)
    return { problem: `${starts[falling]} does not lie above ${starts[falling - 1]}: write them in rising order.` };
  if (starts.length > MOST_ZONE_STARTS)
    return { problem: `These are ${starts.length}: at most ${MOST_ZONE_STARTS} are drawn.` };
  return starts;
}

/** Makes the zones of bounds: one that lies below the first of them, then one from each on. */
export function zonesAt({ scheme, startsBpm }: ZoneBounds): Zone[] {
  const shares = sharesOf(scheme);
  const highest = scheme === "threshold" ? Number.POSITIVE_INFINITY : 1;
  return [0, ...startsBpm].map((fromBpm, i) => {
    const label = scheme === "threshold" ? FRIEL_LABELS[i] : String(i);
    return {
      name: label === "0" ? "Below zone 1" : `Zone ${label}`,
      label,
      fromBpm,
      toBpm: startsBpm[i] ?? Number.POSITIVE_INFINITY,
      shares: shares && { from: shares[i - 1] ?? 0, to: shares[i] ?? highest },
    };
  });
}

/** The heart rates of a zone, in bpm: "95–113", "to 94", "from 171". */
export function zoneRange({ fromBpm, toBpm }: Zone): string {
  if (fromBpm === 0) return `to ${toBpm - 1}`;
  return Number.isFinite(toBpm) ? `${fromBpm}–${toBpm - 1}` : `from ${fromBpm}`;
}

/** Divides heart rates into zones of a maximum: one below 50 % of it, then five from 50, 60, 70, 80 and 90 % on. */
export function zonesOf(maximumHeartRateBpm: number): Zone[] {
  return zonesAt({ scheme: "maximum", startsBpm: fifthsFrom(0, maximumHeartRateBpm) });
}

/** The zone that a heart rate lies in; null of an unknown one. */
export function zoneOf<Range extends HeartRateRange>(bpm: number, zones: readonly Range[]): Range | null {
  return zones.find(({ fromBpm, toBpm }) => bpm >= fromBpm && bpm < toBpm) ?? null;
}

/** Seconds of a run, or of a stretch of it, spent in each zone; a step without a heart rate counts in none. */
export function timeInZonesS(
  heartRateBpm: Float32Array,
  stepS: number,
  zones: readonly HeartRateRange[],
  span: Span = wholeRun(heartRateBpm.length, stepS),
): number[] {
  const times = zones.map(() => 0);
  const [from, to] = stepsCounted(span, stepS, heartRateBpm.length);
  for (let i = from; i < to; i++) {
    const zone = zoneOf(heartRateBpm[i], zones);
    if (zone !== null) times[zones.indexOf(zone)] += stepLengthS(i, span, stepS);
  }
  return times;
}
