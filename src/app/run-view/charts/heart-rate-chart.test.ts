import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../../evaluation/zones.ts";
import { anyContract } from "../../../testing/contract.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { series } from "../../../testing/workouts.ts";
import { frameOf } from "../../charts/frame.ts";
import { heartRateRowsOf, runSeries } from "../../charts/run-series.ts";
import { TIME_AXIS } from "../../charts/x-axis.ts";
import { HeartRateChart } from "./heart-rate-chart.tsx";

/** Ten minutes, the measured line crossing the expected one between all steps. */
const track = trackOf({ heartRateBpm: series(101, (i) => 150 + (i % 2 === 0 ? 4 : -3)) });
const analysis = analyse(
  track,
  predictionOf(track, { heartRateBpm: new Float32Array(101).fill(150) }),
  anyContract(),
  zonesOf(190),
  NO_CALIBRATION,
);
const frame = frameOf(900, 320, false);

function drawn(startS: number, endS: number): string {
  const span = { startS, endS, axis: TIME_AXIS };
  return renderToStaticMarkup(
    createElement(HeartRateChart, {
      rows: heartRateRowsOf(analysis, span, 800),
      stepS: track.stepS,
      span,
      xTicks: [],
      scale: runSeries(analysis, { speedUnit: "pace", distanceUnit: "km" }).heartRate,
      frame,
      settlingS: 0,
      withXAxis: false,
      trace: undefined,
    }),
  );
}

test("a minute's steps are dots, one each and none where lines cross; those of a whole run are not told apart", () => {
  const dots = /class="measured steps" d="([^"]*)"/.exec(drawn(120, 180))?.[1] ?? "";
  expect(dots.match(/h0/g)).toHaveLength(11);
  expect(dots.includes("L")).toBe(false);
  expect(drawn(0, 600).includes("steps")).toBe(false);
});

test("the interval has an upper and a lower edge", () => {
  const edge = /class="band-edge" d="([^"]*)"/.exec(drawn(0, 600))?.[1] ?? "";
  expect(edge.match(/M/g)).toHaveLength(2);
});
