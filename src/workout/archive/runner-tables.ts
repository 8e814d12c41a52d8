import { readRows } from "../formats/csv-rows.ts";
import { genderFrom } from "../formats/gender.ts";
import { readLiteral } from "../formats/literal.ts";
import { textOf } from "../formats/text.ts";
import { plausibleBpm } from "../formats/value.ts";
import { zoneStartsFrom } from "../zone-starts.ts";
import type { Stated } from "./stated.ts";

/** A file of an export with facts of its runner, recognised by its path. */
export interface RunnerTable {
  isIn(path: string): boolean;
  /** @throws PredictorError where it can't be read */
  read(bytes: Uint8Array): Partial<Pick<Stated, "gender" | "runnerHeartRates" | "zoneStartsBpm">>;
}

/** Garmin's sports whose heart rates are used, in order of preference. */
const SPORTS = ["RUNNING", "DEFAULT"];

/** Garmin's zones by their numbers. */
const ZONES = [1, 2, 3, 4, 5];

/** Known files: Strava's `profile.csv`, Garmin's user profile and heart rate zones. */
export const RUNNER_TABLES: readonly RunnerTable[] = [
  {
    isIn: (path) => /^(?:[^/]+\/)?profile\.csv$/i.test(path),
    read: (bytes) => ({ gender: genderFrom(cellsUnder("Sex", bytes)) }),
  },
  {
    isIn: (path) => /(?:^|\/)DI-Connect-User\/(?:.*_)?user_profile\.json$/i.test(path),
    read: (bytes) => {
      const { gender } = recordIn(valueIn(bytes));
      return typeof gender === "string" ? { gender: genderFrom(gender) } : {};
    },
  },
  {
    isIn: (path) => /(?:^|\/)DI-Connect-Wellness\/[^/]*_heartRateZones\.json$/i.test(path),
    read: (bytes) => zonesIn(valueIn(bytes)),
  },
];

/** Reads the runner's heart rates, and where zones begin, from Garmin's list of zones by sport. */
function zonesIn(value: unknown): Partial<Stated> {
  const zones = (Array.isArray(value) ? value : []).map(recordIn);
  const chosen = SPORTS.map((sport) => zones.find((zone) => zone.sport === sport)).find((zone) => zone !== undefined);
  if (chosen === undefined) return {};
  return {
    runnerHeartRates: {
      maximumBpm: plausibleBpm(chosen.maxHeartRateUsed),
      restingBpm: plausibleBpm(chosen.restingHeartRateUsed),
      thresholdBpm: plausibleBpm(chosen.lactateThresholdHeartRateUsed),
    },
    zoneStartsBpm: zoneStartsFrom(ZONES.map((zone) => chosen[`zone${zone}Floor`])),
  };
}

function valueIn(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  return text === null ? null : readLiteral(text);
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Cell of a table's first row under a title; "" where there is none. */
function cellsUnder(title: string, bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text === null) return "";
  const [head, row] = readRows(text, ",");
  return row?.cells[head.cells.indexOf(title)] ?? "";
}
