import { type Deviation, type DeviationCause, deviationsOf } from "../evaluation/deviations.ts";
import { type ExpectedHeartRate, expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import type { Interval } from "../evaluation/intervals.ts";
import { BIAS_IS, compare, type Metrics, measuredFrom } from "../evaluation/metrics.ts";
import { isSameRun } from "../evaluation/same-run.ts";
import { predictRun, type RunnableModel } from "../inference/predict.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { clockText } from "../workout/clock.ts";
import { asPredictorError } from "../workout/error.ts";
import { isoTime } from "../workout/formats/value.ts";
import { sportCaution } from "../workout/sport.ts";
import type { Span, Track } from "../workout/workout.ts";
import { listOption, readArguments, runnerOptions, runnerSettings, spanFrom, usageError } from "./arguments.ts";
import { openModel } from "./model-file.ts";
import { plain, print, signedText, tell, tellError } from "./output.ts";
import { type FoundRun, runsUnder, workoutsIn } from "./runs.ts";

const USAGE =
  "Say: hr predict FILE|FOLDER… [--model M] [--json] [--history FILE|FOLDER…] [--warmup MINUTES] [--leave-out FROM-TO]… [--gender male|female|unknown] [--intent recovery|steady|intensive].";

/** Places of a flag that the text names. */
const MOST_PLACES = 3;

/**
 * `hr predict FILE|FOLDER…`: what the model expected of each run. A run that fails is told, and the others go on.
 * `--history` names earlier runs of the same runner, the latest last; `--warmup` says over how many first minutes the
 * run's own heart rate is looked at, which then counts in no figure. `--leave-out` names a stretch, such as 12:30-15:00,
 * whose heart rate counts in no figure and teaches nothing.
 */
export async function predict(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(
    listOption(args, "--history"),
    {
      json: { type: "boolean" },
      model: { type: "string" },
      history: { type: "string", multiple: true },
      warmup: { type: "string" },
      "leave-out": { type: "string", multiple: true },
      ...runnerOptions,
    },
    USAGE,
  );
  const warmUpS = 60 * Number(values.warmup ?? 0);
  if (positionals.length === 0) throw usageError(USAGE);
  if (!(warmUpS >= 0 && warmUpS < Number.POSITIVE_INFINITY)) {
    throw usageError(`--warmup is ${values.warmup}: say how many minutes.`);
  }
  const leftOut = (values["leave-out"] ?? []).map(spanFrom);
  const settings = runnerSettings(values);
  const model = await openModel(values.model);
  const history = await predictHistory(values.history ?? [], model, settings);
  for (const argument of positionals) {
    for await (const { file, run } of runsOrError(argument)) {
      try {
        if ("error" in run) throw run.error;
        const otherSport = sportCaution(run.workout.sport);
        if (otherSport !== null) tell(`${run.name}: ${otherSport}`);
        const prediction = await predictRun(run.workout, model, settings);
        const own = history.filter((earlier) => isEarlierRunOf(prediction.track, earlier.track));
        const shown = { ...prediction, leftOut: withinRun(leftOut, prediction.track) };
        const expected = expectedHeartRate(shown, model.contract, { history: own, warmUpS });
        print(values.json ? asJson(file, prediction, expected, model) : asText(prediction, expected, model));
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
}

/** The earlier runs, predicted; one that can't be is told and left out. */
async function predictHistory(paths: string[], model: RunnableModel, settings: RunnerSettings): Promise<Prediction[]> {
  const predictions: Prediction[] = [];
  for await (const workout of workoutsIn(paths)) {
    try {
      predictions.push(await predictRun(workout, model, settings));
    } catch (error) {
      tellError(asPredictorError(error), workout.name);
    }
  }
  if (predictions.length > 0 && model.contract.calibration === null) {
    tell(`${model.contract.name} does not say how runners differ: earlier runs tell it nothing.`);
  }
  return predictions;
}

/** Not the run itself, which would tell its own heart rate, nor another runner's where both say whose they are. */
function isEarlierRunOf(track: Track, earlier: Track): boolean {
  if (track.runner !== null && earlier.runner !== null && track.runner !== earlier.runner) {
    tell(`${earlier.name}: left out of the history of ${track.name}, for it is of another runner (${earlier.runner}).`);
    return false;
  }
  const isItself = isSameRun(track, earlier);
  if (isItself) tell(`${earlier.name}: left out of the history of ${track.name}, for it is the same run.`);
  return !isItself;
}

/** The stretches that begin before the run ends; of the others it is said that nothing was left out. */
function withinRun(leftOut: readonly Span[], { name, heartRateBpm, stepS }: Track): Span[] {
  const durationS = (heartRateBpm.length - 1) * stepS;
  return leftOut.filter((span) => {
    if (span.startS <= durationS) return true;
    tell(`${name}: it ends at ${clockText(durationS)}, so that ${spanText(span)} leaves nothing out.`);
    return false;
  });
}

/** What is not there counts as one run that failed. */
async function* runsOrError(argument: string): AsyncGenerator<FoundRun> {
  try {
    yield* runsUnder(argument);
  } catch (error) {
    yield { file: argument, run: { name: argument, error: asPredictorError(error) }, workoutType: null };
  }
}

function metricsOf(
  { track }: Prediction,
  { heartRateBpm, interval, fromS, leftOut }: ExpectedHeartRate,
): Metrics | null {
  return compare(heartRateBpm, measuredFrom(track.heartRateBpm, track.stepS, fromS, leftOut), interval);
}

function asJson(file: string, prediction: Prediction, expected: ExpectedHeartRate, model: RunnableModel): string {
  const { track, repairs, flags } = prediction;
  const { heartRateBpm, interval, kind, historyRuns, fromS, leftOut } = expected;
  const calibration = { kind, history_runs: historyRuns, metrics_from_s: fromS };
  const metrics = metricsOf(prediction, expected);
  return JSON.stringify({
    file,
    run: track.name,
    runner: track.runner,
    // Local time with its offset, in UTC where the file does not tell it, null where it states no date.
    started_at: track.startedAt && isoTime(track.startedAt),
    model: model.contract.name,
    step_s: track.stepS,
    time_s: Array.from(heartRateBpm, (_, i) => i * track.stepS),
    predicted_hr_bpm: Array.from(heartRateBpm),
    ...boundsOf(interval, heartRateBpm.length),
    // JSON has no NaN: where nothing was measured it says null.
    actual_hr_bpm: Array.from(track.heartRateBpm, (bpm) => (Number.isNaN(bpm) ? null : bpm)),
    metrics: metrics && namedMetrics(metrics),
    repairs: repairs.map(({ code, count, message }) => ({ code, count, message })),
    flags: flags.map(({ code, count, message, spans }) => ({ code, count, message, spans: spans.map(namedSpan) })),
    deviations: deviationsOf(track, expected, model.contract).map(namedDeviation),
    ...(leftOut.length === 0 ? {} : { left_out: leftOut.map(namedSpan) }),
    ...(kind === "none" ? {} : { calibration }),
  });
}

function boundsOf(interval: Interval | null, steps: number) {
  const none = () => new Array<null>(steps).fill(null);
  return {
    lower_hr_bpm: interval ? Array.from(interval.lowerBpm) : none(),
    upper_hr_bpm: interval ? Array.from(interval.upperBpm) : none(),
  };
}

function namedSpan({ startS, endS }: Span) {
  return { start_s: startS, end_s: endS };
}

function namedDeviation({ span, direction, meanDifferenceBpm, cause }: Deviation) {
  return { ...namedSpan(span), direction, mean_difference_bpm: meanDifferenceBpm, cause };
}

function namedMetrics({ mae, rmse, bias, r2, coverage }: Metrics) {
  return { mae, rmse, bias, bias_is: BIAS_IS, r2, coverage };
}

function asText(prediction: Prediction, expected: ExpectedHeartRate, model: RunnableModel): string {
  const { track, repairs, flags } = prediction;
  const { heartRateBpm, historyRuns, fromS, leftOut } = expected;
  const metrics = metricsOf(prediction, expected);
  const mean = heartRateBpm.reduce((sum, bpm) => sum + bpm, 0) / heartRateBpm.length;
  const minutes = ((heartRateBpm.length - 1) * track.stepS) / 60;
  const looked = [
    ...(historyRuns > 0 ? [`${historyRuns} earlier ${historyRuns === 1 ? "run" : "runs"}`] : []),
    ...(fromS > 0 ? [`its own first ${fromS / 60} min, which count in no figure`] : []),
  ];
  return [
    plain(track.name),
    `  ${minutes.toFixed(0)} min, predicted ${mean.toFixed(0)} bpm on average (${model.contract.name})`,
    ...(looked.length > 0 ? [`  by ${looked.join(" and ")}`] : []),
    metrics
      ? `  MAE ${metrics.mae.toFixed(2)} bpm, RMSE ${metrics.rmse.toFixed(2)} bpm, measured − expected ${signedText(-metrics.bias, 2)} bpm`
      : "  no heart rate in the file to compare with",
    ...(leftOut.length > 0 ? [`  without its heart rate from ${leftOut.map(spanText).join(", ")}`] : []),
    ...repairs.map(({ message }) => `  ${message}`),
    ...flags.map(({ code, message, spans }) => `  ${code}: ${message}${placesText(spans, track)}`),
    ...deviationsOf(track, expected, model.contract).map((deviation) => `  ${deviationText(deviation)}`),
  ].join("\n");
}

const CAUSES: Record<DeviationCause, string> = {
  "cadence-lock": "the sensor may have counted steps",
  "flat-line": "heart rate stands still",
  offset: "by about as much all the time",
  "slow-start": "the sensor may have found its signal late",
  "drop-out": "the sensor may have lost its signal",
  unexplained: "the signal does not tell why",
};

function deviationText({ span, direction, meanDifferenceBpm, cause }: Deviation): string {
  const by = signedText(meanDifferenceBpm, 0);
  return `${spanText(span)}: ${direction} the interval, measured − expected ${by} bpm: ${CAUSES[cause]}`;
}

/** Where a flag is, the first few places; nothing where it is of the whole run. */
function placesText(spans: readonly Span[], { heartRateBpm, stepS }: Track): string {
  const isWhole = spans.length === 1 && spans[0].endS - spans[0].startS >= (heartRateBpm.length - 1) * stepS;
  if (isWhole || spans.length === 0) return "";
  return ` (${spans.slice(0, MOST_PLACES).map(spanText).join(", ")}${spans.length > MOST_PLACES ? ", …" : ""})`;
}

function spanText({ startS, endS }: Span): string {
  return startS === endS ? clockText(startS) : `${clockText(startS)}-${clockText(endS)}`;
}
