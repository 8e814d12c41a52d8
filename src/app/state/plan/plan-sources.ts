import { type CalibrationSources, learntFrom, type PredictedRun } from "../../../evaluation/expected-heart-rate.ts";
import type { ModelContract } from "../../../model/contract.ts";
import { NO_FACTS } from "../../../workout/recording-facts.ts";
import type { Track } from "../../../workout/workout.ts";
import type { CalibrationSetting } from "../calibration.ts";
import { type OtherRun, otherRunsOf } from "../earlier-runs.ts";
import { NOTHING_EXCLUDED } from "../excluded.ts";
import { knowledgeOf, type StatedOfMe } from "../known-of-me.ts";
import type { OwnList } from "../own-runs.ts";
import type { RunView } from "../run-items.ts";
import type { PlanAsked, PlanState } from "./plan-state.ts";

/** The parts of the state that plans are fitted by. */
export interface FittingState extends OwnList, StatedOfMe {
  calibration: Pick<CalibrationSetting, "usesUndated">;
  plan: PlanState;
}

const NO_SERIES = new Float32Array(0);

const PLANNED_TRACK: Track = {
  ...NO_FACTS,
  name: "plan",
  runner: null,
  sport: null,
  gender: 0.5,
  intent: null,
  isOnUnknownGround: false,
  stepS: 1,
  speedKmh: NO_SERIES,
  altitudeM: NO_SERIES,
  heartRateBpm: NO_SERIES,
  cadenceSpm: NO_SERIES,
  temperatureC: NO_SERIES,
};

/** Run that starts at a moment, by which earlier ones are found. */
function runAt(unixS: number): RunView {
  const track: Track = { ...PLANNED_TRACK, startedAt: { unixS, utcOffsetS: null } };
  return {
    item: {
      ...{ id: -1, name: track.name, origin: { kind: "file" }, source: null, linked: null, state: "done" },
      ...{ result: null, error: null, excluded: {}, keptAs: {} },
    },
    ...{ run: 0, name: track.name, track, contract: null, error: null, excluded: NOTHING_EXCLUDED },
    prediction: {
      ...{ track, heartRateBpm: NO_SERIES, along: null, repairs: [], flags: [] },
      timings: { parseMs: 0, prepareMs: 0, modelMs: 0 },
    },
    ...{ keptId: null, keptFor: null, kept: null },
  };
}

/** Time for which plans are for runs from one moment on: whoever has run since the page was opened has run before a plan. */
const MOMENT_S = 60;

let planned = { from: 0, view: runAt(0) };

/** Run that is planned now: the same view for a while, as long as the model stays, by which the runs that were found are known again. */
function plannedNow(contract: ModelContract): RunView {
  const nowS = Date.now() / 1000;
  if (planned.view.contract !== contract || Math.abs(nowS - planned.from) > MOMENT_S) {
    planned = { from: nowS, view: { ...runAt(nowS), contract } };
  }
  return planned.view;
}

/** The runs of the person at the page that plans are fitted by, predicted or not; empty where none are asked for. */
export function runsBeforePlan(state: FittingState, contract: ModelContract): readonly OtherRun[] {
  if (!state.plan.asked.usesHistory || contract.calibration === null) return [];
  const { earlier, undated } = otherRunsOf(state, plannedNow(contract));
  return state.calibration.usesUndated ? [...undated, ...earlier] : earlier;
}

/** What a plan is fitted by. */
export function planSources(state: FittingState, asked: PlanAsked, contract: ModelContract): CalibrationSources {
  const known = asked.usesKnown ? knowledgeOf(state) : {};
  const lessons = lessonsOf(state, contract);
  const { calibration } = contract;
  const history =
    calibration && lessons.length > 0
      ? learntFrom(lessons, calibration, plannedNow(contract).track ?? NO_FACTS, known)
      : [];
  return { history, known, warmUpS: 0 };
}

/** Whether the runs that a plan is fitted by are others than before. */
export function teachesOther(state: FittingState, before: FittingState, contract: ModelContract): boolean {
  const [now, then] = [lessonsOf(state, contract), lessonsOf(before, contract)];
  return now.length !== then.length || now.some((lesson, i) => lesson !== then[i]);
}

function lessonsOf(state: FittingState, contract: ModelContract): PredictedRun[] {
  return runsBeforePlan(state, contract).flatMap(({ lesson }) => lesson ?? []);
}
