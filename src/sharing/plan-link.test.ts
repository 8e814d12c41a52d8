import fc from "fast-check";
import { inflateSync } from "fflate";
import { expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { pacingWays } from "../planning/pacing.ts";
import { planInTime } from "../planning/plan.ts";
import { flatCourse, hillyCourse } from "../testing/courses.ts";
import { parseCourses } from "../workout/formats/parse-courses.ts";
import { fromBase64Url } from "./base64url.ts";
import { decodeLink, packed } from "./link.ts";
import { planCsv, planGpx } from "./plan-files.ts";
import { decodePlan, encodePlan, type SharedPlan } from "./plan-link.ts";

const PLAN: SharedPlan = {
  course: hillyCourse(12_000, 40),
  target: { kind: "heart-rate", bpm: 150, of: "upper" },
  way: "even-effort",
  negativeSplitPercent: 2.5,
  like: null,
  aboveBpm: 165,
};

function sentBack(plan: SharedPlan): SharedPlan {
  const link = decodeLink(`#${encodePlan(plan)}`);
  if (link?.kind !== "plan") throw new Error("no plan");
  return decodePlan(link.payload);
}

test("a link carries a plan without loss, but for the name of its course", () => {
  expect(sentBack(PLAN)).toEqual({ ...PLAN, course: { ...PLAN.course, name: "Shared course" } });
  const like = { name: "my race", pacing: Float64Array.of(10, 11, 12.5) };
  expect(sentBack({ ...PLAN, way: "like-run", like }).like).toEqual({ ...like, name: "the pacing in the link" });
});

test("any plan comes back as it was sent", () => {
  const seconds = fc.integer({ min: 1000, max: 100_000_000 }).map((ms) => ms / 1000);
  const target: fc.Arbitrary<SharedPlan["target"]> = fc.oneof(
    fc.record({ kind: fc.constant("time" as const), durationS: seconds }),
    fc.record({ kind: fc.constant("pace" as const), secondsPerKm: seconds }),
  );
  const plan = fc.record({
    lengthM: fc.integer({ min: 2000, max: 900_000 }),
    target,
    way: fc.constantFrom(...pacingWays),
    tenths: fc.integer({ min: -250, max: 250 }),
  });
  fc.assert(
    fc.property(plan, ({ lengthM, tenths, ...rest }) => {
      const sent = { ...PLAN, ...rest, course: flatCourse(lengthM / 10), negativeSplitPercent: tenths / 10 };
      expect(sentBack(sent)).toEqual({ ...sent, course: { ...sent.course, name: "Shared course" } });
    }),
    { numRuns: 50 },
  );
});

test("a link that was changed, letter by letter, is refused with a sentence", () => {
  const payload = encodePlan(PLAN).slice(3);
  const whole = decodePlan(payload);
  let refused = 0;
  for (let at = 0; at < payload.length; at += 7) {
    const changed = `${payload.slice(0, at)}${payload[at] === "A" ? "B" : "A"}${payload.slice(at + 1)}`;
    try {
      // Some letters can be changed without what they unpack to.
      expect(decodePlan(changed)).toEqual(whole);
    } catch (error) {
      expect(error).toMatchObject({ code: "bad-link" });
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(10);
  const longer = packed(Uint8Array.of(...inflateSync(fromBase64Url(payload)).slice(0, -4), 0));
  for (const text of ["", "A", payload.slice(0, 40), longer]) expect(() => decodePlan(text)).toThrow(PredictorError);
  expect(() => decodeLink("#p2.abc")).toThrow(expect.objectContaining({ code: "newer-link" }));
});

test("a marathon's link is short enough to send", () => {
  expect(encodePlan({ ...PLAN, course: hillyCourse(42_195, 60) }).length).toBeLessThan(1900);
});

test("a track with times leads along the course in the planned time, and its table has a line a split", () => {
  const course = { ...flatCourse(1000), name: "Up & <down>\u0007" };
  const positions = {
    share: Float64Array.of(0, 0.5, 1),
    latitudeDeg: Float64Array.of(0, 0.0045, 0.009),
    longitudeDeg: Float64Array.of(7, 7, 7),
  };
  const plan = planInTime(course, { way: "even-pace", negativeSplit: 0, like: null }, 300);
  const text = planGpx(plan, positions, Date.UTC(2030, 0, 1) / 1000);
  expect([...text.matchAll(/<time>(.*?)<\/time>/g)].map(([, time]) => time)).toEqual([
    "2030-01-01T00:00:00.000Z",
    expect.stringMatching(/^2030-01-01T00:02:3/),
    "2030-01-01T00:05:00.000Z",
  ]);
  const [again] = parseCourses({ name: "plan.gpx", bytes: new TextEncoder().encode(text) });
  expect("course" in again && again.course.lengthM).toBeCloseTo(1000, -1);
  expect(text).toContain("<name>Up &amp; &lt;down&gt; </name>");
  const split = { fromM: 0, toM: 1000, startS: 0, endS: 300, climbM: 0, expectedBpm: 150.123 };
  expect(planCsv([{ ...split, lowerBpm: null, upperBpm: null }]).split("\n")[1]).toBe("0,1000,0,300,300,0,150.12,,");
});
