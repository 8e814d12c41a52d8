import { basename } from "node:path";
import { asPredictorError } from "../base/error.ts";
import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import { type CalibrationSources, learntFrom } from "../evaluation/expected-heart-rate.ts";
import { predictTrack, type RunnableModel } from "../inference/predict.ts";
import { gridRun } from "../model/prepare.ts";
import { PLANNED_BPM } from "../planning/keep-under.ts";
import { EVEN_PACE, type Pacing, pacingOfRun, pacingWays, type RunPacing } from "../planning/pacing.ts";
import { planFigures, usualAboveBpm } from "../planning/plan-figures.ts";
import { type PlanTarget, planCourse } from "../planning/planned-run.ts";
import type { Course } from "../workout/course/course.ts";
import { durationSeconds } from "../workout/formats/value.ts";
import type { Workout } from "../workout/workout.ts";
import { listOption, oneOf, readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { coursesOf } from "./courses.ts";
import { checkOnePerson, predictHistory } from "./fitting-options.ts";
import { knowledgeOptions, statedKnowledge, tellUnusedKnowledge } from "./knowledge-options.ts";
import { openNamedModel } from "./model-file.ts";
import { print, tell, tellError } from "./output.ts";
import { planRecord, planText } from "./plan-output.ts";
import { workoutsIn } from "./runs.ts";
import { type StatedZones, statedZones, zoneOptions, zonesFor } from "./zone-options.ts";

const options = {
  time: { type: "string" },
  pace: { type: "string" },
  hr: { type: "string" },
  of: { type: "string" },
  strategy: { type: "string" },
  like: { type: "string" },
  "negative-split": { type: "string" },
  above: { type: "string" },
  json: { type: "boolean" },
  model: { type: "string" },
  history: { type: "string", multiple: true },
  ...knowledgeOptions,
  ...zoneOptions,
  ...runnerOptions,
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

const SPLIT_M = 1000;

/**
 * `hr plan COURSE`: what a course will cost at a time or a pace, or the pace that keeps under a heart rate. A course is a
 * file with or without times, a library, or typed lengths and slopes. Each course of a file is planned.
 */
export async function plan(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(listOption(args, "--history"), options);
  if (positionals.length !== 1) throw usageError("Name one course.");
  const known = statedKnowledge(values);
  const settings = runnerSettings(values);
  const dividedBy = zonesOfPlan(values.zones ?? "maximum", known);
  const chosenBpm = heartRate("above", values.above);
  const targetOf = targetFrom(values);
  const model = await openNamedModel(values.model);
  tellUnusedKnowledge(known, model.contract);
  const pacing = await pacingFrom(values, model);
  const { calibration } = model.contract;
  const history = await predictHistory(values.history ?? [], model, settings);
  checkOnePerson(history);
  // A plan is for a run from now on.
  const startedAt = { unixS: Date.now() / 1000, utcOffsetS: null };
  const sources: CalibrationSources = {
    history: calibration && history.length > 0 ? learntFrom(history, calibration, { startedAt }, known) : [],
    known,
    warmUpS: 0,
  };
  for (const found of await coursesOf(positionals[0])) {
    try {
      if ("error" in found) throw found.error;
      const { course } = found;
      const target = targetOf(course);
      const predict = (track: Parameters<typeof predictTrack>[0]) => predictTrack(track, model, settings);
      const planned = await planCourse(course, pacing, target, { contract: model.contract, predict }, sources);
      const { zones } = zonesFor(dividedBy, known, planned.prediction.track);
      const aboveBpm = chosenBpm ?? usualAboveBpm(zones, known.maximumBpm ?? null);
      const figures = planFigures(planned, zones, aboveBpm, SPLIT_M);
      print(
        values.json
          ? JSON.stringify(planRecord(basename(positionals[0]), { planned, figures, pacing, target }, model))
          : planText({ planned, figures, pacing, target }, model),
      );
    } catch (error) {
      tellError(asPredictorError(error), found.name);
    }
  }
}

/** @throws PredictorError `usage` as statedZones, and where they are a watch's, which no plan has. */
function zonesOfPlan(text: string, known: Knowledge): StatedZones {
  const stated = statedZones(text, known);
  if (stated.scheme === "watch") throw usageError("--zones watch: no watch has recorded a plan.");
  return stated;
}

/** Reads the target, of which a pace becomes a time by the course. @throws PredictorError `usage` unless there is one. */
function targetFrom({ time, pace, hr, of }: Values): (course: Course) => PlanTarget {
  if ([time, pace, hr].filter((value) => value !== undefined).length !== 1) {
    throw usageError("Say one of --time, --pace and --hr.");
  }
  if (of !== undefined && hr === undefined) throw usageError("--of says what --hr is of: say --hr, too.");
  if (time !== undefined) {
    const durationS = clock("time", time, "3:30:00");
    return () => ({ kind: "time", durationS });
  }
  if (pace !== undefined) {
    const paces = pace.split(",").map((text) => clock("pace", text, "5:10, or 5:20,5:15,5:10 kilometre by kilometre"));
    if (paces.length > 1) return () => ({ kind: "paces", secondsPerKm: paces });
    return ({ lengthM }) => ({ kind: "time", durationS: Math.round(paces[0] * lengthM) / 1000 });
  }
  const bpm = heartRate("hr", hr) ?? Number.NaN;
  const ceiling = { bpm, of: oneOf("of", of ?? "expected", ["expected", "upper"]) };
  return () => ({ kind: "heart-rate", ceiling });
}

function clock(option: string, text: string, example: string): number {
  const seconds = durationSeconds(text);
  if (seconds > 0) return seconds;
  throw usageError(`--${option} is ${text}: say hours, minutes and seconds, such as ${example}.`);
}

function heartRate(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bpm = Number(text);
  if (text.trim() !== "" && bpm >= PLANNED_BPM.least && bpm <= PLANNED_BPM.most) return bpm;
  throw usageError(
    `--${option} is ${text}: say it in beats a minute, from ${PLANNED_BPM.least} to ${PLANNED_BPM.most}.`,
  );
}

/** Under a heart rate an even effort is kept unless another strategy is named, else an even pace. */
async function pacingFrom(values: Values, model: RunnableModel): Promise<Pacing> {
  const usual = values.like !== undefined ? "like-run" : values.hr !== undefined ? "even-effort" : EVEN_PACE.way;
  const way = oneOf("strategy", values.strategy ?? usual, pacingWays);
  if (way !== "like-run" && values.like !== undefined) {
    throw usageError(`--like is paced by --strategy like-run, not by ${way}: leave one of them out.`);
  }
  const percent = Number(values["negative-split"] ?? 0);
  if (Number.isNaN(percent))
    throw usageError(`--negative-split is ${values["negative-split"]}: say per cent, such as 3.`);
  if (way !== "like-run") return { way, negativeSplit: percent / 100, like: null };
  if (values.like === undefined) throw usageError("--strategy like-run wants to know which run: say --like FILE.");
  const like = await pacingIn(values.like, model);
  return { way, negativeSplit: percent / 100, like };
}

/** The pacing of the run in a file; of several that of the first, which is told. @throws PredictorError `usage` where there is none. */
async function pacingIn(argument: string, model: RunnableModel): Promise<RunPacing> {
  let first: Workout | null = null;
  for await (const workout of workoutsIn([argument])) {
    if (first !== null) {
      tell(`${argument}: it holds several runs; the plan is paced like the first, ${first.name}.`);
      break;
    }
    first = workout;
  }
  if (first === null) throw usageError(`--like is ${argument}: it holds no run that can be read.`);
  return pacingOfRun(gridRun(first, model.contract).track);
}
