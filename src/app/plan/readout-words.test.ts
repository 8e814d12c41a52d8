import { expect, test } from "vitest";
import { placeAxis } from "../charts/x-axis.ts";
import type { PlanLines } from "./plan-lines.ts";
import { readoutWords } from "./readout-words.ts";

function linesOf(bpm: number, paceS: number, wholeKm: number): PlanLines {
  const constant = (value: number) => Float32Array.of(value, value);
  return {
    ...{ id: 1, wholeKm, atKm: Float64Array.of(0, wholeKm), placeKm: Float64Array.of(0, wholeKm) },
    ...{ expectedBpm: constant(bpm), lowerBpm: constant(bpm - 20), upperBpm: constant(bpm + 20) },
    ...{ paceS: constant(paceS), altitude: constant(0) },
  };
}

const span = { startS: 0, endS: 10, axis: placeAxis("km") };
const units = { distanceUnit: "km" } as const;

test("at a place a plan tells what is expected, other plans by their pace, and measured − expected of the run over it", () => {
  const measured = { atKm: Float64Array.of(0, 10), bpm: Float32Array.of(161.4, 161.4) };
  const lines = { own: linesOf(150, 330, 10), others: [linesOf(160, 300, 10)], measured, units, span };
  expect(readoutWords(lines, 4)).toBe(
    "4.00 km: expected 150 (130–170) bpm at 5:30 min/km; 160 bpm at 5:00 min/km; measured 161 bpm, +11",
  );
});

test("neither a shorter plan nor a run without a heart rate there is told", () => {
  const measured = { atKm: Float64Array.of(0, 10), bpm: Float32Array.of(150, Number.NaN) };
  const lines = { own: linesOf(150, 330, 10), others: [linesOf(160, 300, 3)], measured, units, span };
  expect(readoutWords(lines, 4)).toBe("4.00 km: expected 150 (130–170) bpm at 5:30 min/km");
});
