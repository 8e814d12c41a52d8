import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../../evaluation/zones.ts";
import { anyContract } from "../../../testing/contract.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { series } from "../../../testing/workouts.ts";
import { AWAY } from "../../charts/cursor.ts";
import { runAxes } from "../../charts/x-axis.ts";
import { Readout } from "./readout.tsx";

const units = { speedUnit: "pace", distanceUnit: "km" } as const;

function readAt(timeS: number, heartRateBpm: readonly number[]): string {
  const track = trackOf({ heartRateBpm });
  const analysis = analyse(track, predictionOf(track), anyContract(), zonesOf(190), NO_CALIBRATION);
  const axes = runAxes(track, analysis.durationS, units, "time");
  return renderToStaticMarkup(
    createElement(Readout, {
      ...{ analysis, second: null, figures: analysis, units, distance: axes.distance },
      span: { startS: 0, endS: analysis.durationS },
      cursor: createStore(() => ({ ...AWAY, timeS })),
    }),
  );
}

test("the zone at a moment is that of the heart rate as it is written", () => {
  const read = readAt(
    60,
    series(101, (i) => (i === 10 ? 132.6 : 120)),
  );
  expect(read).toContain("measured 133 (zone 3)");
  expect(read).toContain("Measured, Z3");
});

test("a moment without a heart rate has no zone and no difference", () => {
  const read = readAt(
    60,
    series(101, (i) => (i === 10 ? Number.NaN : 120)),
  );
  expect(read).toContain("measured —, expected 150 bpm");
  expect(read).toContain("<dt>Measured</dt><dd>— </dd>");
  expect(read).toContain("<dt>Difference</dt><dd>— </dd>");
});
