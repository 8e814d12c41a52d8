import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../../evaluation/zones.ts";
import { anyContract } from "../../../testing/contract.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { Legend } from "./legend.tsx";

const track = trackOf({ heartRateBpm: new Float32Array(100).fill(150) });
const contract = anyContract({ settlingS: 24 });

function namesOf(track: ReturnType<typeof trackOf>, startS: number): string {
  const analysis = analyse(track, predictionOf(track), contract, zonesOf(190), NO_CALIBRATION);
  const html = renderToStaticMarkup(createElement(Legend, { analysis, span: { startS, endS: 594 } }));
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

test("the legend names the settling only where it is shown, and says once what is harder and easier than expected", () => {
  expect(namesOf(track, 0)).toMatch(/measured expected settling .*harder easier than expected/);
  expect(namesOf(track, 30)).not.toContain("settling");
});

test("the legend names a second model's line by its model", () => {
  const analysis = analyse(track, predictionOf(track), contract, zonesOf(190), NO_CALIBRATION);
  const span = { startS: 30, endS: 594 };
  const html = renderToStaticMarkup(createElement(Legend, { analysis, second: { name: "other" }, span }));
  expect(html).toContain("expected by other");
});

test("the legend of a run without a heart rate names what was expected alone", () => {
  const unmeasured = trackOf({ heartRateBpm: new Float32Array(100).fill(Number.NaN) });
  expect(namesOf(unmeasured, 30)).not.toMatch(/measured|harder|easier/);
});
