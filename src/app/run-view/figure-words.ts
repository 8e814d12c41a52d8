import type { Zone } from "../../evaluation/zones.ts";

/** The heart rates of a zone, in bpm. */
export function zoneRange({ fromBpm, toBpm }: Zone): string {
  if (fromBpm === 0) return `to ${toBpm - 1}`;
  return Number.isFinite(toBpm) ? `${fromBpm}–${toBpm - 1}` : `from ${fromBpm}`;
}
