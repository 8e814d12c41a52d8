import { asPredictorError, PredictorError } from "../base/error.ts";
import { type Told, type Trend, type TrendRun, trendOf } from "../evaluation/trend/trend.ts";
import { type TrendPoint, trendPoint } from "../evaluation/trend/trend-point.ts";
import { alarmSentence, leftOutWords, TREND_NOTE, trendSentence } from "../evaluation/trend/trend-words.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { TrendPrior } from "../model/contract.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { trendCsv } from "../sharing/trend-csv.ts";
import { isoTime } from "../workout/formats/value.ts";
import { namedPaths, readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { type Choice, choiceOptions } from "./chosen-runs.ts";
import { openNamedModel } from "./model-file.ts";
import { plain, print, signedText, tableLines, tell, tellError } from "./output.ts";
import { runsToPredict } from "./runs-to-predict.ts";

/**
 * `hr trend FILE|FOLDER|LIBRARY…`: how a runner's heart rate at the same running changed over their dated runs, one trend a
 * runner. A run that fails is told, and the others go on.
 */
export async function trend(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    json: { type: "boolean" },
    csv: { type: "boolean" },
    model: { type: "string" },
    ...choiceOptions,
    ...runnerOptions,
  });
  if (values.json && values.csv) throw usageError("Say --json or --csv, not both.");
  const settings = runnerSettings(values);
  const paths = namedPaths(positionals);
  const model = await openNamedModel(values.model);
  const prior = trendPriorOf(model);
  const byRunner = await pointsByRunner(paths, model, settings, values);
  if (values.csv && byRunner.size > 1) {
    throw usageError(
      `These runs are of ${byRunner.size} runners: a table is of one. Name the runs of one, or say --json.`,
    );
  }
  for (const [runner, points] of byRunner) {
    const own = trendOf(points, prior);
    if (values.csv) process.stdout.write(trendCsv(own));
    else print(values.json ? trendJson(own, runner, model.contract.name) : trendText(own, runner));
    const left = leftOutWords(own.leftOut);
    if (left !== "") tell(left);
  }
}

/** @throws PredictorError `bad-model` where the model does not say how runs spread over days. */
function trendPriorOf({ contract: { name, calibration } }: RunnableModel): TrendPrior {
  if (calibration?.trend) return calibration.trend;
  throw new PredictorError(
    "bad-model",
    `${name} does not say how much the runs of one runner differ, by which a change is told from chance: use a model that does.`,
  );
}

/** The runs that could be predicted and have a heart rate, by their runner. */
async function pointsByRunner(
  paths: readonly string[],
  model: RunnableModel,
  settings: RunnerSettings,
  choice: Choice,
): Promise<Map<string | null, TrendPoint[]>> {
  const { noise } = model.contract.calibration!;
  const byRunner = new Map<string | null, TrendPoint[]>();
  for (const argument of paths) {
    for await (const { name, runner, excluded, predict } of runsToPredict(argument, { model, settings }, choice)) {
      try {
        const point = trendPoint(name, await predict(), excluded, noise);
        if (point === null) tell(`${name}: left out, for it has no heart rate.`);
        else byRunner.set(runner, [...(byRunner.get(runner) ?? []), point]);
      } catch (error) {
        tellError(asPredictorError(error), name);
      }
    }
  }
  return byRunner;
}

function trendJson(trend: Trend, runner: string | null, model: string): string {
  const { runs, alarms, leftOut } = trend;
  const last = runs.length - 1;
  return JSON.stringify({
    runner,
    model,
    sentence: trendSentence(trend, 0, last, "these runs"),
    change: last > 0 ? { ...namedPeriod(runs), ...namedTold(trend.change(0, last)) } : null,
    alarms: alarms.map(({ from, told, direction }) => ({
      from: startOf(runs[from]),
      told: startOf(runs[told]),
      direction,
    })),
    runs: runs.map(namedRun),
    left_out: { undated: leftOut.undated, overlapping: leftOut.overlapping, other_sport: leftOut.otherSport },
  });
}

function namedPeriod(runs: Trend["runs"]) {
  return { from: startOf(runs[0]), to: startOf(runs[runs.length - 1]) };
}

function namedRun(run: TrendRun<TrendPoint>) {
  const { name, sport, sensor, distanceKm, durationS, meanSpeedKmh, temperatureC, differenceBpm, deviationBpm } =
    run.point;
  return {
    run: name,
    started_at: startOf(run),
    sport,
    sensor,
    distance_m: 1000 * distanceKm,
    duration_s: durationS,
    speed_kmh: meanSpeedKmh,
    temperature_c: Number.isNaN(temperatureC) ? null : temperatureC,
    difference_bpm: differenceBpm,
    deviation_bpm: deviationBpm,
    as_of: namedTold(run.asOf),
    trend: namedTold(run.smoothed),
  };
}

function namedTold({ meanBpm, lowerBpm, upperBpm }: Told) {
  return { bpm: meanBpm, lower_bpm: lowerBpm, upper_bpm: upperBpm };
}

function startOf({ point }: TrendRun<TrendPoint>): string {
  return isoTime(point.startedAt!);
}

function trendText(trend: Trend, runner: string | null): string {
  const { runs } = trend;
  const alarm = alarmSentence(trend);
  const rows = runs.map((run) => [
    startOf(run).slice(0, 10),
    plain(run.point.name),
    signedText(run.point.differenceBpm, 1),
    signedText(run.smoothed.meanBpm, 1),
    `${signedText(run.smoothed.lowerBpm, 1)} to ${signedText(run.smoothed.upperBpm, 1)}`,
    run.isOtherSensor ? `sensor: ${run.point.sensor ?? "not stated"}` : "",
  ]);
  return [
    `${runner === null ? "" : `${plain(runner)}: `}${trendSentence(trend, 0, runs.length - 1, "these runs")}`,
    ...(alarm === null ? [] : [alarm]),
    ...tableLines([["date", "run", "difference bpm", "trend bpm", "nine of ten bpm", ""], ...rows], [0, 1, 5]).map(
      (line) => `  ${line}`,
    ),
    `  ${TREND_NOTE}`,
  ].join("\n");
}
