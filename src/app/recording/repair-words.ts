import type { RepairCode } from "../../workout/workout.ts";
import type { Origin } from "../state/run-items.ts";

/** Text in place of repairs and signal while no run was read. */
export const NOT_READ = "No run has been read yet.";

/** Text in place of the repairs of a run without any; a link's run was repaired before it was sent. */
export function unchangedWords({ kind }: Origin): string {
  if (kind === "opening") return "Nothing was changed. The page carries this run as it was prepared.";
  if (kind === "kept") return "Nothing was changed. The library keeps a run as it was prepared, repairs included.";
  if (kind === "link") return "Nothing was changed. A link carries a run as it was prepared, repairs included.";
  return "Nothing was changed.";
}

/** Meaning of each repair for a runner; its exact rule is in `workout/repair/rules.ts`. */
export const REPAIR_MEANINGS: Record<RepairCode, string> = {
  "damaged-file": "What can't be read was left out.",
  "unreadable-point": "Points without a readable value were left out.",
  "left-over-points": "Points of another recording, an hour or more away, were left out.",
  "rows-as-timesteps": "The table has no time: each row counts as one step.",
  "read-by-content": "What no column says was told from its values.",
  "default-unit": "No unit is stated: the usual one was taken.",
  "passed-over": "Not used here.",
  "missing-time": "Points without a time were left out.",
  "unordered-time": "Points were put in the order of their times.",
  "far-gap": "Of parts hours apart, the one with most points was kept.",
  "merged-points": "Points of the same time were merged.",
  contradiction: "Speed, distance and positions disagreed: the most plausible was taken.",
  "speed-from-distance": "Speed was worked out from the distance.",
  "speed-from-positions": "Speed was worked out from the positions.",
  "gps-jump": "Jumps of the position don't count as distance.",
  "implausible-speed": "Speeds that no runner reaches were replaced by those around them.",
  "speed-gap": "Missing speeds were filled in from those around them.",
  pause: "Long gaps on the spot count as standing.",
  "missing-altitude": "The run is taken as flat.",
  "altitude-spike": "Altitudes far off those around them were replaced by these.",
  "altitude-gap": "Missing altitudes were filled in from those around them.",
  "implausible-heart-rate": "Heart rates that nobody has were left out.",
  "partial-heart-rate": "Short gaps filled in; long ones left out of the comparison.",
  "no-heart-rate": "Nothing in the file could be told to be a heart rate.",
  resampled: "Put on the steps that the model reads; the distance stays the same.",
  smoothed: "Speed and altitude were averaged over neighbouring steps, heart rate never.",
};
