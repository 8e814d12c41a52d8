import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulateRuns } from "../dataset/simulator/simulator.ts";
import { gridRun } from "../model/prepare.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { decodeLink, encodeLink } from "../sharing/link.ts";
import { PLAIN_VIEW } from "../sharing/shared-view.ts";
import { datedTrack } from "../testing/dated-runs.ts";
import { parseOne } from "../testing/parsing.ts";
import { type RecordedPoint, recordedAs } from "../testing/recorded-as.ts";
import type { Track, Workout } from "../workout/workout.ts";
import type { NewRun } from "./kept-run.ts";
import { MemoryLibrary } from "./memory-library.ts";

const METRES_PER_DEGREE = 111_195;
const HOUR_S = 3600;

/** A run as a watch records it, due north. */
function pointsOf({ timeS, speedKmh, altitudeM, heartRateBpm }: Workout): RecordedPoint[] {
  let metres = 0;
  return Array.from(timeS, (second, i) => {
    if (i > 0) metres += ((second - timeS[i - 1]) * (speedKmh[i - 1] + speedKmh[i])) / 7.2;
    const place = { distanceM: metres, latitudeDeg: 48 + metres / METRES_PER_DEGREE, longitudeDeg: 11 };
    return { timeS: second, speedKmh: speedKmh[i], ...place, altitudeM: altitudeM[i], heartRateBpm: heartRateBpm[i] };
  });
}

function trackOfFile(bytes: Uint8Array): Track {
  return gridRun(parseOne(bytes), bundledRecipe).track;
}

/** The track of a run's link, which has neither date nor name. */
function linked(track: Track): Track {
  const settings = { maximumHeartRateBpm: null, zones: null, speedUnit: "pace", distanceUnit: "km" } as const;
  const run = { track, isSimulated: false, modelName: "m", settings, view: PLAIN_VIEW };
  const link = decodeLink(encodeLink(run));
  if (link?.kind !== "run") throw new Error("no run");
  return link.run.track;
}

/** Three recordings of each of six runs on six days: FIT, GPX that begins seconds later and states no speed, and a link. */
const recordings = [...simulateRuns({ seed: 3, runs: 6, runners: 2 })].map((workout, day) => {
  const startedAt = { unixS: 1_750_000_000 + 24 * HOUR_S * day, utcOffsetS: null };
  const points = pointsOf(workout);
  const fit = trackOfFile(recordedAs("fit", points, { startedAt, device: "A watch" }));
  const later = points
    .filter(({ timeS }) => timeS >= 3)
    .map(({ speedKmh: _, timeS, ...point }) => ({ ...point, timeS: timeS - 3 }));
  const gpx = trackOfFile(recordedAs("gpx", later, { startedAt: { ...startedAt, unixS: startedAt.unixS + 3 } }));
  return [fit, gpx, linked(fit)];
});

const asNew = (track: Track): NewRun => ({ track, runner: "Me", excluded: [] });
const kinds = async (tracks: readonly Track[]) =>
  (await new MemoryLibrary().keep(tracks.map(asNew))).map(({ outcome }) => (outcome === "new" ? "new" : "known"));

describe("one run is kept once", () => {
  test("from FIT, from GPX and from a link, in whatever order and however often they come", async () => {
    const all = recordings.flatMap((tracks, run) => tracks.map((track) => ({ run, track })));
    const twice = [...all, ...all].map((_, i) => i);
    const anyOrder = fc.shuffledSubarray(twice, { minLength: twice.length });
    await fc.assert(
      fc.asyncProperty(anyOrder, async (places) => {
        const order = places.map((i) => all[i % all.length]);
        const library = new MemoryLibrary();
        const kept = await library.keep(order.map(({ track }) => asNew(track)));
        const idsOf = new Map<number, Set<string>>();
        order.forEach(({ run }, i) => {
          idsOf.set(run, (idsOf.get(run) ?? new Set()).add(kept[i].id));
        });
        expect([...idsOf.values()].map((ids) => ids.size)).toEqual(recordings.map(() => 1));
        const runs = await library.summaries();
        expect(runs).toHaveLength(recordings.length);
        for (const [day, run] of runs.entries()) {
          expect(run.device).toBe("A watch");
          expect(Math.abs(run.startedAt!.unixS - recordings[day][0].startedAt!.unixS)).toBeLessThan(10);
          expect(run.name).not.toBe("Shared run");
        }
      }),
      { numRuns: 8 },
    );
  });

  test("where one recording has no heart rate, and takes that of the other", async () => {
    const [fit] = recordings[0];
    const without: Track = { ...fit, heartRateBpm: fit.heartRateBpm.map(() => Number.NaN) };
    const library = new MemoryLibrary();
    await library.keep([asNew(without), asNew(fit)]);
    const [run, ...more] = await library.summaries();
    expect(more).toEqual([]);
    expect((await library.track(run.id)).heartRateBpm).toEqual(fit.heartRateBpm);
  });
});

describe("two runs are two", () => {
  const track = datedTrack("a", 1);
  const startedAt = (laterS: number) => ({ ...track.startedAt!, unixS: track.startedAt!.unixS + laterS });
  const beating = (bpm: number) => track.heartRateBpm.map((own) => own + bpm);

  test.each<[string, Track]>([
    ["at another hour, whatever their series", { ...track, startedAt: startedAt(HOUR_S) }],
    ["of two who run together", { ...track, heartRateBpm: beating(8) }],
    ["without a date and with another heart rate", { ...track, startedAt: null, heartRateBpm: beating(3) }],
    [
      "without a date, one of them without a heart rate",
      { ...track, startedAt: null, heartRateBpm: beating(Number.NaN) },
    ],
    [
      "without a date and at another speed",
      { ...track, startedAt: null, speedKmh: track.speedKmh.map((kmh) => kmh + 0.4) },
    ],
  ])("%s", async (_, other) => {
    expect(await kinds([track, other])).toEqual(["new", "new"]);
    expect(await kinds([other, track])).toEqual(["new", "new"]);
  });

  test("of days that a dataset counts, not of its dates", async () => {
    const onDay = (runnerDay: number): Track => ({ ...track, startedAt: null, runnerDay });
    expect(await kinds([onDay(3), onDay(4), onDay(3)])).toEqual(["new", "new", "known"]);
  });
});
