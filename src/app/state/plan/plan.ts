import { asPredictorError, cancelled, PredictorError } from "../../../base/error.ts";
import { zonesAt } from "../../../evaluation/zones.ts";
import type { Predictor } from "../../../inference/predictor.ts";
import { coursesBeside, type KeptCourse } from "../../../library/kept-course.ts";
import type { ModelContract } from "../../../model/contract.ts";
import type { PlanTarget } from "../../../planning/planned-run.ts";
import type { Reader } from "../../../reading/reader.ts";
import { PLAN_PREFIX } from "../../../sharing/link.ts";
import type { Course } from "../../../workout/course/course.ts";
import { KM_PER_MILE } from "../../../workout/distance-along.ts";
import type { Track } from "../../../workout/workout.ts";
import type { Keeper } from "../keeper.ts";
import type { ModelsState } from "../models.ts";
import { trackOf } from "../own-runs.ts";
import { type ListedRuns, type Selection, viewOf } from "../run-items.ts";
import { seenZoneSettings } from "../seen-settings.ts";
import type { Settings } from "../settings.ts";
import type { ViewState } from "../view.ts";
import { zonesOfRun } from "../zones-of-run.ts";
import { keepCourses, keptCourses } from "./kept-courses.ts";
import { type FittingState, planSources, teachesOther } from "./plan-sources.ts";
import {
  type MadePlan,
  MOST_LAID,
  NO_PLAN,
  type PlanActions,
  type PlanAsked,
  type PlanCourse,
  type PlanState,
} from "./plan-state.ts";

type Tools = typeof import("./plan-tools.ts");

type PlanningState = Settings & FittingState & ListedRuns & ModelsState & Pick<ViewState, "view">;

interface Ports {
  reader: Reader;
  predictor: Predictor;
  keeper: Keeper;
  /** Fetches what plans courses. */
  tools(): Promise<Tools>;
  read(): PlanningState;
  write(change: Partial<Pick<PlanningState, "plan" | "view">>): void;
}

/** Plans courses: reads them, and makes the plan anew whenever what it depends on changes. */
export function createPlan({ reader, predictor, keeper, tools, read, write }: Ports) {
  let courseCount = 0;
  let planCount = 0;
  /** Number of what is asked: a plan that is made of an earlier one is of no use. */
  let askedCount = 0;
  let gestureBefore: string | null = null;
  let isWorking = false;
  /** Whether the courses that the device keeps are listed, or there are none to list. */
  let isRecalled = false;
  /** The courses that are listed and kept, by their ids here. */
  let kept = new Map<number, KeptCourse>();

  const change = (changed: Partial<PlanState>) => write({ plan: { ...read().plan, ...changed } });

  function addCourses(courses: readonly Omit<PlanCourse, "id">[]): void {
    if (courses.length === 0) return;
    const added = courses.map((course) => ({ id: ++courseCount, ...course }));
    const { plan } = read();
    change({ courses: [...plan.courses, ...added] });
    chooseCourse(added[0].id);
    void keep();
  }

  /** Has the device keep the courses where the library is on, and forget those that were removed where it is paused. */
  async function keep(): Promise<void> {
    const { encodePlan } = await tools();
    const { plan, remembering } = read();
    if (remembering === "off") return;
    const due = plan.courses.filter(({ id }) => remembering === "on" || kept.has(id));
    const keptAs = ({ id, course }: PlanCourse): KeptCourse =>
      kept.get(id) ?? {
        name: course.name,
        link: encodePlan({ ...NO_PLAN.asked, course }).slice(PLAN_PREFIX.length),
      };
    const known = [...kept.values()];
    kept = new Map(due.map((course) => [course.id, keptAs(course)]));
    keepCourses(keeper, [...kept.values()], known);
  }

  /** Lists the courses that the device keeps, before those that were opened. */
  async function recall(): Promise<void> {
    isRecalled = true;
    const fresh = coursesBeside(keptCourses(keeper), [...kept.values()]);
    if (fresh.length === 0) return;
    const { decodePlan } = await tools();
    const recalled = fresh.flatMap((course) => {
      try {
        const decoded = decodePlan(course.link).course;
        const id = ++courseCount;
        kept.set(id, course);
        return [{ id, course: { ...decoded, name: course.name }, repairs: [], positions: null, runFile: null }];
      } catch {
        // It was changed by somebody else, or is of a newer page.
        return [];
      }
    });
    change({ courses: [...recalled, ...read().plan.courses] });
  }

  function chooseCourse(courseId: number): void {
    // Another course is not longer because one before it was made so.
    change({ asked: { ...read().plan.asked, courseId, lengthFactor: 1, climbFactor: 1 }, before: null, over: null });
    planAnew();
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    change({ isReading: true, refused: null });
    try {
      await work();
    } catch (thrown) {
      change({ refused: asPredictorError(thrown) });
    } finally {
      change({ isReading: false });
    }
  }

  function planAnew(): void {
    askedCount++;
    void work();
  }

  /** Makes plans one after another, of what was asked last. */
  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      for (let count = -1; count !== askedCount; ) {
        count = askedCount;
        await makePlan(count);
      }
    } finally {
      isWorking = false;
    }
  }

  async function makePlan(count: number): Promise<void> {
    const { plan, model } = read();
    const { asked } = plan;
    const found = plan.courses.find(({ id }) => id === asked.courseId);
    const contract = model.loaded?.contract;
    if (found === undefined || contract === undefined) return;
    change({ isPlanning: true });
    try {
      const made = await planOf(asked, found.course, contract, () => count !== askedCount);
      if (count === askedCount) change({ made, error: null });
    } catch (thrown) {
      const error = asPredictorError(thrown);
      if (count === askedCount && error.code !== "cancelled") change({ error });
    } finally {
      change({ isPlanning: false });
    }
  }

  async function planOf(
    asked: PlanAsked,
    found: Course,
    contract: ModelContract,
    isOutdated: () => boolean,
  ): Promise<MadePlan> {
    const { planCourse, planFigures, scaledCourse, usualAboveBpm } = await tools();
    const state = read();
    const course = scaledCourse(found, asked.lengthFactor, asked.climbFactor);
    const pacing = {
      way: asked.way,
      negativeSplit: asked.negativeSplitPercent / 100,
      like: asked.like?.pacing ?? null,
    };
    const sources = planSources(state, asked, contract);
    const predict = (track: Track) => {
      if (isOutdated()) throw cancelled();
      return predictor.predict({ kind: "track", track }, state.runner);
    };
    const planned = await planCourse(course, pacing, targetOf(asked, course), { contract, predict }, sources);
    const zoneSettings = seenZoneSettings(state);
    const zones = zonesAt(zonesOfRun(zoneSettings, null).bounds);
    const splitM = 1000 * (state.units.distanceUnit === "km" ? 1 : KM_PER_MILE);
    const aboveBpm = asked.aboveBpm ?? usualAboveBpm(zones, zoneSettings.maximumBpm);
    const { known, historyRuns } = planned.expected;
    const figures = planFigures(planned, zones, aboveBpm, splitM);
    return { id: ++planCount, asked, planned, figures, contract, known, historyRuns };
  }

  async function trackAt({ itemId, run }: Selection): Promise<{ name: string; track: Track }> {
    const item = read().items.find(({ id }) => id === itemId);
    const view = item && viewOf(item, run);
    const track = view && (await trackOf(view));
    if (!view || !track) {
      throw new PredictorError("not-loaded", "This run has not been read yet: open it in the place Run first.");
    }
    return { name: view.name, track: { ...track, name: view.name } };
  }

  const actions: PlanActions = {
    openCourses: (files) =>
      attempt(async () => {
        const parsed = await Promise.all(
          files.map(async (file) => (await reader.readCourses(file)).map((found) => ({ file, found }))),
        );
        addCourses(
          parsed.flat().flatMap(({ file, found }) => {
            if ("error" in found) return [];
            const { course, positions, isRun } = found;
            const repairs = found.repairs.map(({ message }) => message);
            return [{ course, positions, repairs, runFile: isRun ? file : null }];
          }),
        );
        for (const { found } of parsed.flat()) if ("error" in found) throw found.error;
      }),
    typeCourse: (text) =>
      attempt(async () => {
        const { typedCourse } = await tools();
        addCourses([
          { course: typedCourse(text, read().units.distanceUnit), repairs: [], positions: null, runFile: null },
        ]);
      }),
    planCourseOf: (selection) =>
      attempt(async () => {
        const { courseOfTrack } = await tools();
        const { track } = await trackAt(selection);
        addCourses([{ course: courseOfTrack(track), repairs: [], positions: null, runFile: null }]);
      }),
    openPlanLink: (payload) =>
      attempt(async () => {
        const { decodePlan } = await tools();
        const { course, ...asked } = decodePlan(payload);
        addCourses([{ course, repairs: [], positions: null, runFile: null }]);
        actions.askPlan(asked);
      }),
    removeCourse(courseId) {
      const { courses, asked } = read().plan;
      const left = courses.filter(({ id }) => id !== courseId);
      change({ courses: left });
      void keep();
      if (asked.courseId !== courseId) return;
      if (left.length > 0) chooseCourse(left[0].id);
      else {
        // A plan of it that is being made is of no use.
        askedCount++;
        change(NO_PLAN);
      }
    },
    askPlan(changed, gesture) {
      const isGoingOn = gesture !== undefined && gesture === gestureBefore;
      gestureBefore = gesture ?? null;
      const { plan } = read();
      const madeOfIt = plan.made?.asked.courseId === plan.asked.courseId ? plan.made : null;
      change({ asked: { ...plan.asked, ...changed }, before: isGoingOn ? plan.before : madeOfIt });
      planAnew();
    },
    choosePlanCourse: chooseCourse,
    endGesture() {
      gestureBefore = null;
    },
    paceLike: (selection) =>
      attempt(async () => {
        if (selection === null) return actions.askPlan({ way: "even-pace", like: null });
        const { pacingOfRun } = await tools();
        const { name, track } = await trackAt(selection);
        actions.askPlan({ way: "like-run", like: { name, pacing: pacingOfRun(track) } });
      }),
    layPlan() {
      const { made, laid } = read().plan;
      if (made === null || laid.some(({ id }) => id === made.id)) return;
      change({ laid: [...laid, made].slice(-MOST_LAID) });
    },
    removeLaid: (planId) => change({ laid: read().plan.laid.filter(({ id }) => id !== planId) }),
    drawOverPlan: (over) => change({ over }),
  };

  /** Plans again what a change of model, of runs or of what the runner knows made another. */
  function follow(state: PlanningState, before: PlanningState): void {
    if (state.view === "plan" && !isRecalled && state.remembering !== "off") void recall();
    if (state.remembering === "on" && before.remembering !== "on" && state.plan.courses.length > 0) void keep();
    if (state.plan.asked.courseId === null || state.view !== "plan") return;
    const { loaded } = state.model;
    const isOther =
      loaded !== before.model.loaded ||
      state.view !== before.view ||
      FITTED_BY.some((name) => state[name] !== before[name]) ||
      (loaded !== null && state.items !== before.items && teachesOther(state, before, loaded.contract));
    if (isOther) planAnew();
  }

  return {
    actions,
    follow,
    /** Has the device keep courses that came with a library, and lists them once the place is open. */
    takeKept(courses: readonly KeptCourse[]): void {
      keepCourses(keeper, courses, []);
      isRecalled = false;
    },
  };
}

/** Settings that plans are made by. */
const FITTED_BY: readonly (keyof Settings)[] = [
  ...(["maximumHeartRateBpm", "knownOfMe", "zoneChoice", "units", "runner", "runnerName", "calibration"] as const),
];

/** A pace becomes a time by the course. */
export function targetOf({ target }: Pick<PlanAsked, "target">, { lengthM }: Course): PlanTarget {
  switch (target.kind) {
    case "time":
      return target;
    case "pace":
      return { kind: "time", durationS: Math.round(target.secondsPerKm * lengthM) / 1000 };
    case "heart-rate":
      return { kind: "heart-rate", ceiling: { bpm: target.bpm, of: target.of } };
  }
}
