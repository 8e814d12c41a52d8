import { DEFAULT_MAXIMUM_BPM, type Zone, type ZoneBounds, type ZoneScheme } from "../../evaluation/zones.ts";
import type { ZoneSettings, ZonesOfRun } from "../state/zones-of-run.ts";

/** Names of the schemes, as they are chosen. */
export const SCHEME_NAMES: Record<ZoneScheme, string> = {
  maximum: "of maximum heart rate",
  reserve: "of heart-rate reserve",
  threshold: "of threshold heart rate",
  own: "my own",
  watch: "as the watch has them",
};

/** What a scheme says of itself where it is chosen. */
export const SCHEME_SOURCES: Partial<Record<ZoneScheme, string>> = { reserve: "Karvonen", threshold: "Friel" };

/** What a scheme lacks. */
export const LACKING: Record<NonNullable<ZonesOfRun["lacking"]>, string> = {
  reserve: "Needs your resting heart rate.",
  threshold: "Needs your threshold heart rate.",
  own: "Write where each zone begins.",
  watch: "This run's file states none.",
};

/** Bounds in a line: "95 · 114 · 133 bpm". */
export function boundsText({ startsBpm }: Pick<ZoneBounds, "startsBpm">): string {
  return `${startsBpm.join(" · ")} bpm`;
}

/** The shares that bound a zone: "50–60 %"; empty where its bounds are heart rates themselves. */
export function zoneShares({ shares }: Pick<Zone, "shares">): string {
  if (shares === null) return "";
  const [from, to] = [shares.from, shares.to].map((share) => Math.round(100 * share));
  if (from === 0) return `to ${to} %`;
  return Number.isFinite(to) ? `${from}–${to} %` : `over ${from} %`;
}

/** What the zones of a run are, and why they are not those that were asked for. */
export function zonesNote(
  { bounds, lacking, settings }: ZonesOfRun & { settings: ZoneSettings },
  isLinked: boolean,
): string {
  const note = boundsNote(bounds, settings, isLinked);
  return lacking === null ? note : `${MISSING[lacking]} ${note}`;
}

const MISSING: Record<NonNullable<ZonesOfRun["lacking"]>, string> = {
  reserve: "Zones of heart-rate reserve need your resting heart rate: state it under About me. Until then:",
  threshold: "Zones of threshold need your threshold heart rate: state it under About me. Until then:",
  own: "No bounds of your own are written under About me. Until then:",
  watch: "This run's file does not state the zones of the watch. Instead:",
};

function boundsNote({ scheme, startsBpm }: ZoneBounds, settings: ZoneSettings, isLinked: boolean): string {
  const { maximumBpm, restingBpm, isSent } = settings;
  switch (scheme) {
    case "maximum":
      return maximumNote(maximumBpm, isLinked);
    case "reserve":
      if (isSent) return "Shares of the sender's heart-rate reserve (Karvonen).";
      return `Shares of your heart-rate reserve, ${restingBpm} to ${maximumBpm ?? DEFAULT_MAXIMUM_BPM} bpm (Karvonen).${maximumBpm === null ? " The maximum is a common one: your own is not known." : ""}`;
    case "threshold":
      return `Shares of ${isSent ? "the sender's" : "your"} threshold heart rate, ${startsBpm[THRESHOLD_PLACE]} bpm (Friel).`;
    case "own":
      return isSent ? "By the sender's own bounds." : "By your own bounds.";
    case "watch":
      return "As the watch that recorded the run has them.";
  }
}

/** Place of zone 5a, which begins at the threshold, among the bounds of its scheme. */
const THRESHOLD_PLACE = 3;

/**
 * The maximum heart rate behind the zones.
 * @param ownBpm the runner's, as typed; null where none is
 * @param isLinked whether it came with a link, whose runner may be another person
 */
function maximumNote(ownBpm: number | null, isLinked: boolean): string {
  if (ownBpm !== null)
    return isLinked ? `Shares of a maximum of ${ownBpm} bpm.` : `Shares of your maximum, ${ownBpm} bpm.`;
  return `Shares of ${DEFAULT_MAXIMUM_BPM} bpm, a common maximum: ${isLinked ? "the runner's" : "your"} own is not known.`;
}

/** A run that went above the maximum heart rate behind its zones. */
export function aboveMaximumWords(reachedBpm: number): string {
  return `This run reached ${reachedBpm} bpm, so its runner's maximum is no lower, if the sensor is right.`;
}
