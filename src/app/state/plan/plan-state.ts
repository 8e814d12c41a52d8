import type { PredictorError } from "../../../base/error.ts";
import type { KnownQuantity, ModelContract } from "../../../model/contract.ts";
import type { PacingWay, RunPacing } from "../../../planning/pacing.ts";
import type { PlanFigures } from "../../../planning/plan-figures.ts";
import type { PlannedRun } from "../../../planning/planned-run.ts";
import type { ReadableFile } from "../../../reading/file-bytes.ts";
import type { CoursePositions } from "../../../workout/course/clean-course.ts";
import type { Course } from "../../../workout/course/course.ts";
import type { Selection } from "../run-items.ts";

/** A course that a person opened to plan it. */
export interface PlanCourse {
  id: number;
  course: Course;
  /** What was mended of it, in sentences. */
  repairs: readonly string[];
  /** null where nothing tells them, as of a typed course. They stay here: no link or table reads them. */
  positions: CoursePositions | null;
  /** The file of a run whose ground it is; null where it is none. */
  runFile: ReadableFile | null;
}

/** What a plan is to come to, and how it is run: all that it depends on besides model and runner. */
export interface PlanAsked {
  /** null until there is a course. */
  courseId: number | null;
  /** What the course's length and its hills are multiplied by. */
  lengthFactor: number;
  climbFactor: number;
  target: AskedTarget;
  way: PacingWay;
  negativeSplitPercent: number;
  /** Pacing of an earlier run, by its name; null where none is followed. */
  like: { name: string; pacing: RunPacing } | null;
  /** Heart rate above which time is told; null for where the fourth zone begins. */
  aboveBpm: number | null;
  /** Whether what the runner knows of themselves, and their earlier runs, are used. */
  usesKnown: boolean;
  usesHistory: boolean;
}

export type AskedTarget =
  | { kind: "time"; durationS: number }
  | { kind: "pace"; secondsPerKm: number }
  | { kind: "heart-rate"; bpm: number; of: "expected" | "upper" };

/** A plan that was made. */
export interface MadePlan {
  /** Tells plans apart. */
  id: number;
  asked: PlanAsked;
  planned: PlannedRun;
  figures: PlanFigures;
  contract: ModelContract;
  /** What it was fitted to. */
  known: readonly KnownQuantity[];
  historyRuns: number;
}

export interface PlanState {
  courses: readonly PlanCourse[];
  asked: PlanAsked;
  isPlanning: boolean;
  /** Whether courses are being read. */
  isReading: boolean;
  made: MadePlan | null;
  /** The plan before the change that was made last; null where there is none of the same course. */
  before: MadePlan | null;
  /** Plans that the made one is laid over. */
  laid: readonly MadePlan[];
  /** The run that is drawn over the plan; null for none. */
  over: Selection | null;
  /** Why a course or a run that was asked for last could not be read; null where it could. */
  refused: PredictorError | null;
  /** Why no plan could be made of what is asked; null where it could. */
  error: PredictorError | null;
}

/** An easy pace, which most people can run: what a course is planned with before anything is asked. */
const FIRST_PACE_S = 360;

export const NO_PLAN: PlanState = {
  courses: [],
  asked: {
    courseId: null,
    lengthFactor: 1,
    climbFactor: 1,
    target: { kind: "pace", secondsPerKm: FIRST_PACE_S },
    way: "even-pace",
    negativeSplitPercent: 0,
    like: null,
    aboveBpm: null,
    usesKnown: true,
    usesHistory: true,
  },
  isPlanning: false,
  isReading: false,
  made: null,
  before: null,
  laid: [],
  over: null,
  refused: null,
  error: null,
};

/** Plans that one is laid over, at most. */
export const MOST_LAID = 2;

export interface PlanActions {
  /** Takes the courses of files; the first of them is planned. */
  openCourses(files: readonly ReadableFile[]): Promise<void>;
  /** Takes a course that is typed as lengths and slopes. */
  typeCourse(text: string): Promise<void>;
  /** Takes the ground of an opened run. */
  planCourseOf(selection: Selection): Promise<void>;
  /** Opens the plan of a link. */
  openPlanLink(payload: string): Promise<void>;
  removeCourse(courseId: number): void;
  /**
   * Changes what is asked, and plans anew.
   * @param gesture name of a movement that changes it step by step: the plan before the movement stays the one to compare with
   */
  askPlan(change: Partial<Omit<PlanAsked, "courseId">>, gesture?: string): void;
  /** Plans another of the courses. */
  choosePlanCourse(courseId: number): void;
  /** Ends the movement. */
  endGesture(): void;
  /** Paces the plan as an opened run was; null ends that. */
  paceLike(selection: Selection | null): Promise<void>;
  /** Lays what is planned from now on over the plan that is made. */
  layPlan(): void;
  removeLaid(planId: number): void;
  /** Draws an opened run over the plan. */
  drawOverPlan(selection: Selection | null): void;
}
