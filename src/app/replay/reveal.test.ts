import fc from "fast-check";
import { expect, test } from "vitest";
import { heartRateRows } from "../charts/heart-rate-rows.ts";
import { revealedHeartRate, revealedValues } from "./reveal.ts";

const bpm = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 60, max: 200 }) }, fc.constant(Number.NaN));
const anyRun = fc.array(fc.record({ expected: fc.integer({ min: 60, max: 200 }), measured: bpm }), {
  minLength: 2,
  maxLength: 40,
});

function placedRows(run: { expected: number; measured: number }[]) {
  const series = {
    timeS: run.map((_, i) => 6 * i),
    measuredBpm: run.map(({ measured }) => measured),
    expected: { heartRateBpm: run.map(({ expected }) => expected), lowerBpm: null, upperBpm: null, settlingS: 0 },
  };
  const lastS = 6 * (run.length - 1);
  const rows = heartRateRows(
    series,
    run.map((_, i) => i),
  );
  return rows.map((row) => ({ ...row, x: row.timeS / lastS }));
}

test("nothing jumps: what is revealed once stays as it is, and the head lies on the line between its neighbours", () => {
  fc.assert(
    fc.property(anyRun, fc.double({ min: 0, max: 1, noNaN: true }), (run, share) => {
      const rows = placedRows(run);
      const momentS = share * 6 * (run.length - 1);
      const shown = revealedHeartRate(rows, momentS);
      const whole = rows.filter(({ timeS }) => timeS <= momentS);
      expect(shown.slice(0, whole.length)).toEqual(whole);
      expect(shown.length - whole.length).toBeLessThanOrEqual(1);
      const head = shown.at(-1)!;
      expect(head.timeS).toBeCloseTo(momentS, 6);
      expect(head.x).toBeCloseTo(share, 6);
      if (shown.length === whole.length) return;
      const [before, after] = [rows[whole.length - 1], rows[whole.length]];
      const low = Math.min(before.expectedBpm!, after.expectedBpm!);
      const high = Math.max(before.expectedBpm!, after.expectedBpm!);
      expect(head.expectedBpm).toBeGreaterThanOrEqual(low - 1e-9);
      expect(head.expectedBpm).toBeLessThanOrEqual(high + 1e-9);
    }),
  );
});

test("a line that is broken has no head in its gap", () => {
  const rows = [
    { timeS: 0, x: 0, value: 10 },
    { timeS: 6, x: 0.5, value: null },
    { timeS: 12, x: 1, value: 12 },
  ];
  expect(revealedValues(rows, 3)).toEqual([rows[0], { timeS: 3, x: 0.25, value: null }]);
  expect(revealedValues(rows, 12)).toEqual(rows);
});
