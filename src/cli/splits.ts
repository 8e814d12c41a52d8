import { clockText } from "../base/clock.ts";
import { asPredictorError } from "../base/error.ts";
import { analyse } from "../evaluation/analysis.ts";
import { type Drift, driftOf, NO_DRIFT, type NoDrift } from "../evaluation/drift.ts";
import { NO_CALIBRATION } from "../evaluation/expected-heart-rate.ts";
import { type Recovery, recoveriesOf } from "../evaluation/recovery.ts";
import { type SplitFigures, splitFigures } from "../evaluation/split-figures.ts";
import { DEFAULT_MAXIMUM_BPM, zonesOf } from "../evaluation/zones.ts";
import { predictRun } from "../inference/predict.ts";
import { KM_PER_MILE } from "../workout/distance-along.ts";
import { noSplitsSentence, SPLIT_WAYS, type SplitBy, splitName } from "../workout/run-splits.ts";
import { namedPaths, oneOf, readArguments, runnerOptions, runnerSettings, spanFrom } from "./arguments.ts";
import { knowledgeOptions, statedKnowledge, tellUnusedKnowledge } from "./knowledge-options.ts";
import { openNamedModel } from "./model-file.ts";
import { plain, print, signedText, tableLines, tellError } from "./output.ts";
import { runsOrError, withinRun } from "./predict.ts";

/**
 * `hr splits FILE|FOLDER…`: what each kilometre, mile, lap, hour, or time of work and rest cost, beside what was expected; and
 * how the heart rate drifted. A run that fails is told, and the others go on. Zones are of the maximum heart rate by `--max-hr`, else of a common one.
 */
export async function splits(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    by: { type: "string" },
    json: { type: "boolean" },
    model: { type: "string" },
    "leave-out": { type: "string", multiple: true },
    ...knowledgeOptions,
    ...runnerOptions,
  });
  const by = oneOf("by", values.by ?? "km", SPLIT_WAYS);
  const known = statedKnowledge(values);
  const excluded = (values["leave-out"] ?? []).map(spanFrom);
  const settings = runnerSettings(values);
  const paths = namedPaths(positionals);
  const model = await openNamedModel(values.model);
  tellUnusedKnowledge(known, model.contract);
  const zones = zonesOf(known.maximumBpm ?? DEFAULT_MAXIMUM_BPM);
  for (const argument of paths) {
    for await (const { file, run } of runsOrError(argument)) {
      try {
        if ("error" in run) throw run.error;
        const prediction = await predictRun(run.workout, model, settings);
        const { track } = prediction;
        const sources = { ...NO_CALIBRATION, known };
        const own = withinRun(excluded, track);
        const analysis = analyse(track, prediction, model.contract, zones, sources, own);
        const figures = splitFigures(analysis, by);
        const drift = driftOf(analysis);
        const recoveries = recoveriesOf(analysis);
        print(
          values.json
            ? JSON.stringify({
                file,
                run: track.name,
                model: model.contract.name,
                by,
                splits: figures.map(namedSplit),
                ...namedDrift(drift),
                recovery: recoveries.map(namedRecovery),
              })
            : [splitsText(track.name, figures, by), driftText(drift), ...recoveries.map(recoveryText)].join("\n"),
        );
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
}

/** A split and its figures in JSON, which has no NaN: what is unknown is null. */
function namedSplit(split: SplitFigures) {
  const { startS, endS, effort, number, summary, gradedSpeedKmh, measuredBpm, expectedBpm } = split;
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    start_s: startS,
    end_s: endS,
    effort,
    number,
    duration_s: summary.durationS,
    moving_s: summary.movingS,
    distance_m: 1000 * summary.distanceKm,
    climb_m: known(summary.climbM),
    speed_kmh: summary.meanSpeedKmh,
    graded_speed_kmh: known(gradedSpeedKmh),
    measured_hr_bpm: known(measuredBpm),
    expected_hr_bpm: known(expectedBpm),
    difference_bpm: known(split.differenceBpm),
    usual_lower_bpm: split.usualBpm?.lowerBpm ?? null,
    usual_upper_bpm: split.usualBpm?.upperBpm ?? null,
    in_zones_s: split.inZonesS,
  };
}

/** The drift in JSON: null where there is none, and why. */
export function namedDrift(drift: Drift | NoDrift) {
  if (typeof drift === "string") return { decoupling_percent: null, drift: null, no_drift: NO_DRIFT[drift] };
  const { decouplingPercent, unexplained } = drift;
  return {
    decoupling_percent: decouplingPercent,
    drift: unexplained && {
      bpm_per_hour: unexplained.bpmPerHour,
      lower_bpm_per_hour: unexplained.lowerBpmPerHour,
      upper_bpm_per_hour: unexplained.upperBpmPerHour,
    },
  };
}

function driftText(drift: Drift | NoDrift): string {
  if (typeof drift === "string") return `  ${NO_DRIFT[drift]}`;
  const { decouplingPercent, unexplained } = drift;
  const decoupling = `  decoupling ${signedText(decouplingPercent, 1)} %`;
  if (unexplained === null) return decoupling;
  const [slope, lower, upper] = [unexplained.bpmPerHour, unexplained.lowerBpmPerHour, unexplained.upperBpmPerHour].map(
    (bpm) => signedText(bpm, 1),
  );
  return `${decoupling}, unexplained drift ${slope} bpm an hour (90 % interval ${lower} to ${upper})`;
}

function namedRecovery({ effort, fromS, peakBpm, fallBpm: [afterOne, afterTwo] }: Recovery) {
  return { effort, from_s: fromS, peak_hr_bpm: peakBpm, fall_60s_bpm: afterOne, fall_120s_bpm: afterTwo };
}

function recoveryText({ effort, peakBpm, fallBpm: [afterOne, afterTwo] }: Recovery): string {
  const later = afterTwo === null ? "" : `, ${afterTwo.toFixed(0)} bpm in two`;
  return `  recovery after work ${effort}: from ${peakBpm.toFixed(0)} bpm, ${afterOne.toFixed(0)} bpm in a minute${later}`;
}

/** Heads of the columns by what a run is split by; a mile's pace is minutes a mile. */
function headsFor(by: SplitBy): string[] {
  const unit = by === "mile" ? "mi" : "km";
  return [
    ...["", "time", "moving", unit, `min/${unit}`, "on level", "climb m"],
    ...["measured", "expected", "difference", "usual", "zones"],
  ];
}

function splitsText(run: string, figures: readonly SplitFigures[], by: SplitBy): string {
  if (figures.length === 0) return `${plain(run)}\n  ${noSplitsSentence(by)}`;
  const rows = [headsFor(by), ...figures.map((split) => cellsOf(split, by))];
  const lines = tableLines(rows, [0, rows[0].length - 1]);
  return [plain(run), ...lines.map((line) => `  ${line}`)].join("\n");
}

function cellsOf(split: SplitFigures, by: SplitBy): string[] {
  const { summary, gradedSpeedKmh, measuredBpm, expectedBpm, usualBpm, inZonesS } = split;
  const unitKm = by === "mile" ? KM_PER_MILE : 1;
  const number = (value: number, digits: number) => (Number.isNaN(value) ? "-" : value.toFixed(digits));
  const pace = (kmh: number) => (kmh > 0 ? clockText((3600 * unitKm) / kmh) : "-");
  const isCompared = !Number.isNaN(split.differenceBpm);
  return [
    splitName(by, split),
    clockText(summary.durationS),
    clockText(summary.movingS),
    (summary.distanceKm / unitKm).toFixed(2),
    pace(summary.meanSpeedKmh),
    pace(gradedSpeedKmh),
    number(summary.climbM, 0),
    number(measuredBpm, 1),
    number(expectedBpm, 1),
    // The difference of the two means as they stand beside it.
    isCompared ? signedText(Number(measuredBpm.toFixed(1)) - Number(expectedBpm.toFixed(1)), 1) : "-",
    usualBpm ? `${signedText(usualBpm.lowerBpm, 0)} to ${signedText(usualBpm.upperBpm, 0)}` : "-",
    inZonesS.flatMap((seconds, zone) => (seconds >= 1 ? `${zone}: ${clockText(seconds)}` : [])).join(", "),
  ];
}
