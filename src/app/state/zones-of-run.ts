import { boundsOf, type ZoneBasis, type ZoneBounds, type ZoneScheme } from "../../evaluation/zones.ts";

/** What the zones of a run are made by, whichever run that is. */
export interface ZoneSettings extends Omit<ZoneBasis, "watchBpm"> {
  scheme: ZoneScheme;
  /** Bounds that came with the run's link; null where none did. */
  sent: ZoneBounds | null;
  /** Whether the run is seen by the zones of whoever sent it. */
  isSent: boolean;
}

/** The zones of a run. */
export interface ZonesOfRun {
  bounds: ZoneBounds;
  /** What the asked scheme lacks, so that zones of the maximum take its place; null where it has all that it needs. */
  lacking: Exclude<ZoneScheme, "maximum"> | null;
}

/** Finds the zones of a run. @param watchBpm starts of the watch's zones; null where its file states none */
export function zonesOfRun(settings: ZoneSettings, watchBpm: readonly number[] | null): ZonesOfRun {
  const { scheme, sent } = settings;
  const basis = { ...settings, watchBpm };
  const bounds = sent ?? boundsOf(scheme, basis);
  if (bounds !== null) return { bounds, lacking: null };
  return { bounds: boundsOf("maximum", basis)!, lacking: scheme === "maximum" ? null : scheme };
}
