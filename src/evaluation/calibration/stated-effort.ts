import { clockText } from "../../base/clock.ts";
import { effortKmh, LONGEST_EFFORT_S, SHORTEST_EFFORT_S } from "../../workout/best-efforts.ts";
import { KM_PER_MILE } from "../../workout/distance-along.ts";
import { KNOWN_RANGES } from "./knowledge.ts";

const METRES = { km: 1000, mi: 1000 * KM_PER_MILE, m: 1 } as const;

/**
 * Metres of a distance as people write it: 5km, 13.1 mi, 5000 m.
 * @param bareUnit unit of a number without one; undefined where a distance has to name its unit
 * @returns NaN where it is none
 */
export function statedMetres(text: string, bareUnit?: "km" | "mi"): number {
  const [, amount, named] = /^(\d+(?:[.,]\d+)?) *(km|mi|m)?$/i.exec(text.trim()) ?? [];
  const unit = (named?.toLowerCase() as keyof typeof METRES | undefined) ?? bareUnit;
  return amount === undefined || unit === undefined ? Number.NaN : Number(amount.replace(",", ".")) * METRES[unit];
}

/** Speed over twenty minutes of a best effort, or why it can't be used, as the end of a sentence. */
export type StatedEffort = { kmh: number } | { problem: string };

/** Brings a best effort to its speed over twenty minutes, by Riegel's law. */
export function statedEffort(distanceM: number, timeS: number): StatedEffort {
  if (timeS < SHORTEST_EFFORT_S || timeS > LONGEST_EFFORT_S) {
    const bounds = `${clockText(SHORTEST_EFFORT_S)} to ${clockText(LONGEST_EFFORT_S)}`;
    return { problem: `say an effort of ${bounds}, for only these can be compared.` };
  }
  const kmh = effortKmh(distanceM, timeS);
  const { least, most } = KNOWN_RANGES.bestKmh;
  if (kmh >= least && kmh <= most) return { kmh };
  return { problem: `nobody runs so ${kmh < least ? "slowly at best" : "fast"}. Check distance and time.` };
}
