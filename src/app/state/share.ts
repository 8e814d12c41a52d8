import { fingerprintOf } from "../../evaluation/calibration/prior-fingerprint.ts";
import { expectedHeartRate, learntFrom } from "../../evaluation/expected-heart-rate.ts";
import type { ZoneBounds } from "../../evaluation/zones.ts";
import { predictionCsv } from "../../sharing/csv.ts";
import { encodeLink } from "../../sharing/link.ts";
import type { SharedCalibration } from "../../sharing/shared-view.ts";
import { type AddressedState, sampleHash, splitHashOf } from "./address.ts";
import { calibrationOf, looksAtHistory } from "./calibration.ts";
import type { StatedOfMe } from "./known-of-me.ts";
import type { ModelsState } from "./models.ts";
import type { OwnList } from "./own-runs.ts";
import { isSimulated, type ListedRuns, type RunView } from "./run-items.ts";
import type { RunnerState } from "./runner.ts";
import { type SecondModel, secondExpectationOf } from "./second-model.ts";
import { seenMaximum, seenUnits, seenXAxis, seenZoneSettings } from "./seen-settings.ts";
import { shownRun } from "./status.ts";
import type { ViewState } from "./view.ts";
import { zonesOfRun } from "./zones-of-run.ts";

/** The parts of the state that the shown run's figures and charts depend on. */
interface SharedState extends AddressedState, OwnList, ListedRuns, ModelsState, RunnerState, ViewState {
  secondModel: SecondModel;
}

/**
 * The hash that opens the shown run on another page as it is shown here; null when no run is shown. A sample, or a
 * split's run, is named as long as nothing was changed; else the link carries the whole run, and needs no server.
 * @throws PredictorError `too-large` where no link can carry it.
 */
export function hashOf(state: SharedState): string | null {
  const shown = shownRun(state);
  if (shown === null || shown.track === null) return null;
  const { model, zoom } = state;
  const calibration = sharedCalibration(state, shown);
  if (isAsItComes(state, shown, calibration)) {
    const { origin } = shown.item;
    const named = origin.kind === "sample" ? sampleHash(origin.sampleId) : splitHashOf(state);
    if (named !== null) return named;
  }
  const view = { calibration, excluded: shown.excluded, zoom, xAxis: seenXAxis(state) };
  const settings = { ...seenUnits(state), maximumHeartRateBpm: seenMaximum(state), zones: sharedZones(state, shown) };
  return `#${encodeLink({ track: shown.track, isSimulated: isSimulated(shown), modelName: model.name, settings, view })}`;
}

/** Whether a page that is given nothing but the run shows the same figures and charts. */
function isAsItComes(state: SharedState, shown: RunView, { learnt, warmUpMinutes }: SharedCalibration): boolean {
  const { model, models, runner, zoom } = state;
  const isFitted = learnt !== null || warmUpMinutes > 0;
  const isStated =
    seenMaximum(state) !== null ||
    sharedZones(state, shown) !== null ||
    runner.gender !== null ||
    runner.intent !== null;
  const isPlain = zoom === null && seenXAxis(state) === "time";
  return !isFitted && !isStated && shown.excluded.length === 0 && isPlain && model.name === models[0].name;
}

/** The bounds of the zones as a link carries them: null where they are shares of the maximum. */
function sharedZones(state: SharedState, { track }: RunView): ZoneBounds | null {
  const { bounds } = zonesOfRun(seenZoneSettings(state), track?.zoneStartsBpm ?? null);
  return bounds.scheme === "maximum" ? null : bounds;
}

/** The calibration of the shown run in a form that needs no other run; until it is predicted, its link's own. */
function sharedCalibration(state: SharedState, shown: RunView): SharedCalibration {
  const { linked } = shown.item;
  if (shown.prediction === null && linked?.asSent && linked.calibration !== null) return linked.calibration;
  const inEffect = calibrationOf(state, shown);
  const { history, known, warmUpS } = inEffect.sources;
  const isLearnt = looksAtHistory(inEffect.kind) || inEffect.known.length > 0;
  const prior = isLearnt ? shown.contract!.calibration! : null;
  const track = shown.prediction?.track ?? {};
  return {
    learnt: prior && { ...learntFrom(history, prior, track, known), prior: fingerprintOf(prior) },
    warmUpMinutes: warmUpS / 60,
  };
}

/** The shown run with its expected heart rate as a CSV file; null until it is predicted. */
export function csvFileOf(
  state: Pick<SharedState, "items" | "runnerName" | "selection" | "calibration" | "secondModel"> & StatedOfMe,
): { name: string; text: string } | null {
  const shown = shownRun(state);
  if (shown === null || shown.prediction === null || shown.contract === null) return null;
  const { name, prediction, contract, excluded } = shown;
  const { sources } = calibrationOf(state, shown);
  const { heartRateBpm, interval } = expectedHeartRate({ ...prediction, excluded }, contract, sources);
  const secondBpm = secondExpectationOf(state, shown)?.heartRateBpm ?? null;
  const text = predictionCsv(prediction.track, heartRateBpm, interval, secondBpm);
  return { name: fileNameOf(name, "heart-rate.csv"), text };
}

/** Name of a file that is made of a run: the run's without its ending, and what the file is. */
export function fileNameOf(run: string, end: string): string {
  return `${run.replace(/\.\w+$/, "")}-${end}`;
}
