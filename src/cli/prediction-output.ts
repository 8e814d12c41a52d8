import { clockText } from "../base/clock.ts";
import { counted } from "../base/counted.ts";
import { AND } from "../base/list-words.ts";
import { mean } from "../base/statistics.ts";
import { isSimulatedRunner, SIMULATED_RUN } from "../dataset/simulator/simulated-runners.ts";
import { knownWords } from "../evaluation/calibration/knowledge.ts";
import { type Deviation, type DeviationCause, deviationsOf } from "../evaluation/deviations.ts";
import type { ExpectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import { findingOf } from "../evaluation/finding.ts";
import { findingSentence } from "../evaluation/finding-words.ts";
import type { Interval } from "../evaluation/intervals.ts";
import { BIAS_IS, compare, type Metrics, measuredFrom } from "../evaluation/metrics.ts";
import { figuresOf } from "../evaluation/stretch-figures.ts";
import { zoneRange } from "../evaluation/zones.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { KnownQuantity } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { isoTime } from "../workout/formats/value.ts";
import { sportCaution } from "../workout/sport.ts";
import { knownS, summarise, summariseHeartRate, wholeRun } from "../workout/summary.ts";
import { UNKNOWN_GROUND } from "../workout/treadmill.ts";
import type { Span, Track } from "../workout/workout.ts";
import { plain, signedText } from "./output.ts";
import { namedZones, type RunZones } from "./zone-options.ts";

/** Places of a flag that the text names. */
const MOST_PLACES = 3;

function metricsOf(
  { track }: Prediction,
  { heartRateBpm, interval, fromS, excluded }: ExpectedHeartRate,
): Metrics | null {
  return compare(heartRateBpm, measuredFrom(track.heartRateBpm, track.stepS, fromS, excluded), interval);
}

/** Names in JSON of what a runner knows of themselves. */
const KNOWN_KEYS: Record<KnownQuantity, string> = {
  maximumBpm: "max_hr_bpm",
  restingBpm: "resting_hr_bpm",
  thresholdBpm: "threshold_hr_bpm",
  bestKmh: "best_kmh",
};

/** A run and what was expected of it, for a line of JSON. @param zones of which times are told; null for none */
export function predictionRecord(
  file: string,
  prediction: Prediction,
  expected: ExpectedHeartRate,
  model: Pick<RunnableModel, "contract">,
  zones: RunZones | null = null,
) {
  const { track, repairs, flags } = prediction;
  const { heartRateBpm, interval, kind, known, historyRuns, undatedRuns, keptRuns, fromS, excluded } = expected;
  const calibration = {
    kind,
    known: known.map((name) => KNOWN_KEYS[name]),
    history_runs: historyRuns,
    undated_runs: undatedRuns,
    kept_runs: keptRuns,
    metrics_from_s: fromS,
  };
  const metrics = metricsOf(prediction, expected);
  return {
    file,
    run: track.name,
    runner: track.runner,
    // Local time with its offset, in UTC where the file does not tell it, null where it states no date.
    started_at: track.startedAt && isoTime(track.startedAt),
    model: model.contract.name,
    ...namedSummary(prediction, expected),
    step_s: track.stepS,
    time_s: Array.from(heartRateBpm, (_, i) => i * track.stepS),
    predicted_hr_bpm: Array.from(heartRateBpm),
    ...boundsOf(interval, heartRateBpm.length),
    speed_kmh: Array.from(track.speedKmh),
    altitude_m: Array.from(track.altitudeM),
    // JSON has no NaN: where nothing was measured it says null.
    actual_hr_bpm: Array.from(track.heartRateBpm, (bpm) => (Number.isNaN(bpm) ? null : bpm)),
    cautions: runCautions(track),
    metrics: metrics && namedMetrics(metrics),
    ...(zones === null ? {} : namedTimes(zones, track, expected)),
    repairs: repairs.map(({ code, count, message }) => ({ code, count, message })),
    flags: flags.map(({ code, count, message, spans }) => ({ code, count, message, spans: spans.map(namedSpan) })),
    deviations: deviationsOf(track, expected, model.contract).map(namedDeviation),
    ...(excluded.length === 0 ? {} : { left_out: excluded.map(namedSpan) }),
    ...(kind === "none" && known.length === 0 ? {} : { calibration }),
  };
}

/** Seconds in each zone, measured (null without a heart rate) and expected over the same time. */
function timesIn({ zones }: RunZones, track: Track, expected: ExpectedHeartRate) {
  const comparedBpm = measuredFrom(track.heartRateBpm, track.stepS, 0, expected.excluded);
  const whole = wholeRun(track.speedKmh.length, track.stepS);
  const { measuredInZonesS, expectation } = figuresOf({ track, comparedBpm, zones, expectation: expected }, whole);
  return { measuredS: measuredInZonesS, expectedS: expectation!.inZonesS };
}

function namedTimes(zones: RunZones, track: Track, expected: ExpectedHeartRate) {
  const { measuredS, expectedS } = timesIn(zones, track, expected);
  return { zones: namedZones(zones), in_zones_s: measuredS, expected_in_zones_s: expectedS };
}

/** One line a zone: its heart rates, and the times in it. */
function timesText(zones: RunZones, track: Track, expected: ExpectedHeartRate): string[] {
  const { measuredS, expectedS } = timesIn(zones, track, expected);
  return zones.zones.map((zone, i) => {
    const measured = measuredS === null ? "" : `measured ${clockText(measuredS[i])}, `;
    return `  ${zone.name} (${zoneRange(zone)} bpm): ${measured}expected ${clockText(expectedS[i])}`;
  });
}

/** Cautions about a run that belong before its figures. */
export function runCautions({ sport, isOnUnknownGround }: Track): string[] {
  const caution = sportCaution(sport);
  return [
    ...(caution === null ? [] : [`${caution.finding} ${caution.meaning}`]),
    ...(isOnUnknownGround ? [UNKNOWN_GROUND] : []),
  ];
}

/** Heart rate is that measured, without what a person left out; null where there is none. */
function namedSummary({ track }: Prediction, { excluded }: ExpectedHeartRate) {
  const { durationS, movingS, distanceKm, climbM } = summarise(track);
  const measured = summariseHeartRate(measuredFrom(track.heartRateBpm, track.stepS, 0, excluded));
  return {
    duration_s: durationS,
    moving_s: movingS,
    distance_m: 1000 * distanceKm,
    climb_m: Number.isNaN(climbM) ? null : climbM,
    mean_hr_bpm: measured?.meanBpm ?? null,
    max_hr_bpm: measured?.maximumBpm ?? null,
  };
}

function boundsOf(interval: Interval | null, steps: number) {
  const none = () => new Array<null>(steps).fill(null);
  return {
    lower_hr_bpm: interval ? Array.from(interval.lowerBpm) : none(),
    upper_hr_bpm: interval ? Array.from(interval.upperBpm) : none(),
  };
}

export function namedSpan({ startS, endS }: Span) {
  return { start_s: startS, end_s: endS };
}

function namedDeviation({ span, direction, meanDifferenceBpm, cause }: Deviation) {
  return { ...namedSpan(span), direction, mean_difference_bpm: meanDifferenceBpm, cause };
}

function namedMetrics({ mae, rmse, bias, r2, coverage }: Metrics) {
  return { mae, rmse, bias, bias_is: BIAS_IS, r2, coverage };
}

/** "4 earlier runs (2 by your word alone: no date tells)". */
function historyText(runs: number, undated: number): string {
  const unsure = undated === 0 ? "" : ` (${undated} by your word alone: no date tells)`;
  return `${counted(runs, "earlier run")}${unsure}`;
}

/** The same in words, without its series. */
export function predictionText(
  prediction: Prediction,
  expected: ExpectedHeartRate,
  model: Pick<RunnableModel, "contract">,
  zones: RunZones | null = null,
): string {
  const { track, repairs, flags } = prediction;
  const { known, historyRuns, undatedRuns, fromS, excluded } = expected;
  const metrics = metricsOf(prediction, expected);
  const comparedBpm = measuredFrom(track.heartRateBpm, track.stepS, fromS, excluded);
  const looked = [
    ...known.map((name) => `the runner's ${knownWords[name]}`),
    ...(historyRuns > 0 ? [historyText(historyRuns, undatedRuns)] : []),
    ...(fromS > 0 ? [`its own first ${fromS / 60} min, which count in no figure`] : []),
  ];
  return [
    plain(track.name),
    `  ${summaryText(track)}`,
    `  ${findingSentence({ ...expected, finding: findingOf(track, expected, model.contract) }, "this runner's")}`,
    `  predicted ${mean(expected.heartRateBpm).toFixed(1)} bpm on average${intervalText(expected)} (${model.contract.name})`,
    ...(looked.length > 0 ? [`  by ${AND.format(looked)}`] : []),
    ...(metrics ? metricsText(metrics, comparedBpm, track) : []),
    ...(zones === null ? [] : timesText(zones, track, expected)),
    ...(track.runner !== null && isSimulatedRunner(track.runner) ? [`  ${SIMULATED_RUN}`] : []),
    ...(excluded.length > 0 ? [`  without its heart rate from ${excluded.map(spanText).join(", ")}`] : []),
    ...repairs.map(({ message }) => `  ${message}`),
    ...flags.map(({ code, message, spans }) => `  ${code}: ${message}${placesText(spans, track)}`),
    ...deviationsOf(track, expected, model.contract).map((deviation) => `  ${deviationText(deviation)}`),
  ].join("\n");
}

/** The mean ends of the interval; empty where the model states none. */
function intervalText({ interval, level }: Pick<ExpectedHeartRate, "interval" | "level">): string {
  if (interval === null || level === null) return "";
  const [lower, upper] = [interval.lowerBpm, interval.upperBpm].map((bpm) => mean(bpm).toFixed(1));
  return `, ${(100 * level).toFixed(0)} % interval ${lower} to ${upper}`;
}

function summaryText(track: Track): string {
  const { durationS, movingS, distanceKm, climbM, meanSpeedKmh } = summarise(track);
  const pace = meanSpeedKmh > 0 ? [`${clockText(3600 / meanSpeedKmh)} min/km`] : [];
  const moving = movingS < durationS ? [`${clockText(movingS)} moving`] : [];
  const climb = Number.isNaN(climbM) ? [] : [`${climbM.toFixed(0)} m climb`];
  return [clockText(durationS), ...moving, `${distanceKm.toFixed(2)} km`, ...pace, ...climb].join(", ");
}

/** The difference is that of the two means as they stand beside it. */
function metricsText(
  { mae, rmse, coverage, measuredBpm, predictedBpm }: Metrics,
  comparedBpm: Float32Array,
  { stepS }: Track,
): string[] {
  const [measured, expected] = [measuredBpm.toFixed(1), predictedBpm.toFixed(1)];
  const difference = signedText(Number(measured) - Number(expected), 1);
  const holds = coverage === null ? "" : `, interval holds ${(100 * coverage).toFixed(0)} %`;
  return [
    `  over ${clockText(knownS(comparedBpm, stepS))} that are compared: measured ${measured}, expected ${expected}, difference ${difference} bpm`,
    `  MAE ${mae.toFixed(2)} bpm, RMSE ${rmse.toFixed(2)} bpm${holds}`,
  ];
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

/** The first places of a flag in words; empty where it concerns the whole run. */
function placesText(spans: readonly Span[], { heartRateBpm, stepS }: Track): string {
  const isWhole = spans.length === 1 && spans[0].endS - spans[0].startS >= (heartRateBpm.length - 1) * stepS;
  if (isWhole || spans.length === 0) return "";
  return ` (${spans.slice(0, MOST_PLACES).map(spanText).join(", ")}${spans.length > MOST_PLACES ? ", …" : ""})`;
}

/** A stretch of a run, or a moment. */
export function spanText({ startS, endS }: Span): string {
  return startS === endS ? clockText(startS) : `${clockText(startS)}-${clockText(endS)}`;
}
