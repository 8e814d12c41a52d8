/** @module-tag slow */
import { expect, test } from "vitest";
import { anyRunner } from "../testing/any-runner.ts";
import { fuzz } from "../testing/fuzzing.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { encodeComparisonLink } from "./comparison-link.ts";
import { decodeLink, encodeLink, encodeSampleLink } from "./link.ts";
import { PLAIN_VIEW, type SharedView } from "./shared-view.ts";

const track = trackOf({
  speedKmh: series(120, (i) => 10 + Math.sin(i / 9)),
  altitudeM: series(120, (i) => 300 + i / 10),
  heartRateBpm: series(120, (i) => (i % 11 === 0 ? Number.NaN : 140 + (i % 7))),
});
const settings = { maximumHeartRateBpm: 187, zones: null, speedUnit: "pace", distanceUnit: "km" } as const;
const view: SharedView = {
  ...PLAIN_VIEW,
  calibration: { learnt: { ...anyRunner("fuzz", 16), prior: 0xfeedbeef }, warmUpMinutes: 10 },
  excluded: [
    { startS: 60, endS: 120 },
    { startS: 300, endS: 302.5 },
  ],
  zoom: { startS: 30, endS: 600 },
};
const links = [
  ...[PLAIN_VIEW, view].map((seen) =>
    encodeLink({ track, isSimulated: false, modelName: "population", settings, view: seen }),
  ),
  encodeComparisonLink(
    [PLAIN_VIEW, view].map((seen) => ({ track, isSimulated: false, modelName: "population", settings, view: seen })),
    "share",
  ),
  encodeSampleLink("steady"),
];

test("damaged copies of links", () =>
  fuzz(
    links.map((link) => ({ name: link.slice(0, 12), bytes: new TextEncoder().encode(`#${link}`) })),
    (bytes) => {
      const link = decodeLink(new TextDecoder().decode(bytes));
      if (link?.kind !== "run") return;
      const { speedKmh, altitudeM, heartRateBpm } = link.run.track;
      expect(altitudeM).toHaveLength(speedKmh.length);
      expect(heartRateBpm).toHaveLength(speedKmh.length);
      expect(speedKmh.every(Number.isFinite) && altitudeM.every(Number.isFinite)).toBe(true);
      const { belief } = link.run.view?.calibration.learnt ?? {};
      expect(belief === undefined || [...belief.mean, ...belief.covariance].every(Number.isFinite)).toBe(true);
    },
  ));
