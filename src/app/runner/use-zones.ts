import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Track } from "../../workout/workout.ts";
import { seenZoneSettings } from "../state/seen-settings.ts";
import { type ZoneSettings, type ZonesOfRun, zonesOfRun } from "../state/zones-of-run.ts";
import { usePageState } from "../ui/page-context.ts";

/** The zones of a run as the open place has it seen, and what they are made by; the same objects as long as nothing of them changes. */
export function useZones(track: Pick<Track, "zoneStartsBpm"> | null): ZonesOfRun & { settings: ZoneSettings } {
  const settings = usePageState(useShallow(seenZoneSettings));
  const watchBpm = track?.zoneStartsBpm ?? null;
  return useMemo(() => ({ ...zonesOfRun(settings, watchBpm), settings }), [settings, watchBpm]);
}
