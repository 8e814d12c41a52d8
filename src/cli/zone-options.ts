import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import {
  boundsOf,
  parseZoneStarts,
  ZONE_SCHEMES,
  type Zone,
  type ZoneBounds,
  type ZoneScheme,
  zonesAt,
} from "../evaluation/zones.ts";
import type { Track } from "../workout/workout.ts";
import { usageError } from "./arguments.ts";
import { tell } from "./output.ts";

/** The option that says what heart rates are divided by into zones. */
export const zoneOptions = { zones: { type: "string" } } as const;

/** What zones are divided by, as it was said. */
export interface StatedZones {
  scheme: ZoneScheme;
  ownBpm: readonly number[] | null;
}

/** The zones of a run. */
export interface RunZones {
  bounds: ZoneBounds;
  zones: readonly Zone[];
}

/** Schemes that go by their name, beside bounds of one's own. */
const NAMED = ZONE_SCHEMES.filter((scheme) => scheme !== "own");

/**
 * Reads what zones are divided by: the name of a scheme, or bounds such as 115,133,152.
 * @throws PredictorError `usage` where it is neither, or where the scheme needs what is not said
 */
export function statedZones(text: string, known: Knowledge): StatedZones {
  const scheme = NAMED.find((name) => name === text);
  if (scheme === "reserve" && known.restingBpm === undefined) throw lacking(scheme, "resting-hr");
  if (scheme === "threshold" && known.thresholdBpm === undefined) throw lacking(scheme, "threshold-hr");
  if (scheme !== undefined) return { scheme, ownBpm: null };
  const ownBpm = parseZoneStarts(text);
  if (ownBpm !== null && !("problem" in ownBpm)) return { scheme: "own", ownBpm };
  const problem = /\d/.test(text) && ownBpm !== null ? ` ${ownBpm.problem}` : "";
  throw usageError(
    `--zones is ${text}: say ${NAMED.join(" or ")}, or where each zone begins, such as 115,133,152.${problem}`,
  );
}

function lacking(scheme: ZoneScheme, option: string) {
  return usageError(`--zones ${scheme} needs --${option} BPM.`);
}

/** Finds the zones of a run; shares of the maximum take the place of a watch's that its file does not state, which is told. */
export function zonesFor({ scheme, ownBpm }: StatedZones, known: Knowledge, track: Track): RunZones {
  const basis = {
    maximumBpm: known.maximumBpm ?? null,
    restingBpm: known.restingBpm ?? null,
    thresholdBpm: known.thresholdBpm ?? null,
    ownBpm,
    watchBpm: track.zoneStartsBpm,
  };
  const asked = boundsOf(scheme, basis);
  if (asked === null)
    tell(`${track.name}: its file states no zones of the watch, so that these are shares of the maximum.`);
  const bounds = asked ?? boundsOf("maximum", basis)!;
  return { bounds, zones: zonesAt(bounds) };
}

/** What the zones are, in JSON: beside each list of times in them. */
export function namedZones({ bounds, zones }: RunZones) {
  return { by: bounds.scheme, names: zones.map(({ name }) => name), starts_bpm: bounds.startsBpm };
}
