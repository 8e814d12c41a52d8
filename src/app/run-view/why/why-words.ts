import { AND } from "../../../base/list-words.ts";
import { BASE_KMH } from "../../../evaluation/parts/counterfactuals.ts";
import type { ExpectedPart } from "../../../evaluation/parts/parts.ts";
import type { Reasons } from "../../../evaluation/parts/reasons.ts";
import { formatSpeed, formatSpell } from "../../format/format.ts";
import { roundedTogether } from "../../format/rounded-together.ts";
import { speedName, speedUnitName, type Units } from "../../format/units.ts";

/** Parts at a moment, or their means over a stretch, bpm. */
export interface PartValues {
  baseBpm: number;
  /** In the order of the expected heart rate's parts; those it has. */
  parts: { part: ExpectedPart; bpm: number }[];
}

/** Parts in whole bpm that add up to the expected heart rate as it is written. */
export interface WrittenParts {
  expectedBpm: number;
  baseBpm: number;
  parts: { part: ExpectedPart; bpm: number }[];
}

export function writtenParts({ baseBpm, parts }: PartValues): WrittenParts {
  const [base, ...others] = roundedTogether([baseBpm, ...parts.map(({ bpm }) => bpm)]);
  return {
    expectedBpm: others.reduce((sum, bpm) => sum + bpm, base),
    baseBpm: base,
    parts: parts.map(({ part }, i) => ({ part, bpm: others[i] })),
  };
}

/** Names of the parts in table and legend. */
export function partName(part: ExpectedPart, units: Units): string {
  const speed = speedName(units);
  const names: Record<ExpectedPart, string> = {
    pace: speed,
    changes: `Changes of ${speed.toLowerCase()}`,
    hills: "Climbs and descents",
    timeOnFeet: "Time on feet",
    runner: "The runner",
  };
  return names[part];
}

/** What each part is beside. */
export function partNote(part: ExpectedPart, units: Units): string {
  const notes: Record<ExpectedPart, string> = {
    pace: `the run's average, beside ${baseSpeed(units)}`,
    changes: "faster, slower and stops, beside the average all along",
    hills: "beside the level",
    timeOnFeet: "beside somebody who set out 20 minutes ago",
    runner: "what the fit to the runner makes of it",
  };
  return notes[part];
}

export function baseName(units: Units): string {
  return `An even ${baseSpeed(units)}`;
}

export const BASE_NOTE = "on the level, fresh";

function baseSpeed(units: Units): string {
  return `${formatSpeed(BASE_KMH, units)} ${speedUnitName(units)}`;
}

/** Where the sentence is of: a moment with the reasons near it, or null for a stretch's average. */
export interface Moment {
  step: number;
  reasons: Reasons;
}

/** What the expected heart rate is made of, in sentences. */
export function whyWords(values: PartValues, moment: Moment | null, units: Units): string {
  const { expectedBpm, baseBpm, parts } = writtenParts(values);
  const bySize = parts.filter(({ bpm }) => bpm !== 0).sort((a, b) => Math.abs(b.bpm) - Math.abs(a.bpm));
  const adds = bySize.filter(({ bpm }) => bpm > 0);
  const takes = bySize.filter(({ bpm }) => bpm < 0);
  const added = adds.map(
    ({ part, bpm }, k) => `${bpm} ${k > 0 ? "" : bpm === 1 ? "is " : "are "}${phrase(part, true, moment)}`,
  );
  const taken = takes.map(({ part, bpm }) => `${-bpm} by ${phrase(part, false, moment)}`);
  const total = `${expectedBpm} bpm${moment === null ? " on average" : ""}`;
  const base = `${baseName(units)} on the level`;
  if (bySize.length === 0) return `${total}, as of ${base.toLowerCase()}.`;
  const made = adds.length > 0 ? `Of ${total}, ${AND.format(added)}` : `${total}`;
  const off = takes.length > 0 ? `; taken off are ${AND.format(taken)}` : "";
  return `${made}${off}. ${base} would be ${baseBpm}.`;
}

function phrase(part: ExpectedPart, adds: boolean, moment: Moment | null): string {
  switch (part) {
    case "pace":
      return "the pace of the run";
    case "timeOnFeet":
      return "time on feet";
    case "runner":
      return "the runner";
    case "hills":
      return hillPhrase(adds, moment?.reasons.hills(moment.step, adds) ?? null);
    case "changes":
      return changePhrase(adds, moment?.reasons.changes(moment.step, adds) ?? null);
  }
}

function hillPhrase(adds: boolean, sinceS: number | null): string {
  if (sinceS === null) return "climbs and descents";
  const hill = adds ? "hill" : "descent";
  return sinceS === 0 ? `the ${hill} here` : `the ${hill} you left ${formatSpell(sinceS)} ago`;
}

function changePhrase(adds: boolean, sinceS: number | null): string {
  if (sinceS === null) return "changes of pace";
  const running = adds ? "faster running" : "slower running";
  return sinceS === 0 ? `${running} here` : `${running} until ${formatSpell(sinceS)} ago`;
}
