import { clockText } from "../base/clock.ts";
import { asPredictorError } from "../base/error.ts";
import { type Analysis, analyse } from "../evaluation/analysis.ts";
import { type Drift, driftOf, NO_DRIFT, type NoDrift } from "../evaluation/drift.ts";
import { type Recovery, recoveriesOf } from "../evaluation/recovery.ts";
import { type SplitFigures, splitFigures } from "../evaluation/split-figures.ts";
import type { Zone } from "../evaluation/zones.ts";
import { type SplitRun, splitsCsv } from "../sharing/splits-csv.ts";
import { KM_PER_MILE } from "../workout/distance-along.ts";
import { noSplitsSentence, SPLIT_WAYS, type SplitBy, splitName } from "../workout/run-splits.ts";
import {
  listOption,
  namedPaths,
  oneOf,
  readArguments,
  runnerOptions,
  runnerSettings,
  spanFrom,
  usageError,
} from "./arguments.ts";
import { choiceOptions } from "./chosen-runs.ts";
import { fittingBy, fittingOptions, statedFitting } from "./fitting-options.ts";
import { openNamedModel } from "./model-file.ts";
import { plain, print, signedText, tableLines, tell, tellError } from "./output.ts";
import { withinRun } from "./predict.ts";
import { runsToPredict } from "./runs-to-predict.ts";
import { namedZones, type RunZones, statedZones, zoneOptions, zonesFor } from "./zone-options.ts";

/**
 * `hr splits FILE|FOLDER|LIBRARY…`: what each kilometre, mile, lap, hour, or time of work and rest cost, beside what was
 * expected; and how the heart rate drifted. A run that fails is told, and the others go on. Zones are as `--zones` says,
 * else of the maximum heart rate by `--max-hr`, or of a common one.
 */
export async function splits(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(listOption(args, "--history"), {
    by: { type: "string" },
    json: { type: "boolean" },
    csv: { type: "boolean" },
    model: { type: "string" },
    "leave-out": { type: "string", multiple: true },
    ...choiceOptions,
    ...fittingOptions,
    ...zoneOptions,
    ...runnerOptions,
  });
  if (values.json && values.csv) throw usageError("Say --json or --csv, not both.");
  const by = oneOf("by", values.by ?? "km", SPLIT_WAYS);
  const fitting = statedFitting(values);
  const stated = statedZones(values.zones ?? "maximum", fitting.known);
  const excluded = (values["leave-out"] ?? []).map(spanFrom);
  const settings = runnerSettings(values);
  const paths = namedPaths(positionals);
  const model = await openNamedModel(values.model);
  const sourcesFor = await fittingBy(fitting, model, settings);
  const table: SplitRun[] = [];
  for (const argument of paths) {
    for await (const run of runsToPredict(argument, { model, settings }, values)) {
      const { file, keptFor } = run;
      try {
        const prediction = await run.predict();
        const { track } = prediction;
        const zones = zonesFor(stated, fitting.known, track);
        const own = [...run.excluded, ...withinRun(excluded, track)];
        const sources = sourcesFor({ track, keptFor });
        const analysis = analyse(track, prediction, model.contract, zones.zones, sources, own);
        const split = { file, by, zones, analysis, figures: splitFigures(analysis, by) };
        if (values.csv) table.push(tableRun(split));
        else print(values.json ? splitsJson(split, model.contract.name) : splitsText(split));
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
  if (values.csv) process.stdout.write(splitsCsv(table, by));
}

/** A run that was split. */
interface SplitOfRun {
  file: string;
  by: SplitBy;
  zones: RunZones;
  analysis: Analysis;
  figures: readonly SplitFigures[];
}

/** A run's part of a table; that there is nothing to split by is told. */
function tableRun({ by, zones, analysis, figures }: SplitOfRun): SplitRun {
  const { name, startedAt } = analysis.track;
  if (figures.length === 0) tell(`${name}: ${noSplitsSentence(by)}`);
  return { name, startedAt, zones: zones.zones, splits: figures };
}

function splitsJson({ file, by, zones, analysis, figures }: SplitOfRun, model: string): string {
  return JSON.stringify({
    file,
    run: analysis.track.name,
    model,
    by,
    zones: namedZones(zones),
    splits: figures.map(namedSplit),
    ...namedDrift(driftOf(analysis)),
    recovery: recoveriesOf(analysis).map(namedRecovery),
  });
}

function splitsText({ by, zones, analysis, figures }: SplitOfRun): string {
  return [
    plain(analysis.track.name),
    ...tableText(figures, by, zones.zones),
    driftText(driftOf(analysis)),
    ...recoveriesOf(analysis).map(recoveryText),
  ].join("\n");
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
    ...["measured bpm", "expected bpm", "difference bpm", "usual bpm", "zones"],
  ];
}

function tableText(figures: readonly SplitFigures[], by: SplitBy, zones: readonly Zone[]): string[] {
  if (figures.length === 0) return [`  ${noSplitsSentence(by)}`];
  const rows = [headsFor(by), ...figures.map((split) => cellsOf(split, by, zones))];
  return tableLines(rows, [0, rows[0].length - 1]).map((line) => `  ${line}`);
}

function cellsOf(split: SplitFigures, by: SplitBy, zones: readonly Zone[]): string[] {
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
    inZonesS.flatMap((seconds, i) => (seconds >= 1 ? `${zones[i].label}: ${clockText(seconds)}` : [])).join(", "),
  ];
}
