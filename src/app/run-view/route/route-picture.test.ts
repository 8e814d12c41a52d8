import { expect, test } from "vitest";
import { series } from "../../../testing/workouts.ts";
import type { Route } from "../../../workout/route.ts";
import { legPaths, momentAt, pictureOf, placeAt, scaleBar, spansPath } from "./route-picture.ts";

/** Two rounds of a track of 400 m, 3 m/s, a position a second. */
const RADIUS_M = 400 / (2 * Math.PI);
const rounds: Route = {
  timeS: Float64Array.from(series(267, (i) => i)),
  eastM: Float32Array.from(series(267, (i) => RADIUS_M * Math.sin((3 * i) / RADIUS_M))),
  northM: Float32Array.from(series(267, (i) => RADIUS_M * Math.cos((3 * i) / RADIUS_M))),
  isJoined: series(267, (i) => i > 0),
};

test("a route keeps its shape, with north up, and fits into its picture", () => {
  const straight = { eastM: Float32Array.of(-100, 100), northM: Float32Array.of(-25, 25) };
  const { x, y, width, height, pxPerMetre } = pictureOf(straight, 400);
  expect([x[1] - x[0], y[0] - y[1]]).toEqual([200 * pxPerMetre, 50 * pxPerMetre]);
  expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...x)).toBeLessThanOrEqual(width);
  expect(Math.min(...y)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...y)).toBeLessThanOrEqual(height);
  const north = pictureOf({ eastM: Float32Array.of(0, 0), northM: Float32Array.of(-3000, 3000) }, 300);
  expect(north.y[0]).toBeLessThanOrEqual(north.height);
});

test("a pointer means the pass next to the moment before, and nothing far from the route", () => {
  const picture = pictureOf(rounds, 400);
  const start = { x: picture.x[0], y: picture.y[0] };
  expect(momentAt(rounds, picture, start, null)).toBe(0);
  expect(Math.abs(momentAt(rounds, picture, start, 120)! - 133)).toBeLessThanOrEqual(2);
  expect(Math.abs(momentAt(rounds, picture, start, 250)! - 266)).toBeLessThanOrEqual(2);
  expect(momentAt(rounds, picture, { x: picture.width / 2, y: picture.height / 2 }, null)).toBe(null);
});

test("a moment has a place between two positions, and none within a gap", () => {
  const picture = pictureOf(rounds, 400);
  expect(placeAt(rounds, picture, 10.5)!.x).toBeCloseTo((picture.x[10] + picture.x[11]) / 2, 3);
  const broken = { ...rounds, isJoined: rounds.isJoined.map((isJoined, k) => isJoined && k !== 11) };
  expect(placeAt(broken, picture, 10.5)).toBe(null);
  expect(placeAt(broken, picture, 11)).not.toBe(null);
  expect(placeAt(rounds, picture, 300)).toBe(null);
});

test("legs of one key are one path, which begins anew behind a gap and where the key changes", () => {
  const picture = { x: Float32Array.of(0, 10, 20, 30, 40), y: new Float32Array(5) };
  const isJoined = [false, true, true, false, true];
  const paths = legPaths({ isJoined }, picture, (k) => (k === 2 ? 1 : 0));
  expect(paths.get(0)).toBe("M0 0h0L10 0M30 0h0L40 0");
  expect(paths.get(1)).toBe("M10 0h0L20 0");
  expect(legPaths({ isJoined }, picture, () => null).size).toBe(0);
});

test("points that are drawn on one another are left out, but no leg's end", () => {
  const picture = { x: Float32Array.from(series(1000, (i) => i / 100)), y: new Float32Array(1000) };
  const path = legPaths({ isJoined: series(1000, (i) => i > 0) }, picture, () => 0).get(0)!;
  expect(path.length).toBeLessThan(150);
  expect(path.endsWith("L10 0")).toBe(true);
});

test("a stretch is marked from its start to its end", () => {
  const picture = { ...pictureOf(rounds, 400), x: Float32Array.from(rounds.timeS), y: new Float32Array(267) };
  expect(spansPath(rounds, picture, [{ startS: 10, endS: 12 }])).toBe("M10 0h0L11 0L12 0");
});

test("the scale bar is the longest round distance that fits", () => {
  expect(scaleBar({ width: 300, pxPerMetre: 0.1 }, "km")).toEqual({ label: "500 m", px: 50 });
  expect(scaleBar({ width: 300, pxPerMetre: 0.03 }, "km")).toEqual({ label: "2 km", px: 60 });
  expect(scaleBar({ width: 300, pxPerMetre: 0.03 }, "mi").label).toBe("1 mi");
  expect(scaleBar({ width: 300, pxPerMetre: 2 }, "mi").label).toBe("100 ft");
});
