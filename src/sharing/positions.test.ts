import { expect, test } from "vitest";
import { keptLine } from "../library/kept-line.ts";
import { storedRun, trackOf } from "../library/kept-run.ts";
import { packRoute, unpackRoute } from "../library/packed-route.ts";
import { prepareRun } from "../model/prepare.ts";
import { anyContract } from "../testing/contract.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { reachOf, routeOf } from "../workout/route.ts";
import { predictionCsv } from "./csv.ts";
import { encodeLink } from "./link.ts";
import { PLAIN_VIEW } from "./shared-view.ts";

/** A run with a stated speed, from a place on. */
function runFrom(latitudeDeg: number, longitudeDeg: number) {
  const wave = series(601, (second) => Math.sin(second / 90) / 5000);
  return workoutOf({
    timeS: series(601, (second) => second),
    speedKmh: series(601, (second) => 10 + Math.sin(second / 60)),
    altitudeM: series(601, (second) => 200 + Math.sin(second / 200)),
    heartRateBpm: series(601, (second) => 120 + second / 20),
    latitudeDeg: series(601, (second) => latitudeDeg + second / 50_000),
    longitudeDeg: wave.map((degrees) => longitudeDeg + degrees),
  });
}

/** All that leaves the page's memory of a run, and what a network is given. */
function leaving(workout: ReturnType<typeof runFrom>) {
  const { track, features } = prepareRun(workout, anyContract(), { gender: null, intent: null });
  const settings = { maximumHeartRateBpm: null, zones: null, speedUnit: "pace", distanceUnit: "km" } as const;
  const kept = storedRun({ track, runner: "Me", excluded: [] }, 0);
  return {
    features,
    link: encodeLink({ track, isSimulated: false, modelName: "a model", settings, view: PLAIN_VIEW }),
    csv: predictionCsv(track, track.heartRateBpm, null),
    kept,
    takenAway: keptLine(kept.run, trackOf(kept)),
  };
}

test("neither link, table, library, its file nor features tell where on earth a run was", () => {
  const [here, there] = [runFrom(48, 11), runFrom(-33, 151)];
  expect(leaving(there)).toEqual(leaving(here));
  expect(routeOf(there)!.northM[600]).toBeCloseTo(routeOf(here)!.northM[600], 0);
  expect(routeOf(there)!.eastM).not.toEqual(routeOf(here)!.eastM);
});

test("a kept route is of metres around its middle alone", () => {
  for (const route of [runFrom(48, 11), runFrom(-33, 151)].map((run) => unpackRoute(packRoute(routeOf(run)!)))) {
    expect(Object.keys(route).sort()).toEqual(["eastM", "isJoined", "northM", "timeS"]);
    for (const metres of [route.eastM, route.northM]) {
      const { least, most } = reachOf(metres);
      expect(Math.abs(least + most)).toBeLessThan(1);
    }
  }
});
