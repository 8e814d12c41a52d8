import {
  type QualityCode,
  type QualityFlag,
  qualityChecks,
  qualityCodes,
} from "../../workout/quality/quality-flags.ts";
import { isOtherSport } from "../../workout/sport.ts";
import type { HubRow } from "../hub-row.ts";

/** A run that may be kept: as it would be written, and what the checks found in its recording. */
export interface FilteredRun {
  row: Pick<HubRow, "sport" | "hr_mean" | "hr_max">;
  flags: readonly Pick<QualityFlag, "code">[];
}

/** Result of a rule. */
interface RuleReport {
  name: string;
  /** The runs that it drops, in words. */
  drops: string;
  /** Runs that it was the first to drop. */
  first: number;
  /** Runs that it would have dropped alone. */
  alone: number;
}

export interface FilterReport {
  /** Runs looked at. */
  runs: number;
  kept: number;
  /** Rules in the order in which a run is held against them. */
  rules: RuleReport[];
  /** The checks that drop no run, and in how many of the kept each found something. */
  flagged: { code: QualityCode; rule: string; runs: number }[];
}

const LOWEST_MEAN_BPM = 120;
const HIGHEST_BPM = 200;

interface Rule {
  name: string;
  drops: string;
  isBroken(run: FilteredRun): boolean;
}

/**
 * Rules of the published dataset, which kept: running, 50 points or more, a mean heart rate of 120 or more, none above 200, a
 * standard deviation of 5 or more, a correlation with speed of −0.3 or more. Which of its other checks dropped a run
 * was not published. Here none does: they are about single points, most of which the repairs leave out or mend.
 */
const rules: readonly Rule[] = [
  {
    name: "sport",
    drops: "a sport that is not running, where the file names one",
    isBroken: ({ row }) => isOtherSport(row.sport),
  },
  flagRule("DI04"),
  flagRule("DI02"),
  {
    name: "hr_mean",
    drops: `a mean heart rate below ${LOWEST_MEAN_BPM} bpm`,
    isBroken: ({ row }) => row.hr_mean !== null && row.hr_mean < LOWEST_MEAN_BPM,
  },
  {
    name: "hr_max",
    drops: `a heart rate above ${HIGHEST_BPM} bpm`,
    isBroken: ({ row }) => row.hr_max !== null && row.hr_max > HIGHEST_BPM,
  },
  flagRule("HR06"),
  flagRule("HR10"),
];

function flagRule(code: QualityCode): Rule {
  return {
    name: code,
    drops: qualityChecks[code].rule,
    isBroken: ({ flags }) => flags.some((flag) => flag.code === code),
  };
}

/** The published quality filter, which counts what falls to which rule. */
export class PublishedFilter {
  #runs = 0;
  #kept = 0;
  readonly #first = new Map<string, number>();
  readonly #alone = new Map<string, number>();
  readonly #flagged = new Map<string, number>();

  keeps(run: FilteredRun): boolean {
    this.#runs++;
    const broken = rules.filter((rule) => rule.isBroken(run));
    for (const { name } of broken) increase(this.#alone, name);
    if (broken.length > 0) {
      increase(this.#first, broken[0].name);
      return false;
    }
    this.#kept++;
    for (const { code } of run.flags) increase(this.#flagged, code);
    return true;
  }

  report(): FilterReport {
    const ofRules = new Set(rules.map(({ name }) => name));
    return {
      runs: this.#runs,
      kept: this.#kept,
      rules: rules.map(({ name, drops }) => ({
        name,
        drops,
        first: this.#first.get(name) ?? 0,
        alone: this.#alone.get(name) ?? 0,
      })),
      flagged: qualityCodes
        .filter((code) => !ofRules.has(code))
        .map((code) => ({ code, rule: qualityChecks[code].rule, runs: this.#flagged.get(code) ?? 0 })),
    };
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
