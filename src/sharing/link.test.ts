import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { Random, Wander } from "../dataset/random.ts";
import { compare } from "../evaluation/metrics.ts";
import { cumulativeGain } from "../features/series.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { thrownBy } from "../testing/parsing.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { concatenate } from "../workout/concatenate.ts";
import { PredictorError } from "../workout/error.ts";
import { crc32 } from "../workout/formats/crc32.ts";
import { smooth } from "../workout/smooth.ts";
import { wholeNumber } from "../workout/whole-number.ts";
import type { Track } from "../workout/workout.ts";
import { toBase64Url } from "./base64url.ts";
import { ByteWriter } from "./byte-stream.ts";
import { decodeLink, encodeLink, encodeSampleLink, encodeSplitLink, type LinkedSplit, type SharedRun } from "./link.ts";
import { webAddress } from "./web-address.ts";

const settings = { maximumHeartRateBpm: 187, speedUnit: "pace", distanceUnit: "km" } as const;

function shared(track: Track, rest: Partial<SharedRun> = {}): SharedRun {
  return { track, modelName: "population", settings, ...rest };
}

function decodeRun(link: string): SharedRun {
  const decoded = decodeLink(link);
  if (decoded?.kind !== "run") throw new Error(`${link} is no run's link`);
  return decoded.run;
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

const anyRun: fc.Arbitrary<SharedRun> = fc
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
    modelName: fc.string({ unit: "grapheme" }),
    settings: fc.record({
      maximumHeartRateBpm: fc.oneof(fc.constant(null), fc.integer({ min: 120, max: 230 })),
      speedUnit: fc.constantFrom("pace", "speed"),
      distanceUnit: fc.constantFrom("km", "mi"),
    }),
  })
  .map(({ steps, gender, intent, stepS, ...rest }) => ({
    ...rest,
    track: trackOf(
      {
        speedKmh: steps.map(({ kmh }) => kmh),
        altitudeM: steps.map(({ metres }) => metres),
        heartRateBpm: steps.map(({ bpm }) => bpm),
      },
      { gender, intent, stepS } as Partial<Track>,
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
        expect(track).toMatchObject({ gender: run.track.gender, intent: run.track.intent });
        expect(rest).toEqual({ modelName: run.modelName, settings: run.settings });
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

  test("carries no name, runner or sport, no date, and nothing else that the recording states", () => {
    const whose = {
      ...{ name: "Lena's lunch run", runner: "lena", sport: "trail running" },
      startedAt: { unixS: 1_714_550_400, utcOffsetS: 7200 },
      laps: [{ startS: 0, endS: 30, endedBy: "manual" as const }],
      ...{ sensor: "strap" as const, device: "Lena's watch" },
      runnerHeartRates: { maximumBpm: 191, restingBpm: 48, thresholdBpm: 172 },
    };
    const plain = trackOf({ speedKmh: series(20, () => 10) });
    const link = encodeLink(shared({ ...plain, ...whose }));
    expect(link).toBe(encodeLink(shared(plain)));
    expect(decodeRun(link).track).toMatchObject({ name: "Shared run", runner: null, sport: null });
  });

  test("keeps the time axis of 500 points over an hour and ten minutes", () => {
    const stepS = 4200 / 499;
    const { track } = decodeRun(encodeLink(shared(trackOf({ speedKmh: series(500, () => 10) }, { stepS }))));
    expect(Math.abs(499 * track.stepS - 4200)).toBeLessThan(0.001);
  });

  test("has at most 2,000 letters, all safe in an address, for an hour of a noisy run", () => {
    for (const seed of ["a", "b", "c", "d", "e"]) {
      const link = encodeLink(shared(noisyHour(seed)));
      expect(link).toMatch(/^r1\.[\w-]+$/);
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
        expect(decodeLink(link)).toEqual({ kind: "split", split, workoutId });
        expect(new URL(`#${link}`, "https://example.org/page/").hash).toBe(`#${link}`);
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
    for (const link of ["#r2.AAAA", "s2.steady", "r17.", "d2.test"]) expect(bad(link).code).toBe("newer-link");
    expect(bad("#r2.AAAA").message).toContain('"r2"');
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
    const numbers = (steps: number) => {
      const writer = new ByteWriter();
      for (const value of [6_000_000, 1, 0, 190, 0, 0]) writer.unsigned(value);
      writer.text("population");
      writer.unsigned(0);
      writer.unsigned(steps);
      for (let i = 0; i < 3 * steps; i++) writer.signed(1);
      return writer.toBytes();
    };
    expect(outcome(forged(numbers(10)))).toBe("run");
    expect(outcome(forged(numbers(9)))).toBe("bad-link");
    expect(outcome(forged(numbers(500_001)))).toBe("bad-link");
    expect(outcome(forged(Uint8Array.of(...numbers(10), 1)))).toBe("bad-link");
  });

  test("a bomb is not unpacked", () => {
    const bomb = `r1.${toBase64Url(deflateSync(new Uint8Array(10_000_000), { level: 9 }))}`;
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
  return `r1.${toBase64Url(deflateSync(concatenate(Uint8Array, [payload, sum])))}`;
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
      .tuple(fc.constantFrom("r1.", "s1.", "d1.", "d1.1.https://", "r2.", "r0."), fc.string())
      .map((parts) => parts.join("")),
    fc.base64String({ maxLength: 400 }).map((text) => `r1.${text.replace(/=/g, "")}`),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => `r1.${toBase64Url(deflateSync(bytes))}`),
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
