import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { createRunnableModel, predictTracks } from "../../inference/predict.ts";
import { DEFAULT_MODEL } from "../../model/bundled.ts";
import { anyContract } from "../../testing/contract.ts";
import { type Responses, responsesOf, TEXTBOOK } from "./responses.ts";

/** A heart that follows within a time constant, by so much a km/h and a percent, and drifts. */
const known = { timeConstantS: 40, bpmPerKmh: 6, bpmPerPercentUp: 3, bpmPerPercentDown: 2, bpmPerHour: 5 };

// No stage is a whole number of steps of 7 s.
test.each([6, 7])("the figures of a heart that is known are found, by steps of %i s", async (seconds) => {
  const contract = anyContract({ sampling: { kind: "fixed", seconds } });
  const responses = await responsesOf(contract, async (tracks) =>
    tracks.map(({ speedKmh, altitudeM, stepS }) => {
      let bpm = 80;
      return speedKmh.map((kmh, i) => {
        const before = i === 0 ? altitudeM[0] : altitudeM[i - 1];
        const percent = i === 0 ? 0 : (100 * (altitudeM[i] - before)) / ((kmh / 3.6) * stepS);
        const steadyBpm =
          80 + known.bpmPerKmh * kmh + (percent > 0 ? known.bpmPerPercentUp : known.bpmPerPercentDown) * percent;
        bpm = steadyBpm + (bpm - steadyBpm) * Math.exp(-stepS / known.timeConstantS);
        return bpm + (known.bpmPerHour * i * stepS) / 3600;
      });
    }),
  );
  expect(responses.step.onS).toBeCloseTo(known.timeConstantS, -0.5);
  expect(responses.step.offS).toBeCloseTo(known.timeConstantS, -0.5);
  expect(Math.abs(responses.ramp.bpmPerKmh - known.bpmPerKmh)).toBeLessThan(0.3);
  expect(responses.hill.bpmPerPercentUp).toBeCloseTo(known.bpmPerPercentUp, 1);
  expect(responses.hill.bpmPerPercentDown).toBeCloseTo(known.bpmPerPercentDown, 1);
  expect(responses.hours.bpmPerHour).toBeCloseTo(known.bpmPerHour, 1);
});

describe("the bundled model on a treadmill", () => {
  let responses: Responses;

  beforeAll(async () => {
    const file = readFileSync(`public/models/${DEFAULT_MODEL}.onnx`);
    const model = await createRunnableModel(new Uint8Array(file), "wasm");
    responses = await responsesOf(model.contract, (tracks) => predictTracks(tracks, model));
  });

  test("follows a change of pace within a minute, and answers to pace, slope and hours as its documents say", () => {
    const { step, ramp, hill, hours } = responses;
    const figures: [number, number, number][] = [
      [step.onS, 60, 3],
      [step.offS, 54, 3],
      [ramp.bpmPerKmh, 4.1, 0.2],
      [hill.bpmPerPercentUp, 1.3, 0.1],
      [hill.bpmPerPercentDown, 1.4, 0.1],
      [hours.bpmPerHour, 1.2, 0.2],
    ];
    for (const [found, stated, within] of figures) expect(Math.abs(found - stated)).toBeLessThan(within);
  });

  test("expects no less of a faster run, a steeper one or a later hour", () => {
    const { ramp, hill, hours } = responses;
    for (const { at, bpm } of [ramp, hill, hours]) {
      for (let i = 1; i < bpm.length; i++) expect(bpm[i], `at ${at[i]}`).toBeGreaterThanOrEqual(bpm[i - 1] - 0.05);
    }
  });
});

test("of a single runner, textbooks expect more bpm a km/h and a percent than of runners at large", () => {
  expect(TEXTBOOK.bpmPerKmh.lowest).toBeCloseTo(7.6, 1);
  expect(TEXTBOOK.bpmPerKmh.highest).toBeCloseTo(11.9, 1);
  expect(TEXTBOOK.bpmPerPercent.lowest).toBeCloseTo(3.4, 1);
  expect(TEXTBOOK.bpmPerPercent.highest).toBeCloseTo(5.4, 1);
});
