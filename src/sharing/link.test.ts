import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { concatenate } from "../base/concatenate.ts";
import { crc32 } from "../base/crc32.ts";
import { PredictorError } from "../base/error.ts";
import { Random, Wander } from "../base/random.ts";
import { wholeNumber } from "../base/whole-number.ts";
import { COMPARED_BY, FEWEST_COMPARED } from "../evaluation/compared-by.ts";
import { compare } from "../evaluation/metrics.ts";
import { boundsOf, ZONE_SCHEMES, type ZoneBounds } from "../evaluation/zones.ts";
import { cumulativeGain } from "../features/series.ts";
import { knownQuantities } from "../model/contract.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { anyRunner } from "../testing/any-runner.ts";
import { thrownBy } from "../testing/parsing.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { smooth } from "../workout/smooth.ts";
import type { Span, Track } from "../workout/workout.ts";
import { toBase64Url } from "./base64url.ts";
import { ByteWriter } from "./byte-stream.ts";
import { encodeComparisonLink } from "./comparison-link.ts";
import {
  decodeLink,
  encodeLink,
  encodeSampleLink,
  encodeSplitLink,
  type LinkedSplit,
  MOST_LINKED_RUNS,
  type SharedRun,
} from "./link.ts";
import { MOST_EXCLUDED, PLAIN_VIEW, type SharedRunner, type SharedView } from "./shared-view.ts";
import { webAddress } from "./web-address.ts";

const settings = { maximumHeartRateBpm: 187, zones: null, speedUnit: "pace", distanceUnit: "km" } as const;

type SeenRun = SharedRun & { view: SharedView };

function shared(track: Track, view: SharedView = PLAIN_VIEW): SeenRun {
  return { track, isSimulated: false, modelName: "population", settings, view };
}

function decodeRun(link: string): SeenRun {
  const decoded = decodeLink(link);
  if (decoded?.kind !== "run" || decoded.run.view === null) throw new Error(`${link} is no run's link`);
  return { ...decoded.run, view: decoded.run.view };
}

/** An hour at six seconds a step as a poor watch records it: intervals over hills, noise in everything. */
function noisyHour(seed: string): Track {
  const random = new Random(seed);
  const pace = new Wander(random, 0.6, 120, 6);
  const sky = new Wander(random, 4, 60, 6);
  const heart = new Wander(random, 3, 30, 6);
  const steps = series(600, (i) => i);
  return smooth(
    trackOf({
      speedKmh: steps.map((i) => Math.max(0, 10 + 3 * Math.sign(Math.sin(i / 12)) + pace.next() + random.normal(0, 1))),
      altitudeM: steps.map((i) => 400 + 60 * Math.sin(i / 70) + sky.next() + random.normal(0, 0.5)),
      heartRateBpm: steps.map((i) => Math.round(150 + 12 * Math.sin(i / 12 - 1) + i / 60 + heart.next())),
    }),
    bundledRecipe.smoothingWindow,
  );
}

const hour = encodeLink(shared(noisyHour("whole")));

const NOTHING_KNOWN = { maximumBpm: null, restingBpm: null, thresholdBpm: null, ownBpm: null, watchBpm: null };

const anyBounds = fc
  .record({
    scheme: fc.constantFrom(...ZONE_SCHEMES.filter((scheme) => scheme !== "maximum")),
    restingBpm: fc.integer({ min: 25, max: 110 }),
    thresholdBpm: fc.integer({ min: 90, max: 220 }),
    maximumBpm: fc.integer({ min: 120, max: 230 }),
    starts: fc.uniqueArray(fc.integer({ min: 30, max: 240 }), { minLength: 1, maxLength: 9 }),
  })
  .map(({ scheme, starts, ...basis }) => {
    const ownBpm = starts.sort((a, b) => a - b);
    return boundsOf(scheme, { ...basis, ownBpm, watchBpm: ownBpm })!;
  });

const anyRun: fc.Arbitrary<SeenRun> = fc
  .record({
    steps: fc.array(
      fc.record({
        kmh: fc.double({ min: 0, max: 45, noNaN: true }),
        metres: fc.double({ min: -500, max: 9000, noNaN: true }),
        bpm: fc.oneof(fc.double({ min: 30, max: 220, noNaN: true }), fc.constant(Number.NaN)),
      }),
      { minLength: 10, maxLength: 200 },
    ),
    gender: fc.constantFrom(0, 0.5, 1),
    intent: fc.constantFrom(null, "recovery", "steady", "intensive"),
    stepS: fc.double({ min: 0.1, max: 600, noNaN: true }),
    isSimulated: fc.boolean(),
    isOnUnknownGround: fc.boolean(),
    modelName: fc.string({ unit: "grapheme" }),
    settings: fc.record({
      maximumHeartRateBpm: fc.oneof(fc.constant(null), fc.integer({ min: 120, max: 230 })),
      zones: fc.oneof(fc.constant(null), anyBounds),
      speedUnit: fc.constantFrom("pace", "speed"),
      distanceUnit: fc.constantFrom("km", "mi"),
    }),
  })
  .map(({ steps, gender, intent, stepS, isOnUnknownGround, ...rest }) => ({
    ...rest,
    view: PLAIN_VIEW,
    track: trackOf(
      {
        speedKmh: steps.map(({ kmh }) => kmh),
        altitudeM: steps.map(({ metres }) => metres),
        heartRateBpm: steps.map(({ bpm }) => bpm),
      },
      { gender, intent, stepS, isOnUnknownGround } as Partial<Track>,
    ),
  }));

/** The largest difference between two series; infinite where only one of them has a value. */
function distance(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, i) => {
    if (Number.isNaN(value) !== Number.isNaN(b[i])) return Number.POSITIVE_INFINITY;
    return Number.isNaN(value) ? largest : Math.max(largest, Math.abs(value - b[i]));
  }, 0);
}

describe("a run's link", () => {
  test("brings the run back: speed to 0.1 km/h, altitude to 0.2 m, heart rate to 1 bpm, what is missing missing", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { track, ...rest } = decodeRun(encodeLink(run));
        // Half a step, and what float32 leaves of it.
        expect(distance(track.speedKmh, run.track.speedKmh)).toBeLessThan(0.0501);
        expect(distance(track.altitudeM, run.track.altitudeM)).toBeLessThan(0.101);
        expect(distance(track.heartRateBpm, run.track.heartRateBpm)).toBeLessThan(0.501);
        expect(Math.abs(track.stepS - run.track.stepS)).toBeLessThan(1e-6);
        const { gender, intent, isOnUnknownGround } = run.track;
        expect(track).toMatchObject({ gender, intent, isOnUnknownGround });
        const { isSimulated, modelName, settings } = run;
        expect(rest).toEqual({ isSimulated, modelName, settings, view: PLAIN_VIEW });
      }),
    );
  });

  test("that is passed on loses nothing more", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const shared = decodeRun(encodeLink(run));
        expect(decodeRun(encodeLink(shared))).toEqual(shared);
      }),
    );
  });

  test("adds neither climb to a flat hour nor error to heart rates read between two beats", () => {
    const random = new Random("flat");
    const track = smooth(
      trackOf({
        altitudeM: series(600, () => random.normal(400, 0.1)),
        heartRateBpm: series(600, (i) => 150 + (i % 2) / 2),
      }),
      bundledRecipe.smoothingWindow,
    );
    const came = decodeRun(encodeLink(shared(track))).track;
    const climbM = ({ altitudeM }: Track) => cumulativeGain(altitudeM)[altitudeM.length - 1];
    const errorBpm = ({ heartRateBpm }: Track) => compare(new Float32Array(600).fill(140), heartRateBpm, null)!.mae;
    expect(Math.abs(climbM(came) - climbM(track))).toBeLessThan(0.5);
    expect(Math.abs(errorBpm(came) - errorBpm(track))).toBeLessThan(0.01);
  });

  test("carries no name, runner or date, of the sport what the tables have, and nothing else that is stated", () => {
    const whose = {
      ...{ name: "Lena's lunch run", runner: "lena", sport: "Lena's trail run" },
      startedAt: { unixS: 1_714_550_400, utcOffsetS: 7200 },
      laps: [{ startS: 0, endS: 30, endedBy: "manual" as const }],
      ...{ sensor: "strap" as const, device: "Lena's watch" },
      runnerHeartRates: { maximumBpm: 191, restingBpm: 48, thresholdBpm: 172 },
    };
    const plain = trackOf({ speedKmh: series(20, () => 10) }, { sport: "trail run" });
    const link = encodeLink(shared({ ...plain, ...whose }));
    expect(link).toBe(encodeLink(shared(plain)));
    expect(decodeRun(link).track).toMatchObject({ name: "Shared run", runner: null, sport: "trail run" });
  });

  test("keeps the time axis of 500 points over an hour and ten minutes", () => {
    const stepS = 4200 / 499;
    const { track } = decodeRun(encodeLink(shared(trackOf({ speedKmh: series(500, () => 10) }, { stepS }))));
    expect(Math.abs(499 * track.stepS - 4200)).toBeLessThan(0.001);
  });

  test("has at most 2,000 letters, all safe in an address, for an hour of a noisy run", () => {
    for (const seed of ["a", "b", "c", "d", "e"]) {
      const link = encodeLink(shared(noisyHour(seed)));
      expect(link).toMatch(/^r2\.[\w-]+$/);
      expect(link.length).toBeLessThan(2000);
    }
  });

  test("is not made of a run longer than any that is read", () => {
    const track = trackOf({ speedKmh: new Float32Array(500_001) });
    expect(thrownBy(() => encodeLink(shared(track)))).toMatchObject({
      code: "too-large",
      message: expect.stringContaining("500,001 timesteps"),
    });
  });
});

/** Spans to a hundred-thousandth of a second, each as its start and its end. */
function rounded(spans: readonly Span[]): string[][] {
  return spans.map(({ startS, endS }) => [startS.toFixed(5), endS.toFixed(5)]);
}

describe("how a run was seen", () => {
  const track = noisyHour("seen");
  const durationS = (track.speedKmh.length - 1) * track.stepS;
  const ownOf = ({ seed, ...rest }: { seed: string } & Omit<SharedRunner, "belief">): SharedRunner => ({
    belief: anyRunner(seed, 6).belief,
    ...rest,
  });
  const anyView: fc.Arbitrary<SharedView> = fc
    .record({
      warmUpMinutes: fc.integer({ min: 0, max: 60 }),
      learnt: fc.option(
        fc
          .record({
            seed: fc.string(),
            prior: fc.nat(2 ** 32 - 1),
            runs: fc.nat(50),
            known: fc.subarray([...knownQuantities]),
          })
          .filter(({ runs, known }) => runs > 0 || known.length > 0)
          .map((learnt) => ({ ...learnt, undatedRuns: learnt.runs >> 1 })),
      ),
      // In pairs of a start and an end.
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: 100 * durationS }), { maxLength: 20 }),
      zoom: fc.option(fc.tuple(fc.nat(1000), fc.nat(1000))),
      xAxis: fc.constantFrom("time", "distance"),
    })
    .map(({ warmUpMinutes, learnt, cuts, zoom, xAxis }) => {
      const ordered = cuts.sort((a, b) => a - b).map((hundredths) => hundredths / 100);
      return {
        xAxis,
        calibration: { learnt: learnt && ownOf(learnt), warmUpMinutes },
        excluded: ordered.flatMap((endS, i) => (i % 2 === 1 ? { startS: ordered[i - 1], endS } : [])),
        zoom: zoom && { startS: zoom[0], endS: zoom[0] + zoom[1] },
      };
    });

  test("comes along: first minutes, what other runs came to, excluded stretches, the stretch shown and along what", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const came = decodeRun(encodeLink(shared(track, view))).view;
        expect(came.calibration.warmUpMinutes).toBe(view.calibration.warmUpMinutes);
        expect(rounded(came.excluded)).toEqual(rounded(view.excluded));
        expect(rounded(came.zoom ? [came.zoom] : [])).toEqual(rounded(view.zoom ? [view.zoom] : []));
        expect(came.calibration.learnt).toEqual(view.calibration.learnt);
        expect(came.xAxis).toBe(view.xAxis);
      }),
      { numRuns: 40 },
    );
  });

  test("loses nothing more as it is passed on", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const came = decodeRun(encodeLink(shared(track, view)));
        expect(decodeRun(encodeLink(came))).toEqual(came);
      }),
      { numRuns: 20 },
    );
  });

  test("takes at most 320 letters, of other runs along 16 directions, and leaves the series theirs", () => {
    const learnt = { ...anyRunner("letters", 16), prior: 0xffffffff };
    const view = { ...PLAIN_VIEW, calibration: { learnt, warmUpMinutes: 10 }, zoom: { startS: 1000, endS: 2000 } };
    const [plain, seen] = [PLAIN_VIEW, view].map((own) => encodeLink(shared(track, own)));
    expect(seen.length - plain.length).toBeLessThan(320);
    expect(decodeRun(seen).track).toEqual(decodeRun(plain).track);
  });

  test("is not carried with more excluded stretches than are read", () => {
    const excluded = Array.from({ length: MOST_EXCLUDED + 1 }, (_, i) => ({ startS: 10 * i, endS: 10 * i + 5 }));
    const most = shared(track, { ...PLAIN_VIEW, excluded: excluded.slice(1) });
    expect(decodeRun(encodeLink(most)).view.excluded).toHaveLength(MOST_EXCLUDED);
    expect(thrownBy(() => encodeLink(shared(track, { ...PLAIN_VIEW, excluded })))).toMatchObject({
      code: "too-large",
      message: expect.stringContaining("201 stretches"),
    });
  });
});

/** Made by the page before links said how a run was seen. */
const FIRST_VERSION = "r1.a5j9jomBaTcjIyNXQX5BaU5iSWZ-HgPPAu7vXAxw0PCF-fwXZgT_kCAXEDAIgUiuUzKPWQE";

describe("a comparison's link", () => {
  test("brings each of its runs as that run's own link does, but for its zones, and the axis", () => {
    const anyRuns = fc.array(anyRun, { minLength: FEWEST_COMPARED, maxLength: MOST_LINKED_RUNS });
    fc.assert(
      fc.property(anyRuns, fc.constantFrom(...COMPARED_BY), (runs, by) => {
        const link = encodeComparisonLink(runs, by);
        const links = runs.map((run) => encodeLink({ ...run, settings: { ...run.settings, zones: null } }));
        const own = links.map((one) => ({ hash: `#${one}`, run: decodeRun(one) }));
        expect(decodeLink(`#${link}`)).toEqual({ kind: "comparison", by, runs: own });
      }),
      { numRuns: 30 },
    );
  });

  test("of four hours is four times as long as an hour's, and carries no more runs than that", () => {
    const runs = ["a", "b", "c", "d"].map((seed) => shared(noisyHour(seed)));
    expect(encodeComparisonLink(runs, "time").length).toBeLessThanOrEqual(4 * 1900 + 100);
    const refused = thrownBy(() => encodeComparisonLink([...runs, runs[0]], "time"));
    expect(refused).toMatchObject({ code: "too-large", message: expect.stringContaining("has 5 runs") });
  });

  test("that is damaged, holds one run or five, or an axis that is none, is refused", () => {
    const [, payload] = hour.split(".");
    for (const text of ["time", `time.${payload}`, `time${`.${payload}`.repeat(5)}`, `pace.${payload}.${payload}`]) {
      expect(
        thrownBy(() => decodeLink(`#c1.${text}`)),
        text.slice(0, 12),
      ).toMatchObject({ code: "bad-link" });
    }
    expect(thrownBy(() => decodeLink(`#c1.time.${payload}.${payload.slice(9)}`))).toMatchObject({ code: "bad-link" });
    expect(thrownBy(() => decodeLink("#c2.time"))).toMatchObject({ code: "newer-link" });
  });
});

test("a link of the first version brings its run, and does not say how that was seen", () => {
  const decoded = decodeLink(`#${FIRST_VERSION}`);
  expect(decoded).toMatchObject({
    kind: "run",
    run: {
      modelName: "population",
      settings: { maximumHeartRateBpm: 187, zones: null, speedUnit: "speed", distanceUnit: "mi" },
      isSimulated: false,
      view: null,
      track: { sport: null, stepS: 6, gender: 0, intent: "steady" },
    },
  });
  const { track } = (decoded as { run: SharedRun }).run;
  expect([...track.speedKmh]).toEqual([...series(12, (i) => 9 + i / 4)]);
  expect([...track.altitudeM]).toEqual([...series(12, (i) => 400 - i / 2)]);
  expect([...track.heartRateBpm]).toEqual([...series(12, (i) => (i === 5 ? Number.NaN : 140 + i / 2))]);
});

describe("zones in a link", () => {
  const track = trackOf({ speedKmh: new Float32Array(20).fill(10) });
  const sent = (zones: ZoneBounds | null) => encodeLink({ ...shared(track), settings: { ...settings, zones } });

  test("travel by their bounds, in a version that is made for them alone", () => {
    const zones = { scheme: "own", startsBpm: [110, 133, 161] } as const;
    expect(sent(zones)).toMatch(/^r4\./);
    expect(decodeRun(sent(zones)).settings.zones).toEqual(zones);
    expect(sent(null)).toMatch(/^r2\./);
  });

  test("of links that are out there mean what they meant", () => {
    const sentThen =
      "r4.a5j9jomRYTcjAwNXQX5BaU5iSWZ-HiPPBdbdrAxw0PCLcfkvoBIYeMTBBgQMXCCSDchnYpvIyMHJwcrGwNiw7Q5rw8VTHCBlB5ZMPQ4A";
    expect(decodeRun(sentThen)).toMatchObject({
      settings: { maximumHeartRateBpm: 187, zones: { scheme: "threshold", startsBpm: [145, 153, 162, 170, 175, 181] } },
      view: { excluded: [{ startS: 12, endS: 30 }] },
    });
    const before = "r2.a5j9jomRYTcjAwNXQX5BaU5iSWZ-HiPPBdbdrAxw0PCLcfkvoBIYeMTBBgQMXCCSDSTA2LDtDmvDxVMcQLZdQPhFAA";
    expect(decodeRun(before)).toMatchObject({
      settings: { maximumHeartRateBpm: 187, zones: null },
      view: { excluded: [{ startS: 12, endS: 30 }] },
    });
  });

  test("that are none, or none of their scheme, are refused", () => {
    const { startsBpm } = boundsOf("threshold", { ...NOTHING_KNOWN, thresholdBpm: 170 })!;
    expect(decodeRun(sent({ scheme: "threshold", startsBpm })).settings.zones?.startsBpm).toEqual(startsBpm);
    for (const zones of [
      { scheme: "threshold", startsBpm: startsBpm.slice(1) },
      { scheme: "own", startsBpm: [] },
      { scheme: "own", startsBpm: [133, 133] },
      { scheme: "watch", startsBpm: [133, 500] },
    ] as const) {
      expect(thrownBy(() => decodeLink(sent(zones)))).toMatchObject({ code: "bad-link" });
    }
  });
});

test("a sample has a short link of its own", () => {
  expect(encodeSampleLink("steady")).toBe("s1.steady");
  expect(decodeLink("#s1.steady")).toEqual({ kind: "sample", id: "steady" });
});

describe("a split's link", () => {
  test("shows where it leads", () => {
    expect(encodeSplitLink({ kind: "bundled" }, 24)).toBe("d1.24.test");
    expect(encodeSplitLink({ kind: "bundled" }, null)).toBe("d1.test");
    const url = "https://example.org/data/test.parquet?download=true";
    expect(encodeSplitLink({ kind: "url", url }, 7)).toBe(`d1.7.${url}`);
  });

  test("brings split and run back, through an address bar as well", () => {
    const anySplit: fc.Arbitrary<LinkedSplit> = fc.oneof(
      fc.constant({ kind: "bundled" } as const),
      fc.webUrl({ withQueryParameters: true }).map((text) => ({ kind: "url", url: webAddress(text)! }) as const),
    );
    const anyId = fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).map(wholeNumber));
    fc.assert(
      fc.property(anySplit, anyId, (split, workoutId) => {
        const link = encodeSplitLink(split, workoutId);
        expect(decodeLink(link)).toEqual({ kind: "split", split, workoutId, view: "" });
        const viewed = encodeSplitLink(split, workoutId, "sort=-climb&minutes=30..90");
        expect(decodeLink(viewed)).toEqual({ kind: "split", split, workoutId, view: "sort=-climb&minutes=30..90" });
        for (const own of [link, viewed]) {
          expect(new URL(`#${own}`, "https://example.org/page/").hash).toBe(`#${own}`);
        }
      }),
    );
  });
});

test("an address without a link refers to nothing", () => {
  expect(decodeLink("")).toBeNull();
  expect(decodeLink("#")).toBeNull();
});

describe("a link that is", () => {
  const bad = (link: string) => thrownBy(() => decodeLink(link));

  test("of a later version asks for the newer page", () => {
    for (const link of ["#r5.AAAA", "s2.steady", "r17.", "d2.test"]) expect(bad(link).code).toBe("newer-link");
    expect(bad("#r5.AAAA").message).toContain('"r5"');
  });

  test("foreign is named, shortened", () => {
    expect(bad("#access_token=abc")).toMatchObject({
      code: "bad-link",
      message: expect.stringMatching(/^The address ends in "#access_token=abc", which is no link that this page makes/),
    });
    expect(bad(`#${"x".repeat(5000)}`).message.length).toBeLessThan(200);
    expect(bad("#s1.<script>").message).toContain('names a sample, "<script>", that can\'t be one');
  });

  test("to a dataset that lies nowhere on the web, or to a run without a number, is named", () => {
    for (const link of ["d1.", "d1.train", "d1.24.", "d1.data:,a", "d1.7.file:///etc/passwd", "d1.1.5.test"]) {
      expect(bad(link)).toMatchObject({ code: "bad-link", message: expect.stringContaining("names a dataset") });
    }
    expect(bad("d1.18446744073709551616.test").message).toContain("names a run");
    expect(bad("d1.24.https://me:secret@example.org/a").code).toBe("bad-link");
  });

  test("cut off anywhere is told to be", () => {
    for (let length = 3; length < hour.length; length += 7) {
      expect(bad(hour.slice(0, length))).toMatchObject({
        code: "bad-link",
        message: `This link is damaged or was cut off: its ${length - 3} letters make no whole run. Copy the whole link again, or ask for the run's file.`,
      });
    }
  });

  test("marred by a letter that no link holds shows which one", () => {
    const marred = `${hour.slice(0, 23)}%${hour.slice(24)}`;
    expect(bad(marred)).toMatchObject({
      code: "bad-link",
      message: expect.stringContaining(`letter 21 of its ${hour.length - 3} is "%"`),
    });
  });

  test("whole, but of too few steps or too many, is no run's", () => {
    const numbers = (steps: number, end = [0, 0, 0, 0, 0, 0, 0, 0]) => {
      const writer = new ByteWriter();
      for (const value of [6_000_000, 1, 0, 190, 0, 0]) writer.unsigned(value);
      writer.text("population");
      writer.unsigned(0);
      writer.unsigned(steps);
      for (let i = 0; i < 3 * steps; i++) writer.signed(1);
      for (const value of end) writer.unsigned(value);
      return writer.toBytes();
    };
    expect(outcome(forged(numbers(10)))).toBe("run");
    expect(outcome(forged(numbers(9)))).toBe("bad-link");
    expect(outcome(forged(numbers(500_001)))).toBe("bad-link");
    expect(outcome(forged(Uint8Array.of(...numbers(10), 1)))).toBe("bad-link");
  });

  test("whole, but of a view that no page makes, is no run's", () => {
    const seen = (...view: number[]) => {
      const writer = new ByteWriter();
      for (const value of [6_000_000, 1, 0, 190, 0, 0]) writer.unsigned(value);
      writer.text("population");
      for (const value of [0, 10]) writer.unsigned(value);
      for (let i = 0; i < 30; i++) writer.signed(1);
      writer.text("");
      for (const value of [0, 0]) writer.unsigned(value);
      for (const value of view) writer.unsigned(value);
      return outcome(forged(writer.toBytes()));
    };
    const second = 1_000_000;
    expect(seen(60, 1, 0, second, 1, 0, second, 0, 0)).toBe("run");
    expect(seen(0, 0, 0, 1, 0)).toBe("run");
    // Of runs, prior and directions; then a mean of 1 and a factor of 1, in the steps that these are written in.
    expect(seen(0, 0, 0, 0, 50, 7, 1, 2 * 2048, 2 * 512)).toBe("run");
    const refused: [string, ...number[]][] = [
      ["more first minutes than the page offers", 61, 0, 0, 0, 0],
      ["a stretch behind the run", 0, 1, 61 * second, second, 0, 0, 0],
      ["two stretches shown", 0, 0, 2, 0, second, 0, second, 0, 0],
      ["an axis that nobody knows", 0, 0, 0, 2, 0],
      ["more other runs than are looked at", 0, 0, 0, 0, 51, 7, 0],
      ["a prior of more than 32 bits", 0, 0, 0, 0, 1, 2 ** 32, 0],
      ["more directions than any model has", 0, 0, 0, 0, 1, 7, 65, ...new Array<number>(65 + 65 * 33).fill(0)],
      ["a mean that is nobody's", 0, 0, 0, 0, 1, 7, 1, 2 * 65 * 2048, 0],
      ["a variance above the prior's", 0, 0, 0, 0, 1, 7, 1, 0, 2 * 513],
      ["more stretches than are read", 0, 201, ...new Array<number>(402).fill(1), 0, 0, 0],
    ];
    for (const [what, ...view] of refused) expect(seen(...view), what).toBe("bad-link");
  });

  test("whole, but of a sport that no table has, is no run's", () => {
    const named = (sport: string) => {
      const writer = new ByteWriter();
      for (const value of [6_000_000, 1, 0, 190, 0, 0]) writer.unsigned(value);
      writer.text("population");
      for (const value of [0, 10]) writer.unsigned(value);
      for (let i = 0; i < 30; i++) writer.signed(1);
      writer.text(sport);
      for (let i = 0; i < 7; i++) writer.unsigned(0);
      return outcome(forged(writer.toBytes()));
    };
    expect(["walking", "", "unlisted"].map(named)).toEqual(["run", "run", "run"]);
    expect(["Visit example.org", `walking${" walking".repeat(8)}`].map(named)).toEqual(["bad-link", "bad-link"]);
  });

  test("a bomb is not unpacked", () => {
    const bomb = `r2.${toBase64Url(deflateSync(new Uint8Array(10_000_000), { level: 9 }))}`;
    expect(bomb.length).toBeLessThan(50_000);
    const error = bad(bomb);
    expect(error.code).toBe("bad-link");
    expect(error.cause).toMatchObject({ name: "RangeError", message: "more than 8000000 bytes" });
  });
});

/** A link that unpacks and whose checksum is right, whatever it carries. */
function forged(payload: Uint8Array): string {
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, crc32(payload));
  return `r2.${toBase64Url(deflateSync(concatenate(Uint8Array, [payload, sum])))}`;
}

/** What decoding comes to: never anything but these. */
function outcome(link: string): string {
  try {
    return decodeLink(link)?.kind ?? "nothing";
  } catch (error) {
    if (error instanceof PredictorError) return error.code;
    throw error;
  }
}

const OUTCOMES = ["nothing", "run", "sample", "split", "bad-link", "newer-link"];

test("whatever an address ends in, it is a run, a sample, a split, nothing, or said to be a bad or newer link", () => {
  const anyHash = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string().map((text) => `#${text}`),
    fc
      .tuple(fc.constantFrom("r1.", "s1.", "d1.", "d1.1.https://", "r2.", "r3.", "r0."), fc.string())
      .map((parts) => parts.join("")),
    fc.base64String({ maxLength: 400 }).map((text) => `r2.${text.replace(/=/g, "")}`),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => `r2.${toBase64Url(deflateSync(bytes))}`),
    fc.uint8Array({ maxLength: 100 }).map(forged),
  );
  fc.assert(
    fc.property(anyHash, (hash) => {
      expect(OUTCOMES).toContain(outcome(hash));
    }),
    { numRuns: 1000 },
  );
});

test("one wrong letter anywhere is noticed, unless it says the same", () => {
  const short = encodeLink(shared(trackOf({ speedKmh: series(30, (i) => 8 + (i % 7)) })));
  const carried = decodeRun(short);
  for (let at = 0; at < short.length; at++) {
    for (const letter of "AZaz09-_.%#") {
      const marred = short.slice(0, at) + letter + short.slice(at + 1);
      const came = outcome(marred);
      expect(OUTCOMES).toContain(came);
      if (came === "run") expect(decodeRun(marred)).toEqual(carried);
    }
  }
});
