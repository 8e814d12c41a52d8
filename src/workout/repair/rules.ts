import { BRIDGE_S } from "../resample.ts";
import { STANDING_KMH } from "../standing.ts";
import type { RepairCode } from "../workout.ts";
import { SPIKE_M } from "./altitude.ts";
import { HIGHEST_BPM, LOWEST_BPM } from "./heart-rate.ts";
import { FASTEST_KMH, REJECTIONS_FOR_A_NEW_PLACE } from "./odometer.ts";
import { HALF_WINDOW_S, TOLD_PAUSE_S, UNTOLD_PAUSE_S } from "./speed.ts";
import { FAR_GAP_S } from "./time.ts";

/** Description of a repair. */
export interface RepairRule {
  name: string;
  /** The counted thing in the singular. */
  counts: "point" | "pause" | "place" | "step" | "row" | "column" | "field";
  /** The finding, and what is done about it. */
  rule: string;
}

/** Rules of all repairs, in the order in which they are applied. */
export const REPAIR_RULES: Record<RepairCode, RepairRule> = {
  "damaged-file": {
    name: "Damaged file",
    counts: "place",
    rule: "Lost bytes, a missing end, a wrong checksum or letters that XML doesn't allow: what can't be read is left out, and more than a tenth of the file refused.",
  },
  "unreadable-point": {
    name: "Unreadable points",
    counts: "point",
    rule: "A value missing, unreadable or out of range where the format wants one: the point is left out, and more than a tenth of them refused.",
  },
  "left-over-points": {
    name: "Points of another recording",
    counts: "point",
    rule: `An hour or more from the rest, and outside of what the file states of the run: left out.`,
  },
  "rows-as-timesteps": {
    name: "Rows as timesteps",
    counts: "row",
    rule: "A table without a time of any kind: each row is one step of the model.",
  },
  "read-by-content": {
    name: "Told by content",
    counts: "column",
    rule: "A time or a unit that no name tells: by what the table holds, positions, distances, and ranges that no runner leaves.",
  },
  "default-unit": {
    name: "Documented units",
    counts: "column",
    rule: "A unit that nothing tells: km/h, minutes a kilometre, metres, seconds.",
  },
  "passed-over": {
    name: "Passed over",
    counts: "field",
    rule: "Numbers of the points that mean nothing here.",
  },
  "missing-time": {
    name: "Points without a time",
    counts: "point",
    rule: "Left out.",
  },
  "unordered-time": {
    name: "Time running backward",
    counts: "place",
    rule: "Points put in the order of their times.",
  },
  "far-gap": {
    name: "Parts far apart",
    counts: "point",
    rule: `Of parts over ${FAR_GAP_S / 3600} hours apart the one with most points is kept.`,
  },
  "merged-points": {
    name: "Duplicates",
    counts: "point",
    rule: "Points of one time merged, each value from the first that has it.",
  },
  contradiction: {
    name: "Contradictions",
    counts: "point",
    rule: "Speed, distance, positions and stated total compared: of those that differ, two that agree are believed, else what a human can run, else what a known unit explains; where nothing tells, the file is refused.",
  },
  "speed-from-distance": {
    name: "Speed from distance",
    counts: "point",
    rule: `Too few usable speeds: taken from the device's distance, over ${2 * HALF_WINDOW_S} s.`,
  },
  "speed-from-positions": {
    name: "Speed from positions",
    counts: "point",
    rule: `Too few usable speeds and no distance: taken from the way between positions, over ${2 * HALF_WINDOW_S} s.`,
  },
  "gps-jump": {
    name: "Jumps",
    counts: "point",
    rule: `Positions and distances faster than ${FASTEST_KMH} km/h: left out, or believed once ${REJECTIONS_FOR_A_NEW_PLACE} in a row agree. The way there is not counted.`,
  },
  "implausible-speed": {
    name: "Impossible speeds",
    counts: "point",
    rule: `Below 0 or above ${FASTEST_KMH} km/h: interpolated.`,
  },
  "speed-gap": {
    name: "Gaps in speed",
    counts: "point",
    rule: "Interpolated over time.",
  },
  pause: {
    name: "Pauses",
    counts: "pause",
    rule: `A gap of ${TOLD_PAUSE_S} s or more (${UNTOLD_PAUSE_S} s where neither distance nor the watch tells), four times the usual one, at under ${STANDING_KMH} km/h: speed 0.`,
  },
  "missing-altitude": {
    name: "No altitude",
    counts: "point",
    rule: "Taken as flat.",
  },
  "altitude-spike": {
    name: "Altitude spikes",
    counts: "point",
    rule: `Over ${SPIKE_M} m off their neighbours, or off the Earth: interpolated over time.`,
  },
  "altitude-gap": {
    name: "Gaps in altitude",
    counts: "point",
    rule: "Interpolated over time.",
  },
  "implausible-heart-rate": {
    name: "Impossible heart rates",
    counts: "point",
    rule: `Outside ${LOWEST_BPM}–${HIGHEST_BPM} bpm: left out.`,
  },
  "partial-heart-rate": {
    name: "Heart rate drop-outs",
    counts: "point",
    rule: `Joined over at most ${BRIDGE_S} s (twice the usual gap of a sparse recording), not compared in longer gaps; never joined between timesteps.`,
  },
  "no-heart-rate": {
    name: "No heart rate",
    counts: "field",
    rule: "Where none was found, the numbers of the points that mean nothing here are named: one of them may be it.",
  },
  resampled: {
    name: "Resampled",
    counts: "point",
    rule: "Put on the model's steps: speed and altitude as means over each, so that distance is kept; heart rate read off.",
  },
  smoothed: {
    name: "Smoothed",
    counts: "step",
    rule: "Speed and altitude as means over neighbouring steps, as the model learnt from them; heart rate never.",
  },
};
