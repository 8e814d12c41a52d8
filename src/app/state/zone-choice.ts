import { isRecord } from "../../base/is-record.ts";
import { ZONE_SCHEMES, type ZoneScheme } from "../../evaluation/zones.ts";
import { zoneStartsFrom } from "../../workout/zone-starts.ts";

/** What a person has heart rates divided by. */
export interface ZoneChoice {
  scheme: ZoneScheme;
  /** Heart rates at which zones of their own begin; null where they wrote none. */
  ownBpm: readonly number[] | null;
}

export const ZONES_OF_MAXIMUM: ZoneChoice = { scheme: "maximum", ownBpm: null };

/** Reads what an earlier visit kept; undefined where it can't be read. */
export function recallZoneChoice(kept: unknown): ZoneChoice | undefined {
  if (!isRecord(kept)) return undefined;
  const scheme = ZONE_SCHEMES.find((known) => known === kept.scheme);
  const ownBpm = zoneStartsFrom(kept.ownBpm);
  return scheme && (ownBpm || kept.ownBpm === null) ? { scheme, ownBpm } : undefined;
}
