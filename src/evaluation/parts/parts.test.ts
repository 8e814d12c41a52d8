import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { meanAbsolute } from "../../base/statistics.ts";
import { cardiacDrift, nextHeartRate, oxygenUptake, steadyShare } from "../../dataset/simulator/physiology.ts";
import { simulateRun } from "../../dataset/simulator/simulator.ts";
import { createRunnableModel, predictTrack, predictTracks, type RunnableModel } from "../../inference/predict.ts";
import { DEFAULT_MODEL } from "../../model/bundled.ts";
import { prepareRun } from "../../model/prepare.ts";
import { anyRunner } from "../../testing/any-runner.ts";
import { trackOf } from "../../testing/tracks.ts";
import { slopesOf } from "../../workout/graded-speed.ts";
import { runKinds } from "../../workout/run-kind.ts";
import type { Track } from "../../workout/workout.ts";
import { expectedHeartRate, NO_CALIBRATION } from "../expected-heart-rate.ts";
import { BASE_KMH, type RunPart, runParts } from "./counterfactuals.ts";
import { expectedPartsOf, type PredictionParts, predictionParts } from "./parts.ts";

const STEP_S = 6;
const HOUR = 600;

let models: RunnableModel[];

beforeAll(async () => {
  models = await Promise.all(
    // The LSTM settles, as imported models do.
    [DEFAULT_MODEL, "population-lstm"].map((name) =>
      createRunnableModel(new Uint8Array(readFileSync(`public/models/${name}.onnx`)), "wasm"),
    ),
  );
});

const partsBy = (model: RunnableModel) => (track: Track) =>
  predictionParts(track, (tracks) => predictTracks(tracks, model));

/** A simulated runner without noise as a model: what their heart rate does is known, and so is each part of it. */
async function partsOfSimulatedRunner(track: Track): Promise<PredictionParts> {
  return predictionParts(track, async (tracks) => tracks.map(simulatedHeartRate));
}

function simulatedHeartRate(track: Track): Float32Array {
  const [restingBpm, maximumBpm, oxygenReserve] = [60, 185, 42];
  const slopes = slopesOf(track);
  let bpm = restingBpm;
  return track.speedKmh.map((kmh, i) => {
    const effort = oxygenUptake(kmh, slopes[i]) / oxygenReserve;
    const steadyBpm = restingBpm + (maximumBpm - restingBpm) * steadyShare(effort);
    bpm = nextHeartRate(bpm, steadyBpm, { riseS: 40, recoveryS: 70 }, track.stepS);
    return bpm + cardiacDrift(i * track.stepS, 0.15);
  });
}

/** Sum of the parts at each step. */
function summed(baseBpm: Float32Array, parts: (Float32Array | null)[]): Float32Array {
  return baseBpm.map((bpm, i) => parts.reduce((sum, part) => sum + (part?.[i] ?? 0), bpm));
}

/** How much each part moves the heart rate, on average over the run. */
function sizes({ byPart }: PredictionParts): Record<RunPart, number> {
  return Object.fromEntries(runParts.map((part) => [part, meanAbsolute(byPart[part])])) as Record<RunPart, number>;
}

/** Runs of stretches of their own speed and slope, with stops among them. */
const anyTrack = fc
  .record({
    stretches: fc.array(
      fc.record({
        steps: fc.integer({ min: 3, max: 200 }),
        speedKmh: fc.oneof(fc.constant(0), fc.double({ min: 3, max: 19, noNaN: true })),
        slope: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    gender: fc.constantFrom(0, 0.5, 1),
  })
  .map(({ stretches, gender }) => {
    const all = stretches.flatMap((stretch) => Array.from({ length: stretch.steps }, () => stretch));
    const speedKmh = all.map((stretch) => stretch.speedKmh);
    let altitudeM = 300;
    const altitudesM = all.map(({ speedKmh, slope }) => (altitudeM += (speedKmh / 3.6) * STEP_S * slope));
    const heartRateBpm = speedKmh.map((kmh) => 110 + 4 * kmh);
    return trackOf(
      { speedKmh, altitudeM: altitudesM, heartRateBpm },
      { stepS: STEP_S, gender: gender as Track["gender"] },
    );
  });

test("base and parts add up to what is expected of any run, settling or fitted to its runner or not", async () => {
  const fit = fc.record({ model: fc.constantFrom(0, 1), isLearnt: fc.boolean(), warmUpS: fc.constantFrom(0, 600) });
  await fc.assert(
    fc.asyncProperty(anyTrack, fit, async (track, { model: k, isLearnt, warmUpS }) => {
      const model = models[k];
      const prediction = await predictTrack(track, model);
      const directions = model.contract.calibration!.directions.length;
      const history = isLearnt ? anyRunner("parts", directions) : NO_CALIBRATION.history;
      const expected = expectedHeartRate(prediction, model.contract, { history, warmUpS });
      const parts = expectedPartsOf(await partsBy(model)(track), expected, prediction.heartRateBpm);
      const isFitted = isLearnt || warmUpS > 0;
      expect(parts.byPart.runner !== null).toBe(isFitted);
      summed(parts.baseBpm, Object.values(parts.byPart)).forEach((bpm, i) => {
        expect(Math.abs(bpm - expected.heartRateBpm[i]), `at step ${i}`).toBeLessThan(0.05);
      });
    }),
    { numRuns: 12, seed: 20 },
  );
});

describe("a part is nothing where the run has nothing of it", () => {
  test("an even run on the level at the base's speed is the base", async () => {
    const speedKmh = new Float32Array(150).fill(BASE_KMH);
    const { byPart } = await partsBy(models[0])(trackOf({ speedKmh, altitudeM: new Float32Array(150).fill(120) }));
    for (const part of runParts) expect(meanAbsolute(byPart[part]), part).toBeLessThan(0.01);
  });

  test("an even run on the level has neither changes nor hills, and nobody is fresher before a quarter of an hour", async () => {
    const { byPart } = await partsBy(models[0])(trackOf({ speedKmh: new Float32Array(HOUR).fill(13) }));
    expect(meanAbsolute(byPart.changes)).toBeLessThan(0.01);
    expect(meanAbsolute(byPart.hills)).toBe(0);
    expect(meanAbsolute(byPart.timeOnFeet.subarray(0, 150))).toBe(0);
    expect(byPart.timeOnFeet[HOUR - 1]).toBeGreaterThan(0);
  });
});

describe("of a heart rate whose parts are known", () => {
  const speedKmh = Float32Array.from({ length: HOUR }, (_, i) => 12 + 3 * Math.sign(Math.sin(i / 20)));
  const altitudeM = Float32Array.from({ length: HOUR }, (_, i) => 400 + 30 * Math.sin(i / 35));
  const track = trackOf({ speedKmh, altitudeM }, { stepS: STEP_S });
  /** Adds up speed, altitude above the start and hours, each with a factor of its own. */
  const additive = async (tracks: readonly Track[]) =>
    tracks.map((own) =>
      own.speedKmh.map((kmh, i) => 80 + 5 * kmh + 0.4 * (own.altitudeM[i] - 400) + 6 * ((i * STEP_S) / 3600)),
    );

  test("each is found", async () => {
    const { baseBpm, byPart } = await predictionParts(track, additive);
    for (const i of [0, 77, 240, 400, 599]) {
      expect(baseBpm[i]).toBeCloseTo(80 + 5 * BASE_KMH + 6 * freshHours(i), 3);
      expect(byPart.hills[i]).toBeCloseTo(0.4 * 30 * Math.sin(i / 35), 2);
      expect(byPart.pace[i] + byPart.changes[i]).toBeCloseTo(5 * (speedKmh[i] - BASE_KMH), 3);
      expect(byPart.timeOnFeet[i]).toBeCloseTo(6 * ((i * STEP_S) / 3600 - freshHours(i)), 3);
    }
  });

  /** Longest time for which a fresh runner has run. */
  const FRESH_S = 1800;

  /** Hours for which a fresh runner has run at a step: within ten minutes of twenty once that is possible. */
  function freshHours(i: number): number {
    const hours = (i * STEP_S) / 3600;
    return Math.min(hours, hours > FRESH_S / 3600 ? meanFreshHours(i) : hours - late(i));
  }

  function late(i: number): number {
    // Who sets out after ten minutes comes in from the twentieth on.
    return Math.max(0, (i * STEP_S - 1200) / 600) * (600 / 3600);
  }

  function meanFreshHours(i: number): number {
    const age = (i * STEP_S) % 600;
    return (((600 - age) / 600) * (1200 + age) + (age / 600) * (600 + age)) / 3600;
  }
});

describe("of simulated runs, whose parts are known", () => {
  test.each(runKinds)("a %s run's parts rank as they do in its runner's heart", async (kind) => {
    for (const run of [1, 2, 3]) {
      const workout = simulateRun({ seed: 4, runner: run, run, kind });
      const { track } = prepareRun(workout, models[0].contract, { gender: null, intent: null });
      const known = sizes(await partsOfSimulatedRunner(track));
      const found = sizes(await partsBy(models[0])(track));
      for (const larger of runParts) {
        for (const smaller of runParts) {
          if (known[larger] < 1.5 * known[smaller] + 1) continue;
          expect(found[larger], `${larger} beside ${smaller} of run ${run}`).toBeGreaterThan(found[smaller]);
        }
      }
    }
  });
});
