import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Library } from "../library/library.ts";
import { summarise } from "../workout/summary.ts";
import type { Track } from "../workout/workout.ts";
import { datedRun } from "./dated-runs.ts";

const FIGURES = { differenceBpm: 3, standardErrorBpm: 1, comparedS: 1800 };

const ROUTE = {
  timeS: Float64Array.of(0, 2, 7),
  eastM: Float32Array.of(-4, 2, 7.5),
  northM: Float32Array.of(1, -3, 40),
  isJoined: [false, true, false],
};

/** What every kind of library does. */
export function libraryTests(name: string, create: () => Promise<Library>): void {
  describe(name, () => {
    let library: Library;
    beforeEach(async () => {
      library = await create();
    });
    afterEach(async () => {
      await library.forgetAll();
      library.close();
    });

    test("gives back each run's track and facts, the oldest first and undated ones last", async () => {
      const facts = {
        laps: [{ startS: 0, endS: 600, endedBy: "manual" as const }],
        sensor: "strap" as const,
        sport: "running",
      };
      const runs = [datedRun("b", 9, facts), datedRun("c", 0, { startedAt: null }), datedRun("a", 2)];
      const kept = await library.keep(runs);
      expect(kept.map(({ outcome }) => outcome)).toEqual(["new", "new", "new"]);
      const summaries = await library.summaries();
      expect(summaries.map((run) => run.name)).toEqual(["run a", "run b", "run c"]);
      expect(summaries[1]).toMatchObject({ ...facts, runner: "Me", startedAt: runs[0].track.startedAt });
      for (const [i, { track }] of runs.entries()) {
        const back = await library.track(kept[i].id);
        expect(back).toEqual(track);
        expect(summaries.find(({ id }) => id === kept[i].id)?.summary).toEqual(summarise(track));
      }
    });

    test("keeps the shape of a run's way by the clock of its series, and forgets all routes and nothing else", async () => {
      const [{ id }] = await library.keep([datedRun("a", 1), datedRun("b", 2)]);
      const before = (await library.size()).bytes;
      expect(await library.route(id)).toBeNull();
      await library.keepRoutes([
        { id, route: ROUTE, laterS: 2 },
        { id: "removed", route: ROUTE, laterS: 0 },
      ]);
      expect(await library.route(id)).toEqual({
        timeS: Float64Array.of(0, 5),
        eastM: Float32Array.of(2, 7.5),
        northM: Float32Array.of(-3, 40),
        isJoined: [false, false],
      });
      const [{ routeBytes }, other] = await library.summaries();
      expect(routeBytes).toBeGreaterThan(0);
      expect(other.routeBytes).toBe(0);
      expect((await library.size()).bytes).toBe(before + routeBytes);
      expect(await library.keep([datedRun("a", 1)]), "what comes again takes nothing away").toMatchObject([
        { id, outcome: "known" },
      ]);
      expect(await library.route(id)).not.toBeNull();
      await library.forgetRoutes();
      expect(await library.route(id)).toBeNull();
      expect((await library.size()).bytes).toBe(before);
    });

    test("forgets the route with the series whose clock it goes by, and with the run", async () => {
      const { track } = datedRun("a", 2);
      const linked: Track = { ...track, startedAt: null };
      const [{ id }] = await library.keep([{ track: linked, runner: "Me", excluded: [] }]);
      await library.keepRoutes([{ id, route: ROUTE, laterS: 0 }]);
      await library.keep([{ track, runner: "Me", excluded: [] }]);
      expect(await library.route(id)).toBeNull();
      await library.keepRoutes([{ id, route: ROUTE, laterS: 0 }]);
      await library.remove([id]);
      expect(await library.route(id)).toBeNull();
    });

    test("keeps a run once, and completes it by what another recording knows", async () => {
      const { track } = datedRun("a", 2, { sensor: "wrist", device: "Watch" });
      const linked: Track = { ...track, name: "Shared run", startedAt: null, sensor: null, device: null };
      const [first] = await library.keep([{ track: linked, runner: "Me", excluded: [{ startS: 60, endS: 120 }] }]);
      await library.keepFigures("m", new Map([[first.id, FIGURES]]));
      expect(await library.keep([{ track, runner: "Me", excluded: [] }])).toEqual([{ ...first, outcome: "completed" }]);
      expect(await library.keep([{ track: linked, runner: "Me", excluded: [] }])).toEqual([
        { ...first, outcome: "known" },
      ]);
      const [run, ...more] = await library.summaries();
      expect(more).toEqual([]);
      expect(run).toMatchObject({
        id: first.id,
        name: track.name,
        startedAt: track.startedAt,
        device: "Watch",
        sensor: "wrist",
        excluded: [{ startS: 60, endS: 120 }],
      });
      expect(await library.figures("m")).toEqual(new Map());
    });

    test("keeps laps and what was excluded at their places on the recording whose series it keeps", async () => {
      const { track } = datedRun("a", 2);
      const seconds = 2 * track.stepS;
      const cut = (series: Float32Array) => series.slice(2);
      const later: Track = {
        ...track,
        startedAt: { ...track.startedAt!, unixS: track.startedAt!.unixS + seconds },
        ...{ speedKmh: cut(track.speedKmh), altitudeM: cut(track.altitudeM), heartRateBpm: cut(track.heartRateBpm) },
        ...{ cadenceSpm: cut(track.cadenceSpm), temperatureC: cut(track.temperatureC) },
        laps: [{ startS: 0, endS: 600, endedBy: "manual" }],
      };
      const excluded = [{ startS: 60, endS: 120 }];
      await library.keep([{ track, runner: "Me", excluded: [] }]);
      expect(await library.keep([{ track: later, runner: "Me", excluded }])).toMatchObject([
        { outcome: "completed", excluded },
      ]);
      const [run] = await library.summaries();
      expect(run.laps).toEqual([{ startS: seconds, endS: 600 + seconds, endedBy: "manual" }]);
      expect(run.excluded).toEqual([{ startS: 60 + seconds, endS: 120 + seconds }]);
    });

    test("keeps two runs that were dropped at once and are one, once", async () => {
      const run = datedRun("a", 1);
      expect((await library.keep([run, run])).map(({ outcome }) => outcome)).toEqual(["new", "known"]);
      expect(await library.size()).toMatchObject({ runs: 1 });
    });

    test("keeps the name that a person gave, and what was excluded", async () => {
      const run = datedRun("a", 1, { startedAt: null });
      const [{ id }] = await library.keep([run]);
      await library.change(id, { name: "Round the lake", excluded: [{ startS: 0, endS: 60 }], runner: "Ada" });
      await library.keep([datedRun("a", 1)]);
      const [kept] = await library.summaries();
      expect(kept).toMatchObject({ name: "Round the lake", excluded: [{ startS: 0, endS: 60 }], runner: "Ada" });
      expect(kept.startedAt).not.toBeNull();
    });

    test("gives a runner another name, and nobody else", async () => {
      await library.keep([datedRun("a", 1), datedRun("b", 2), { ...datedRun("c", 3), runner: "Ben" }]);
      await library.renameRunner("Me", "Ada");
      expect((await library.summaries()).map(({ name, runner }) => [name, runner])).toEqual([
        ["run a", "Ada"],
        ["run b", "Ada"],
        ["run c", "Ben"],
      ]);
    });

    test("forgets what a model said of a run that is changed or removed, and of other models", async () => {
      const ids = (await library.keep([datedRun("a", 1), datedRun("b", 2), datedRun("c", 3)])).map(({ id }) => id);
      const all = new Map(ids.map((id) => [id, FIGURES]));
      await library.keepFigures("m", all);
      await library.keepFigures("n", all);
      await library.change(ids[0], { excluded: [{ startS: 0, endS: 60 }] });
      await library.change(ids[1], { name: "b" });
      await library.remove([ids[2]]);
      await library.keepFigures("m", new Map([[ids[2], FIGURES]]));
      expect(await library.figures("m")).toEqual(new Map([[ids[1], FIGURES]]));
      await library.forgetFiguresBut(["m"]);
      expect((await library.figures("m")).size).toBe(1);
      expect((await library.figures("n")).size).toBe(0);
    });

    test("tells listeners of each change, and says of a removed run that it is gone", async () => {
      const listener = vi.fn();
      const end = library.onChange(listener);
      const [{ id }] = await library.keep([datedRun("a", 1)]);
      expect(listener).toHaveBeenCalledTimes(1);
      await library.remove([id]);
      expect(listener).toHaveBeenCalledTimes(2);
      end();
      await library.forgetAll();
      expect(listener).toHaveBeenCalledTimes(2);
      await expect(library.track(id)).rejects.toMatchObject({ code: "not-kept" });
      await expect(library.change(id, { name: "x" })).rejects.toMatchObject({ code: "not-kept" });
      expect(await library.size()).toEqual({ runs: 0, bytes: 0 });
    });
  });
}
