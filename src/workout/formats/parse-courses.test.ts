import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { courseClimbM } from "../course/course.ts";
import { parseCourses } from "./parse-courses.ts";

const METRES_PER_DEG = 111_194.93;

interface Place {
  m: number;
  ele?: number;
  time?: string;
}

function point(name: string, { m, ele, time }: Place): string {
  const inside = (ele === undefined ? "" : `<ele>${ele}</ele>`) + (time === undefined ? "" : `<time>${time}</time>`);
  return `<${name} lat="${(m / METRES_PER_DEG).toFixed(7)}" lon="7">${inside}</${name}>`;
}

function gpx(inside: string) {
  return { name: "way.gpx", bytes: new TextEncoder().encode(`<gpx version="1.1" creator="planner">${inside}</gpx>`) };
}

function track(places: Place[]): string {
  return `<trk><name>Lake</name><trkseg>${places.map((place) => point("trkpt", place)).join("")}</trkseg></trk>`;
}

function route(places: Place[]): string {
  return `<rte><name>Lake</name>${places.map((place) => point("rtept", place)).join("")}</rte>`;
}

/** A rise of 5 % over a kilometre, a point every 50 m. */
const rise = Array.from({ length: 21 }, (_, i): Place => ({ m: 50 * i, ele: 400 + 2.5 * i }));

function only(file: { name: string; bytes: Uint8Array }) {
  const courses = parseCourses(file);
  expect(courses).toHaveLength(1);
  const [course] = courses;
  if ("error" in course) throw course.error;
  return course;
}

test.each([
  ["track without times", gpx(track(rise))],
  ["route", gpx(route(rise))],
])("a GPX %s is a course with its length and climb", (_, file) => {
  const { name, course, repairs } = only(file);
  expect(name).toBe("way.gpx");
  expect(course.lengthM).toBeCloseTo(1000, 0);
  expect(courseClimbM(course)).toBeGreaterThan(46);
  expect(courseClimbM(course)).toBeLessThanOrEqual(50);
  expect(repairs).toEqual([]);
});

test("Garmin's points between two route points are part of the way", () => {
  const between = '<rpt lat="0.004" lon="7.004"/>';
  const bent = `<rte><rtept lat="0" lon="7"><ele>5</ele><extensions>${between}</extensions></rtept><rtept lat="0.008" lon="7"><ele>5</ele></rtept></rte>`;
  expect(only(gpx(bent)).course.lengthM).toBeCloseTo(2 * Math.SQRT2 * 0.004 * METRES_PER_DEG, -1);
});

test("of a run its course is taken, but neither its pace nor what was mended of its pauses", () => {
  // Ten minutes of rest half-way.
  const timed = rise.toSpliced(11, 0, rise[10]).map((place, i) => ({
    ...place,
    time: new Date(Date.UTC(2024, 4, 1, 8, 0, 15 * i + (i < 11 ? 0 : 600))).toISOString(),
  }));
  const { course, repairs } = only(gpx(track(timed)));
  expect(repairs.map(({ code }) => code)).toEqual(["speed-from-positions"]);
  expect(Math.abs(course.lengthM - 1000)).toBeLessThan(20);
  expect(course.altitudeM.at(-1)! - course.altitudeM[0]).toBeGreaterThan(47);
});

test("a TCX course is read by its distances, whatever times its points carry", () => {
  const points = rise.map(
    ({ m, ele }) =>
      `<Trackpoint><Time>2024-05-01T08:00:00Z</Time><AltitudeMeters>${ele}</AltitudeMeters><DistanceMeters>${m * 3}</DistanceMeters></Trackpoint>`,
  );
  const text = `<TrainingCenterDatabase><Courses><Course><Name>Hills</Name><Track>${points.join("")}</Track></Course></Courses></TrainingCenterDatabase>`;
  const { course } = only({ name: "hills.tcx", bytes: new TextEncoder().encode(text) });
  expect(course.lengthM).toBe(3000);
});

test("several routes of a file are told apart by their names", () => {
  const names = parseCourses(gpx(route(rise) + route(rise).replace("Lake", "Wood"))).map(({ name }) => name);
  expect(names).toEqual(["way.gpx · Lake", "way.gpx · Wood"]);
});

test("a point astray and a jump add no way, and are told", () => {
  const astray = rise.toSpliced(10, 1, { m: 40_000, ele: 425 });
  expect(only(gpx(track(astray))).course.lengthM).toBeCloseTo(1000, 0);
  const jump = [...rise, ...rise.map((place) => ({ ...place, m: place.m + 30_000 }))];
  const { course, repairs } = only(gpx(track(jump)));
  expect(course.lengthM).toBeCloseTo(2000, 0);
  expect(repairs.map(({ message }) => message)).toEqual([
    "The course jumps 1 time, over 29.0 km in all: not counted as way.",
  ]);
});

test("a route of few points that turns back leads there and back", () => {
  const { course, repairs } = only(gpx(route([0, 1500, 3000, 1500, 0].map((m) => ({ m, ele: 400 })))));
  expect(course.lengthM).toBeCloseTo(6000, 0);
  expect(repairs).toEqual([]);
});

test("a spike of the altitude is cut off, a summit between far points is not", () => {
  const spiky = rise.toSpliced(10, 1, { m: 500, ele: 900 });
  const { course, repairs } = only(gpx(track(spiky)));
  expect(Math.max(...course.altitudeM)).toBeLessThanOrEqual(450);
  expect(repairs.map(({ code }) => code)).toEqual(["altitude-spike"]);
  const far = [0, 600, 1200, 1800, 2400].map((m, i) => ({ m, ele: 400 + 120 * Math.min(i, 4 - i) }));
  expect(Math.max(...only(gpx(route(far))).course.altitudeM)).toBeGreaterThan(635);
});

test("a loop that ends where it began is as long as its way", () => {
  const loop = [...rise, ...rise.toReversed().slice(1)];
  expect(only(gpx(track(loop))).course.lengthM).toBeCloseTo(2000, 0);
});

test.each([
  ["one place alone", track([{ m: 0 }, { m: 0 }]), "too-short"],
  ["a hundred metres", track([{ m: 0 }, { m: 100 }]), "too-short"],
  ["a way round the earth", route(Array.from({ length: 400 }, (_, i) => ({ m: 1900 * i }))), "too-large"],
  ["no points", "", "no-runs"],
])("%s is no course", (_, inside, code) => {
  expect(() => parseCourses(gpx(inside))).toThrow(expect.objectContaining({ code }));
  expect(() => parseCourses(gpx(inside))).toThrow(PredictorError);
});
