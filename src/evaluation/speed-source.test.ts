import { expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { speedSourceOf } from "./speed-source.ts";

const random = new Random("speeds");
const slow = (i: number) => 10 + 3 * Math.sin(i / 60);

function runOf(noiseKmh: number, pointS = 2) {
  const speedKmh = series(900, (i) => slow(i) + random.normal(0, noiseKmh));
  return workoutOf({ timeS: series(900, (i) => i * pointS), speedKmh });
}

test("a speed that wanders by a tenth of a km/h is the device's, one by half of one is as from positions", () => {
  expect(speedSourceOf(runOf(0.1), [])).toBe("device, smooth");
  expect(speedSourceOf(runOf(0.5), [])).toBe("device, noisy as from positions");
});

test("spikes and stops do not make a smooth speed noisy", () => {
  const run = runOf(0.1);
  for (let i = 0; i < 900; i += 20) run.speedKmh[i] = i % 40 === 0 ? 40 : 0;
  expect(speedSourceOf(run, [])).toBe("device, smooth");
});

test("points far apart, and bare timesteps, do not tell", () => {
  expect(speedSourceOf(runOf(0.5, 8), [])).toBe("device, too sparse to tell");
  expect(speedSourceOf({ ...runOf(0.5), sampling: "timesteps" }, [])).toBe("device, too sparse to tell");
});

test("what the repair derived is told by its ledger", () => {
  expect(speedSourceOf(runOf(0.1), [{ code: "speed-from-distance" }])).toBe("from distance");
  expect(speedSourceOf(runOf(0.1), [{ code: "pause" }, { code: "speed-from-positions" }])).toBe("from positions");
});
