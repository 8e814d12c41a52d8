import { expect, test } from "vitest";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { recoveriesOf } from "./recovery.ts";

/** Three efforts of four minutes with rests of two minutes, one, and nearly three behind them, after ten easy minutes. */
const EFFORTS = [600, 966, 1272].map((startS) => ({ startS, endS: startS + 240 }));
const isWork = (timeS: number) => EFFORTS.some(({ startS, endS }) => timeS >= startS && timeS < endS);
const speedKmh = series(281, (i) => (i * 6 < 600 ? 10 : isWork(i * 6) ? 16 : 7));

/** 180 bpm at the end of each effort, then 40 bpm less a minute. */
function heartRateAt(timeS: number): number {
  const latest = EFFORTS.findLast(({ endS }) => endS <= timeS);
  if (isWork(timeS)) return 180;
  return latest ? 180 - (40 / 60) * (timeS - latest.endS) : 140;
}

test("the heart rate's fall is told from its peak at an effort's end, as far as the rest goes", () => {
  const track = trackOf({ speedKmh, heartRateBpm: series(281, (i) => heartRateAt(6 * i)) });
  const recoveries = recoveriesOf({ track, comparedBpm: track.heartRateBpm });
  expect(recoveries.map(({ effort, fromS, peakBpm }) => [effort, fromS, peakBpm])).toEqual([
    [1, 840, 180],
    [2, 1206, 180],
    [3, 1512, 180],
  ]);
  const falls = recoveries.map(({ fallBpm }) => fallBpm.map((bpm) => bpm && Number(bpm.toFixed(3))));
  expect(falls).toEqual([
    [40, 80],
    [40, null],
    [40, 80],
  ]);
});

test("there is none without intervals, without a heart rate, or where the end of an effort is excluded", () => {
  const track = trackOf({ speedKmh, heartRateBpm: series(281, (i) => heartRateAt(6 * i)) });
  const steady = { ...track, speedKmh: new Float32Array(281).fill(11) };
  expect(recoveriesOf({ track: steady, comparedBpm: track.heartRateBpm })).toEqual([]);
  expect(recoveriesOf({ track, comparedBpm: new Float32Array(281).fill(Number.NaN) })).toEqual([]);
  const comparedBpm = track.heartRateBpm.map((bpm, i) => (Math.abs(6 * i - 1206) < 40 ? Number.NaN : bpm));
  expect(recoveriesOf({ track, comparedBpm }).map(({ effort }) => effort)).toEqual([1, 3]);
});
