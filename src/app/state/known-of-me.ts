import { isRecord } from "../../base/is-record.ts";
import { type Knowledge, usedOf } from "../../evaluation/calibration/knowledge.ts";
import { type StatedEffort, statedEffort, statedMetres } from "../../evaluation/calibration/stated-effort.ts";
import type { KnownQuantity, ModelContract } from "../../model/contract.ts";
import { durationSeconds } from "../../workout/formats/value.ts";
import type { DistanceUnit } from "../format/units.ts";
import { parseRestingHeartRate, parseThresholdHeartRate } from "./stated-heart-rates.ts";

/** What a person states of themselves beside a maximum heart rate; null where they don't. */
export interface KnownOfMe {
  restingBpm: number | null;
  thresholdBpm: number | null;
  bestDistanceM: number | null;
  bestTimeS: number | null;
}

/** The parts of the state that hold what a person states of themselves. */
export interface StatedOfMe {
  maximumHeartRateBpm: number | null;
  knownOfMe: KnownOfMe;
}

export const NOTHING_STATED: KnownOfMe = { restingBpm: null, thresholdBpm: null, bestDistanceM: null, bestTimeS: null };

/** Metres of a typed distance, in a unit where it names none; null where nothing is typed. */
export function parseBestDistance(text: string, unit: DistanceUnit): number | null | "invalid" {
  return positiveOrInvalid(text, statedMetres(text, unit));
}

/** Seconds of a typed time such as 22:30; null where nothing is typed. */
export function parseBestTime(text: string): number | null | "invalid" {
  return positiveOrInvalid(text, durationSeconds(text));
}

function positiveOrInvalid(text: string, value: number): number | null | "invalid" {
  if (text.trim() === "") return null;
  return value > 0 ? value : "invalid";
}

/** The best effort, or why it can't be used; null until both its distance and its time are stated. */
export function bestEffortOf({ bestDistanceM, bestTimeS }: KnownOfMe): StatedEffort | null {
  return bestDistanceM === null || bestTimeS === null ? null : statedEffort(bestDistanceM, bestTimeS);
}

/** What a person knows of themselves, as far as they state it and it can be used. */
export function knowledgeOf({ maximumHeartRateBpm, knownOfMe }: StatedOfMe): Knowledge {
  const effort = bestEffortOf(knownOfMe);
  return {
    ...(maximumHeartRateBpm === null ? {} : { maximumBpm: maximumHeartRateBpm }),
    ...(knownOfMe.restingBpm === null ? {} : { restingBpm: knownOfMe.restingBpm }),
    ...(knownOfMe.thresholdBpm === null ? {} : { thresholdBpm: knownOfMe.thresholdBpm }),
    ...(effort !== null && "kmh" in effort ? { bestKmh: effort.kmh } : {}),
  };
}

/** The quantities that a model has learnt to use; none without a contract. */
export function learntQuantities(contract: ModelContract | null | undefined): readonly KnownQuantity[] {
  return (contract?.calibration?.knowledge?.quantities ?? []).map(({ name }) => name);
}

/** The stated quantities that a model uses. */
export function usedBy(contract: ModelContract | null | undefined, known: Knowledge): KnownQuantity[] {
  return contract?.calibration ? usedOf(contract.calibration, known) : [];
}

/** Reads what an earlier visit kept; undefined where it can't be read. */
export function recallKnownOfMe(kept: unknown): KnownOfMe | undefined {
  if (!isRecord(kept)) return undefined;
  // Kept by pages that did not ask for a threshold, it says nothing of that.
  const { restingBpm, thresholdBpm = null, bestDistanceM, bestTimeS } = kept;
  const isAmount = (value: unknown): value is number | null =>
    value === null || (typeof value === "number" && Number.isFinite(value) && value > 0);
  if (!isAmount(restingBpm) || !isAmount(thresholdBpm) || !isAmount(bestDistanceM) || !isAmount(bestTimeS)) {
    return undefined;
  }
  if (restingBpm !== null && parseRestingHeartRate(String(restingBpm)) === "invalid") return undefined;
  if (thresholdBpm !== null && parseThresholdHeartRate(String(thresholdBpm)) === "invalid") return undefined;
  return { restingBpm, thresholdBpm, bestDistanceM, bestTimeS };
}
