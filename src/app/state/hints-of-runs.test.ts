import { beforeEach, describe, expect, test, vi } from "vitest";
import { file, linkTo, nameOf, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { trackOf } from "../../testing/tracks.ts";
import { NO_FACTS } from "../../workout/recording-facts.ts";
import type { Track } from "../../workout/workout.ts";

const DAY_S = 86_400;

/** An hour at 12 km/h on a day, with a heart rate throughout. */
function hour(name: string, day: number, bpm: number, rest: Partial<Track> = {}): Track {
  const startedAt = { unixS: 20_000 * DAY_S + day * DAY_S, utcOffsetS: 0 };
  const series = { speedKmh: new Float32Array(601).fill(12), heartRateBpm: new Float32Array(601).fill(bpm) };
  return trackOf(series, { name, startedAt, ...rest });
}

const resting = (bpm: number) => ({ runnerHeartRates: { ...NO_FACTS.runnerHeartRates, restingBpm: bpm } });

const TRACKS = [
  hour("a.fit", 1, 171, resting(55)),
  hour("b.fit", 2, 180, resting(52)),
  hour("ride.fit", 3, 195, { sport: "cycling", ...resting(51) }),
];

let page: ScriptedPage;
const state = () => page.state();

beforeEach(async () => {
  page = new ScriptedPage();
  page.predictor.answer = (source) => {
    const name = nameOf(source);
    return { ...predicted(name), track: TRACKS.find((track) => track.name === name) ?? hour(name, 9, 199) };
  };
  await page.start("#s1.steady");
});

async function opened(...names: string[]): Promise<void> {
  await state().openFiles(names.map((name) => file(name)));
  await rest();
  await rest();
}

/** Resolves once it is found. */
const found = () => vi.waitFor(() => expect(state().hints.value).not.toBeNull());

describe("what runs tell of their runner", () => {
  test("is found while somebody looks, in their own runs alone, and sets nothing", async () => {
    await opened("a.fit", "b.fit", "ride.fit");
    expect(state().hints.value).toBeNull();
    state().wantHints(true);
    await found();
    const { highestBpm, restingBpm, best, maximumBpm } = state().hints.value!;
    // Neither the sample's, nor that of another sport.
    expect(highestBpm).toMatchObject({ value: 180, run: { name: "b.fit" } });
    expect(restingBpm).toMatchObject({ value: 51, run: { name: "ride.fit" } });
    expect(best).toMatchObject({ value: { distanceM: 10_000 }, run: { name: "b.fit" } });
    expect(maximumBpm).toBeNull();
    expect(state().maximumHeartRateBpm).toBeNull();
    expect(state().knownOfMe.restingBpm).toBeNull();
    state().wantHints(false);
    expect(state().hints.value).toBeNull();
  });

  test("is nothing of a run that came by a link, whose runner may be anybody", async () => {
    await opened("a.fit");
    state().openHash(`#${linkTo({})}`);
    await rest();
    state().wantHints(true);
    await found();
    expect(state().hints.value?.highestBpm).toMatchObject({ value: 171, run: { name: "a.fit" } });
  });

  test("follows what is opened, and leaves out what a person leaves out", async () => {
    await opened("a.fit");
    state().wantHints(true);
    await found();
    expect(state().hints.value?.highestBpm?.value).toBe(171);
    await opened("b.fit");
    await found();
    expect(state().hints.value?.highestBpm?.value).toBe(180);
    state().leaveOut({ startS: 0, endS: 3600 });
    await found();
    expect(state().hints.value?.highestBpm?.value).toBe(171);
  });

  test("is found in the runs of the library, too, each read once, and of those of its runner alone", async () => {
    await page.library.keep([
      { track: hour("kept.fit", 4, 188), runner: "Me", excluded: [] },
      { track: hour("of-ada.fit", 5, 191), runner: "Ada", excluded: [] },
    ]);
    let reads = 0;
    const read = page.library.track.bind(page.library);
    page.library.track = (id) => {
      reads++;
      return read(id);
    };
    await state().remember();
    await opened("a.fit");
    const before = reads;
    for (const wanted of [true, false, true]) {
      state().wantHints(wanted);
      if (wanted) await found();
    }
    expect(state().hints.value?.highestBpm).toMatchObject({ value: 188, run: { name: "kept.fit" } });
    expect(reads - before).toBe(1);
  });
});
