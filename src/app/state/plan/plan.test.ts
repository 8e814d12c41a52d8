import { beforeEach, expect, test, vi } from "vitest";
import { PredictorError } from "../../../base/error.ts";
import { PLAN_PREFIX } from "../../../sharing/link.ts";
import { flatCourse, hillyCourse } from "../../../testing/courses.ts";
import { rest, ScriptedPage } from "../../../testing/scripted-page.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { MOST_LAID, NO_PLAN } from "./plan-state.ts";

let page: ScriptedPage;

beforeEach(async () => {
  page = new ScriptedPage();
  // The faster, the harder: 100 bpm and 5 for each km/h.
  page.predictor.answer = (source) => {
    if (source.kind !== "track") throw new Error("a plan is a track");
    return predictionOf(source.track, { heartRateBpm: source.track.speedKmh.map((kmh) => 100 + 5 * kmh) });
  };
  page.state().start("#plan");
  page.predictor.loads[0].finish();
  await rest();
});

const plan = () => page.state().plan;

/** Waits until what was asked last is planned. */
async function planned(): Promise<void> {
  do await rest();
  while (plan().isPlanning);
}

async function openCourse(): Promise<void> {
  await page.state().openCourses([new File(["x"], "course.gpx")]);
  await planned();
}

test("a course is planned as it comes, and again whenever the target changes", async () => {
  await openCourse();
  expect(plan().made?.figures).toMatchObject({ distanceM: 5000, durationS: 1800 });
  page.state().askPlan({ target: { kind: "time", durationS: 1500 } });
  await planned();
  expect(plan().made?.figures.durationS).toBe(1500);
  expect(plan().before?.figures.durationS).toBe(1800);
});

test("of steps of one movement only the last is planned to its end, and the plan before it stays the one to compare with", async () => {
  await openCourse();
  for (let seconds = 359; seconds >= 300; seconds--) {
    page.state().askPlan({ target: { kind: "pace", secondsPerKm: seconds } }, "pace");
  }
  await planned();
  expect(plan().made?.figures.durationS).toBe(1500);
  expect(plan().before?.figures.durationS).toBe(1800);
  expect(page.predictor.asked.length).toBeLessThan(10);
});

test("under a heart rate the pace is found by the model, and a later question ends the search", async () => {
  await openCourse();
  page.state().askPlan({ target: { kind: "heart-rate", bpm: 150, of: "expected" } });
  await planned();
  // 150 bpm is 10 km/h here.
  expect(plan().made?.figures.durationS).toBeCloseTo(1805, -1);
  page.state().askPlan({ target: { kind: "heart-rate", bpm: 160, of: "expected" } });
  page.state().askPlan({ target: { kind: "time", durationS: 1700 } });
  await planned();
  expect(plan().made?.figures.durationS).toBe(1700);
});

test("what can't be planned is told, and the plan before stays", async () => {
  await openCourse();
  page.state().askPlan({ target: { kind: "time", durationS: 5 } });
  await planned();
  expect(plan().error?.code).toBe("bad-value");
  expect(plan().made?.figures.durationS).toBe(1800);
  page.reader.courses = (name) => [{ name, error: new PredictorError("no-runs", "No course is in it.") }];
  await openCourse();
  expect(plan().refused?.code).toBe("no-runs");
  await page.state().typeCourse("far");
  expect(plan().refused?.code).toBe("bad-value");
});

test("why a course could not be read stays told while a plan of another one is made", async () => {
  const readCourse = page.reader.courses;
  page.reader.courses = (name) =>
    name === "bad.gpx" ? [{ name, error: new PredictorError("no-runs", "No course is in it.") }] : readCourse(name);
  await page.state().openCourses([new File(["x"], "good.gpx"), new File(["x"], "bad.gpx")]);
  await planned();
  expect(plan()).toMatchObject({ refused: { code: "no-runs" }, error: null });
  expect(plan().made).not.toBeNull();
  await openCourse();
  expect(plan().refused).toBeNull();
});

test("courses are kept beside one another, and another's length is its own", async () => {
  await openCourse();
  page.state().askPlan({ lengthFactor: 2 });
  page.reader.courses = (name) => [{ name, course: hillyCourse(8000, 40), repairs: [], positions: null, isRun: false }];
  await openCourse();
  expect(plan().made?.figures.distanceM).toBe(8000);
  expect(plan().courses).toHaveLength(2);
  page.state().removeCourse(plan().courses[1].id);
  await planned();
  expect(plan().made?.figures.distanceM).toBe(5000);
});

test("courses are kept where the library is on, listed in the next visit, and forgotten with it", async () => {
  await openCourse();
  expect(page.kept.has("heart-rate-courses")).toBe(false);
  await page.state().remember();
  await planned();
  expect(page.kept.get("heart-rate-courses")).toContain(`"name":"flat"`);
  page.visit();
  page.state().start("#plan");
  await planned();
  expect(plan().courses.map(({ course }) => [course.name, course.lengthM])).toEqual([["flat", 5000]]);
  expect(plan().asked.courseId).toBeNull();
  await page.state().forgetRuns();
  expect(page.kept.has("heart-rate-courses")).toBe(false);
});

test("courses that another tab keeps stay, and one that is removed goes, even while the library is paused", async () => {
  const keptNames = () => JSON.parse(page.kept.get("heart-rate-courses")!).map(({ name }: { name: string }) => name);
  await page.state().remember();
  await openCourse();
  const other = new ScriptedPage();
  other.kept = page.kept;
  other.openLibrary = () => page.library;
  other.visit();
  other.state().start("#plan");
  await rest();
  other.reader.courses = (name) => [
    { name, course: hillyCourse(8000, 60), repairs: [], positions: null, isRun: false },
  ];
  await other.state().openCourses([new File(["x"], "hills.gpx")]);
  await rest();
  expect(keptNames()).toEqual(["flat", "hills"]);
  await page.state().typeCourse("3 km");
  await planned();
  expect(keptNames()).toEqual(["hills", "flat", expect.any(String)]);
  page.state().pauseRemembering();
  page.state().removeCourse(plan().courses[0].id);
  await page.state().typeCourse("4 km");
  await planned();
  expect(keptNames()).toEqual(["hills", expect.any(String)]);
});

test("a plan that is being made goes with the last course", async () => {
  await openCourse();
  page.state().askPlan({ target: { kind: "time", durationS: 1500 } });
  page.state().removeCourse(plan().courses[0].id);
  await planned();
  expect(plan()).toMatchObject({ made: null, courses: [], isPlanning: false });
});

test("a plan that a link opens over another course's is compared with none", async () => {
  await openCourse();
  const { encodePlan, typedCourse } = await import("./plan-tools.ts");
  const link = encodePlan({ ...NO_PLAN.asked, aboveBpm: 140, course: typedCourse("3 km") });
  await page.state().openPlanLink(link.slice(PLAN_PREFIX.length));
  await planned();
  expect(plan().made?.figures).toMatchObject({ distanceM: 3000, above: { bpm: 140 } });
  expect(plan().before).toBeNull();
});

test("a run that was recorded after the page was opened is before a plan", async () => {
  const ran = { unixS: Date.now() / 1000 + 86_400, utcOffsetS: null };
  const heartRateBpm = new Float32Array(300).fill(150);
  page.predictor.answer = (source) =>
    predictionOf(source.kind === "track" ? source.track : trackOf({ heartRateBpm }, { name: "today", startedAt: ran }));
  await page.state().openFiles([new File(["x"], "today.gpx")]);
  await rest();
  page.state().show("plan");
  await openCourse();
  expect(plan().made?.historyRuns).toBe(0);
  vi.setSystemTime(1000 * (ran.unixS + 7200));
  page.state().askPlan({ target: { kind: "time", durationS: 1500 } });
  await planned();
  vi.useRealTimers();
  expect(plan().made?.historyRuns).toBe(1);
});

test("at most so many plans lie under one, each once", async () => {
  await openCourse();
  for (let seconds = 300; seconds < 305; seconds++) {
    page.state().askPlan({ target: { kind: "pace", secondsPerKm: seconds } });
    await planned();
    page.state().layPlan();
    page.state().layPlan();
  }
  expect(plan().laid.map(({ figures }) => figures.durationS)).toEqual([1515, 1520]);
  expect(plan().laid).toHaveLength(MOST_LAID);
  page.state().removeLaid(plan().laid[0].id);
  expect(plan().laid).toHaveLength(1);
});

test("the ground of an opened run is planned, paced as the run was", async () => {
  page.predictor.answer = (source) =>
    source.kind === "track"
      ? predictionOf(source.track)
      : predictionOf(trackOf({ speedKmh: new Float32Array(300).fill(10) }, { name: "run.gpx" }));
  await page.state().openFiles([new File(["x"], "run.gpx")]);
  await rest();
  page.state().show("plan");
  const [item] = page.state().items;
  await page.state().planCourseOf({ itemId: item.id, run: 0 });
  await page.state().paceLike({ itemId: item.id, run: 0 });
  await planned();
  expect(plan().courses[0].course.lengthM).toBeCloseTo(flatCourse(5000).lengthM, -3);
  expect(plan().made?.asked.like?.name).toBe("run.gpx");
});
