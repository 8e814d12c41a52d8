import {
  farOf,
  farSentence,
  KNOWN_RANGES,
  type Knowledge,
  knownWords,
  usedOf,
} from "../evaluation/calibration/knowledge.ts";
import { statedEffort, statedMetres } from "../evaluation/calibration/stated-effort.ts";
import { type KnownQuantity, knownQuantities, type ModelContract } from "../model/contract.ts";
import { durationSeconds } from "../workout/formats/value.ts";
import { usageError } from "./arguments.ts";
import { tell } from "./output.ts";

/** Options by which a runner says what they know of themselves. */
export const knowledgeOptions = {
  "max-hr": { type: "string" },
  "resting-hr": { type: "string" },
  "threshold-hr": { type: "string" },
  best: { type: "string" },
} as const;

type KnowledgeValues = Partial<Record<keyof typeof knowledgeOptions, string | undefined>>;

/** Reads what a runner says of themselves. @throws PredictorError `usage` where it can't be. */
export function statedKnowledge(values: KnowledgeValues): Knowledge {
  const { "max-hr": maximum, "resting-hr": resting, "threshold-hr": threshold, best } = values;
  return {
    ...(maximum === undefined ? {} : { maximumBpm: heartRateFrom("max-hr", maximum, "maximumBpm") }),
    ...(resting === undefined ? {} : { restingBpm: heartRateFrom("resting-hr", resting, "restingBpm") }),
    ...(threshold === undefined ? {} : { thresholdBpm: heartRateFrom("threshold-hr", threshold, "thresholdBpm") }),
    ...(best === undefined ? {} : { bestKmh: effortFrom(best) }),
  };
}

function heartRateFrom(option: string, text: string, name: KnownQuantity): number {
  const { least, most } = KNOWN_RANGES[name];
  const bpm = Number(text);
  if (text.trim() !== "" && bpm >= least && bpm <= most) return bpm;
  throw usageError(`--${option} is ${text}: say it in beats a minute, from ${least} to ${most}.`);
}

/** Speed over twenty minutes of an effort such as 5km=22:30. */
function effortFrom(text: string): number {
  const [, distance = "", clock = ""] = /^(.*?)=(.*)$/.exec(text) ?? [];
  const [distanceM, timeS] = [statedMetres(distance), durationSeconds(clock)];
  if (!(distanceM > 0 && timeS > 0)) {
    throw usageError(`--best is ${text}: say over which distance in which time, such as 5km=22:30 or 21.1km=1:45:00.`);
  }
  const effort = statedEffort(distanceM, timeS);
  if ("kmh" in effort) return effort.kmh;
  throw usageError(`--best is ${text}: ${effort.problem}`);
}

/** Tells what of the runner's knowledge a model makes no use of, and what lies beyond whom it learnt from. */
export function tellUnusedKnowledge(known: Knowledge, { name, calibration }: ModelContract): void {
  const said = knownQuantities.filter((quantity) => known[quantity] !== undefined);
  const prior = { knowledge: calibration?.knowledge ?? null };
  const used = usedOf(prior, known);
  for (const quantity of said.filter((own) => !used.includes(own))) {
    tell(`${name} has not learnt what a ${knownWords[quantity]} tells: it predicts as if it were unknown.`);
  }
  for (const quantity of farOf(prior, known)) tell(farSentence(name, quantity));
}
