import type { XAxisKind } from "../../sharing/shared-view.ts";
import type { Units } from "../format/units.ts";
import type { ListedRuns } from "./run-items.ts";
import type { Settings } from "./settings.ts";
import { shownRun } from "./status.ts";
import type { ViewState } from "./view.ts";
import type { ZoneSettings } from "./zones-of-run.ts";

type SeenState = Pick<Settings, "units" | "maximumHeartRateBpm" | "zoneChoice" | "knownOfMe" | "xAxis"> &
  ListedRuns &
  Pick<ViewState, "view">;

/** The units of the open place: a person's own, or those of the link that brought the shown run. */
export function seenUnits(state: SeenState): Units {
  return sentSettings(state) ?? state.units;
}

/** The maximum heart rate of the open place, likewise; null for the default. */
export function seenMaximum(state: SeenState): number | null {
  const sent = sentSettings(state);
  return sent === null ? state.maximumHeartRateBpm : sent.maximumHeartRateBpm;
}

/** What the zones of the open place are made by, likewise. */
export function seenZoneSettings(state: SeenState): ZoneSettings {
  const sent = sentSettings(state);
  const { scheme, ownBpm } = state.zoneChoice;
  const { restingBpm, thresholdBpm } = state.knownOfMe;
  const own = { maximumBpm: seenMaximum(state), restingBpm, thresholdBpm, ownBpm };
  if (!sent?.areZonesAsSent) return { ...own, scheme, sent: null, isSent: false };
  return { ...own, scheme: sent.zones?.scheme ?? "maximum", sent: sent.zones, isSent: true };
}

/** The x-axis of the charts, likewise. */
export function seenXAxis(state: SeenState): XAxisKind {
  return (sentSettings(state) ?? state).xAxis;
}

function sentSettings(state: SeenState) {
  return state.view === "run" ? (shownRun(state)?.item.linked?.settings ?? null) : null;
}
