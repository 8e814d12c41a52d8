import { clockText } from "../base/clock.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { Pacing } from "../planning/pacing.ts";
import { partPacesS } from "../planning/plan.ts";
import type { PlanFigures, PlanSplit, TimeRange } from "../planning/plan-figures.ts";
import {
  keptSentence,
  likelySentence,
  METRIC,
  meanPaceS,
  NO_ADVICE,
  outsideSentences,
  planSentence,
  timeRangeText,
} from "../planning/plan-words.ts";
import type { PlannedRun, PlanTarget } from "../planning/planned-run.ts";
import { plain, tableLines } from "./output.ts";
import { namedSpan, predictionRecord } from "./prediction-output.ts";

/** A planned course, with all that is told of it. */
export interface ToldPlan {
  planned: PlannedRun;
  figures: PlanFigures;
  pacing: Pacing;
  target: PlanTarget;
}

type Model = Pick<RunnableModel, "contract">;

/** A plan for a line of JSON: as a run's, by the planned timesteps, and what it comes to. */
export function planRecord(file: string, told: ToldPlan, model: Model) {
  const { planned, figures, pacing, target } = told;
  const { kept, outside } = planned;
  return {
    ...predictionRecord(file, planned.prediction, planned.expected, model),
    plan: {
      target: namedTarget(target),
      strategy: pacing.way,
      negative_split_percent: Number((100 * pacing.negativeSplit).toFixed(6)),
      duration_s: figures.durationS,
      distance_m: figures.distanceM,
      climb_m: figures.climbM,
      mean_expected_hr_bpm: figures.meanBpm,
      highest_expected_hr_bpm: figures.highestBpm,
      pace_s_per_km: partPacesS(planned.plan),
      zones: figures.zones.map(({ name, fromBpm, toBpm, time }) => ({
        name,
        from_bpm: fromBpm,
        // JSON knows no infinity.
        to_bpm: Number.isFinite(toBpm) ? toBpm : null,
        ...namedTime(time),
      })),
      above: { hr_bpm: figures.above.bpm, ...namedTime(figures.above.time), likely_from_m: figures.above.likelyFromM },
      splits: figures.splits.map(namedSplit),
      kept_under: kept && {
        highest_hr_bpm: kept.highestBpm,
        lost_from_m: kept.lostFromM,
        lost_to_m: kept.lostToM,
        never_reached: kept.isNeverReached,
      },
      outside_training: outside.map(({ kind, limit, spans }) => ({ kind, limit, spans: spans.map(namedSpan) })),
      sentences: sentencesOf(told, model),
    },
  };
}

function namedTarget(target: PlanTarget) {
  switch (target.kind) {
    case "time":
      return { duration_s: target.durationS };
    case "paces":
      return { pace_s_per_km: target.secondsPerKm };
    case "heart-rate":
      return { hr_bpm: target.ceiling.bpm, of: target.ceiling.of };
  }
}

function namedTime({ expectedS, leastS, mostS }: TimeRange) {
  return { expected_s: expectedS, least_s: leastS, most_s: mostS };
}

function namedSplit({ fromM, toM, startS, endS, climbM, expectedBpm, lowerBpm, upperBpm }: PlanSplit) {
  return {
    from_m: fromM,
    to_m: toM,
    start_s: startS,
    end_s: endS,
    pace_s_per_km: (1000 * (endS - startS)) / (toM - fromM),
    climb_m: climbM,
    expected_hr_bpm: expectedBpm,
    lower_hr_bpm: lowerBpm,
    upper_hr_bpm: upperBpm,
  };
}

function sentencesOf({ planned, figures, target }: ToldPlan, { contract }: Model): string[] {
  const { kept, outside } = planned;
  const likely = likelySentence(figures, METRIC);
  return [
    ...(kept && target.kind === "heart-rate" ? [keptSentence(kept, target.ceiling, METRIC)] : []),
    planSentence(figures, METRIC),
    ...(likely === null ? [] : [likely]),
    ...outsideSentences(outside, contract.trainedRanges, METRIC),
  ];
}

/** The same in words, with its splits as a table. */
export function planText(told: ToldPlan, model: Model): string {
  const { planned, figures } = told;
  const { durationS, distanceM, climbM, meanBpm, highestBpm, zones, splits } = figures;
  const summary = [
    clockText(durationS),
    `${(distanceM / 1000).toFixed(2)} km`,
    METRIC.pace(meanPaceS(figures)),
    `${climbM.toFixed(0)} m climb`,
  ];
  const inZones = zones.flatMap(({ name, time }) => {
    const isVisited = Math.max(time.expectedS, time.mostS ?? 0) >= 30;
    return isVisited ? [`  ${name}: ${timeRangeText(time)}`] : [];
  });
  return [
    plain(planned.plan.course.name),
    `  ${summary.join(", ")}`,
    ...sentencesOf(told, model).map((sentence) => `  ${sentence}`),
    `  expected ${meanBpm.toFixed(1)} bpm on average, ${highestBpm.toFixed(1)} at most (${model.contract.name})`,
    ...inZones,
    ...splitLines(splits).map((line) => `  ${line}`),
    `  ${NO_ADVICE}`,
  ].join("\n");
}

function splitLines(splits: readonly PlanSplit[]): string[] {
  const head = ["km", "time", "min/km", "climb m", "expected bpm", "band bpm", "at"];
  const rows = splits.map(({ toM, startS, endS, fromM, climbM, expectedBpm, lowerBpm, upperBpm }) => [
    (toM / 1000).toFixed(toM % 1000 === 0 ? 0 : 2),
    clockText(endS - startS),
    clockText((1000 * (endS - startS)) / (toM - fromM)),
    climbM.toFixed(0),
    expectedBpm.toFixed(1),
    lowerBpm === null || upperBpm === null ? "-" : `${lowerBpm.toFixed(0)} to ${upperBpm.toFixed(0)}`,
    clockText(endS),
  ]);
  return tableLines([head, ...rows], []);
}
