import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { sourceOf } from "../base/byte-source.ts";
import { prepareRun } from "../model/prepare.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { hostileSplits } from "../testing/hostile-files.ts";
import { largeSplit } from "../testing/large-split.ts";
import { type RangeServer, serveRanges } from "../testing/range-server.ts";
import { sharedPath } from "../testing/shared.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { NO_FIGURES, type RunFigures, runFigures, summarise, summariseHeartRate } from "../workout/summary.ts";
import type { Workout } from "../workout/workout.ts";
import type { HubRow } from "./hub-row.ts";
import { openSplit, splitReader, splitRuns } from "./open-split.ts";
import { readHubRows, writeHubRows } from "./parquet/parquet.ts";
import type { OpenSplit, SplitProgress, SplitRow } from "./split.ts";
import { buildTestSplit } from "./test-split.ts";

let server: RangeServer | null = null;

afterEach(async () => {
  await server?.stop();
  server = null;
});

async function overHttp(bytes: Uint8Array): Promise<{ split: OpenSplit; server: RangeServer }> {
  server = await serveRanges(bytes);
  return { split: await splitReader.open({ kind: "url", url: server.url }), server };
}

function inMemory(bytes: Uint8Array): Promise<OpenSplit> {
  return openSplit(sourceOf({ name: "split.parquet", bytes }));
}

async function everyRow(split: OpenSplit): Promise<SplitRow[]> {
  const rows: SplitRow[] = [];
  await split.rows((some) => rows.push(...some));
  return rows;
}

/** A row's figures as the page of its run shows them. */
function pageFigures(row: HubRow): RunFigures {
  const { track } = prepareRun(workoutOfHubRow(row, ""), bundledRecipe, { gender: null, intent: null });
  return runFigures(summarise(track), summariseHeartRate(track.heartRateBpm));
}

async function everyRun(split: OpenSplit): Promise<(Workout | string)[]> {
  const groups = await Promise.all(split.facts.rowGroups.map((_, group) => split.workouts(group)));
  return groups.flat().map(({ run }) => ("workout" in run ? run.workout : run.error.code));
}

/** As pandas writes it: Snappy, and one row group, however many rows. */
async function inOneGroup(rows: readonly HubRow[]): Promise<Uint8Array> {
  const parquet = await import("parquet-wasm");
  return parquet.writeParquet(parquet.readParquet(await writeHubRows(rows)));
}

test("an excerpt is a file of the named rows alone, each as it was", async () => {
  const split = await inMemory(bundled);
  const all = await readHubRows(bundled);
  const excerpt = await readHubRows(await split.excerpt([40, 2, 17]));
  expect(excerpt).toEqual([all[40], all[2], all[17]]);
  await expect(split.excerpt([60])).rejects.toMatchObject({ code: "unknown-sample" });
});

test("of a small file the rows' figures are those of their runs' pages, of a larger one those that it states", async () => {
  const split = await inMemory(bundled);
  const whole = await readHubRows(bundled);
  expect(split.facts.figures).toBe("computed");
  expect((await everyRow(split)).map(({ figures }) => figures)).toEqual(whole.map(pageFigures));

  const large = await openSplit(sourceOf({ name: "split.parquet", bytes: bundled }), { smallBytes: 1000 });
  expect(large.facts.figures).toBe("stated");
  const [first] = await everyRow(large);
  expect(first.figures).toEqual({
    durationS: 60 * whole[0].duration_min!,
    distanceKm: expect.closeTo((whole[0].speed_mean! * whole[0].duration_min!) / 60, 9),
    climbM: whole[0].altitude_gain,
    meanSpeedKmh: whole[0].speed_mean,
    meanBpm: whole[0].hr_mean,
    maximumBpm: whole[0].hr_max,
  });
});

test("a row that is no run has no figures, and the others have theirs", async () => {
  const [first, second] = await readHubRows(bundled);
  const untimed = { ...second, timestamp: new Float64Array(second.timestamp.length).fill(Number.NaN) };
  const rows = await everyRow(await inMemory(await writeHubRows([first, untimed])));
  expect(rows.map(({ figures }) => figures)).toEqual([pageFigures(first), NO_FIGURES]);
  expect(rows[1].duration_min).toBe(second.duration_min);
});

const bundled = new Uint8Array(readFileSync("public/data/test.parquet"));

test("the bundled split's rows, runs and lines are those of its file", async () => {
  const split = await inMemory(bundled);
  expect(split.facts).toMatchObject({ name: "split.parquet", fileBytes: bundled.length, rows: 60, notes: [] });
  const whole = await readHubRows(bundled);
  const rows = await everyRow(split);
  expect(rows.map(({ figures, ...columns }) => columns)).toEqual(
    whole.map(({ heart_rate, speed, altitude, timestamp, ...statistics }, row) => ({ ...statistics, row })),
  );
  expect(rows[23]).toMatchObject({ workout_id: 24, user_id: -12, sport: "run", data_points: 500, split: "test" });
  expect(rows[23].hr_mean).toBeCloseTo(whole[23].heart_rate.reduce((sum, bpm) => sum + bpm) / 500, 9);

  const runs = await everyRun(split);
  expect(runs).toEqual(whole.map((row) => workoutOfHubRow(row, `split.parquet · run ${row.workout_id}`)));
  expect(await split.workout(await split.rowOf(24))).toEqual(runs[23]);

  const lines = await split.sparklines(0, 50);
  expect(lines.size).toBe(60);
  expect(lines.get(23)).toHaveLength(50);
  expect(lines.get(23)?.[0]).toBeCloseTo(whole[23].heart_rate.slice(0, 10).reduce((sum, bpm) => sum + bpm) / 10, 3);
});

test("what is not in the split is said", async () => {
  const split = await inMemory(bundled);
  await expect(split.rowOf(99)).rejects.toMatchObject({
    code: "unknown-sample",
    message: expect.stringMatching(/60 runs .* workout_id 99/),
  });
  await expect(split.workout(60)).rejects.toMatchObject({ code: "unknown-sample" });
  await expect(split.workouts(1)).rejects.toMatchObject({ code: "unknown-sample" });
});

test("a run that is none is told beside the others, by its row", async () => {
  const rows = buildTestSplit({ seed: 3, runs: 3 });
  rows[1].speed.fill(Number.NaN);
  const split = await inMemory(await writeHubRows(rows));
  const runs = await split.workouts(0);
  expect(runs).toMatchObject([
    { row: 0, workoutId: 1, run: { workout: { runner: "-1" } } },
    { row: 1, workoutId: 2, run: { error: { code: "no-speed" } } },
    { row: 2, workoutId: 3, run: { workout: {} } },
  ]);
  await expect(split.workout(1)).rejects.toMatchObject({ code: "no-speed" });
  expect(await everyRow(split)).toHaveLength(3);
});

describe("over HTTP", () => {
  test("a split of 6,000 runs opens, is listed and drawn by under 3 % of its bytes, in few requests", {
    tags: ["slow"],
  }, async () => {
    const bytes = new Uint8Array(readFileSync(await largeSplit()));
    const { split, server } = await overHttp(bytes);
    expect(server.asked.length).toBeLessThanOrEqual(3);
    let batches = 0;
    let rows = 0;
    await split.rows((some) => {
      batches++;
      rows += some.length;
    });
    expect(rows).toBe(6000);
    expect(batches).toBe(split.facts.rowGroups.length);
    await split.sparklines(0, 60);
    expect(split.fetchedBytes()).toBe(server.sentBytes());
    expect(server.sentBytes()).toBeLessThan(0.03 * bytes.length);
    expect(server.asked.length).toBeLessThanOrEqual(30);

    // What was fetched is not fetched again, and a run brings its row group alone.
    const before = server.asked.length;
    await everyRow(split);
    await split.sparklines(0, 20);
    expect(server.asked).toHaveLength(before);
    await split.workout(4000);
    expect(server.asked).toHaveLength(before + 1);
    expect(server.sentBytes()).toBeLessThan(0.08 * bytes.length);
  });

  test("how far opening has come is told until it has, and never beyond the whole", { tags: ["slow"] }, async () => {
    server = await serveRanges(bundled, { resets: 1 });
    const told: SplitProgress[] = [];
    const split = await splitReader.open(
      { kind: "url", url: server.url, whole: true },
      { onProgress: (progress) => told.push(progress) },
    );
    for (const { loadedBytes, totalBytes } of told) expect(loadedBytes).toBeLessThanOrEqual(totalBytes ?? Infinity);
    expect(told.at(-1)?.loadedBytes).toBe(told.at(-1)?.totalBytes);
    expect(split.facts.rows).toBe(60);

    const large = await serveRanges(new Uint8Array(readFileSync(await largeSplit())));
    const opened = await splitReader.open({ kind: "url", url: large.url }, { onProgress: (own) => told.push(own) });
    const before = told.length;
    await opened.sparklines(0, 10);
    await large.stop();
    expect(told).toHaveLength(before);
  });

  test("a split that is let go of asks for nothing more, and says so at once", async () => {
    const { split, server } = await overHttp(new Uint8Array(readFileSync(await largeSplit())));
    server.options.latencyMs = 100;
    const abort = new AbortController();
    let batches = 0;
    const listing = split.rows(() => {
      batches++;
      abort.abort();
    }, abort.signal);
    const scoring = split.workouts(7);
    await expect(listing).rejects.toMatchObject({ code: "cancelled" });
    expect(batches).toBe(1);
    expect(await scoring).toHaveLength(split.facts.rowGroups[7].rows);
    // What was on its way as it was called off may still arrive.
    const pause = () => new Promise((resolve) => setTimeout(resolve, 300));
    await pause();
    const before = server.asked.length;
    expect(before).toBeLessThan(15);
    await pause();
    expect(server.asked).toHaveLength(before);

    const drawing = split.sparklines(3, 10);
    split.close();
    await expect(drawing).rejects.toMatchObject({ code: "cancelled" });
  });

  test("a connection that breaks in between loses nothing", { tags: ["slow"] }, async () => {
    const { split, server } = await overHttp(new Uint8Array(readFileSync(await largeSplit())));
    server.options.resets = 5;
    const rows = await everyRow(split);
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 6000 }, (_, i) => i));
    server.options.failures = { status: 503, times: 100 };
    await expect(split.workouts(2)).rejects.toMatchObject({ code: "download-failed" });
    server.options.failures.times = 0;
    expect(await split.workouts(2)).toHaveLength(split.facts.rowGroups[2].rows);
  });

  test("what is cut off, or no split, is refused by what it is", async () => {
    await expect(overHttp(bundled.subarray(0, 200_000))).rejects.toMatchObject({
      code: "malformed-parquet",
      message: expect.stringMatching(/ends after 200,000 bytes without its footer/),
    });
    await server?.stop();
    await expect(overHttp(new TextEncoder().encode("<html>Not found</html>"))).rejects.toMatchObject({
      code: "malformed-parquet",
      message: expect.stringMatching(/no Parquet file/),
    });
  });
});

test.each(
  hostileSplits.map((file) => [file.name, file] as const),
)("%s is refused, however it is read", async (_, file) => {
  const bytes = file.bytes();
  const read = async () => everyRow(await inMemory(bytes));
  await expect(read()).rejects.toMatchObject({ code: file.code });
  const run = async () => {
    for await (const _ of splitRuns(sourceOf({ name: "lies", bytes })));
  };
  await expect(run()).rejects.toMatchObject({ code: file.code });
});

test("bytes flipped anywhere in a part that is read give rows or a stated error", { tags: ["slow"] }, async () => {
  const rows = buildTestSplit({ seed: 4, runs: 5 }).map((row) => ({ ...row, speed: row.speed.subarray(0, 40) }));
  const whole = await writeHubRows(rows);
  const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(flips, async (flips) => {
      const damaged = whole.slice();
      for (const [position, value] of flips) damaged[position] = value;
      const read = async () => {
        const split = await inMemory(damaged);
        await everyRow(split);
        for (const group of split.facts.rowGroups.keys()) await split.sparklines(group, 10);
        await everyRun(split);
        return "read";
      };
      expect(["read", "malformed-parquet"]).toContain(await read().catch((error) => error.code ?? error));
    }),
    { numRuns: 150 },
  );
});

test("a row group of any size is read in parts that add up", async () => {
  const [row] = buildTestSplit({ seed: 5, runs: 1 });
  const short = { ...row, heart_rate: row.heart_rate.slice(0, 2), speed: row.speed.slice(0, 2) };
  const rows = Array.from({ length: 900 }, (_, i) => ({
    ...short,
    ...{ workout_id: i, altitude: row.altitude.slice(0, 2), timestamp: row.timestamp.slice(0, 2) },
  }));
  const bytes = await inOneGroup(rows);
  const split = await inMemory(bytes);
  expect(split.facts.rowGroups.map(({ rows, firstRow }) => [rows, firstRow])).toEqual([
    [225, 0],
    [225, 225],
    [225, 450],
    [225, 675],
  ]);
  const ids = Array.from({ length: 900 }, (_, i) => i);
  expect((await everyRow(split)).map(({ workout_id }) => workout_id)).toEqual(ids);
  const groups = await Promise.all(split.facts.rowGroups.map((_, group) => split.workouts(group)));
  expect(groups.flat().map(({ workoutId }) => workoutId)).toEqual(ids);
  expect((await split.workout(700)).name).toBe("split.parquet · run 700");
});

const otherWriter = sharedPath("files", "hub_schema_24.parquet");

test.skipIf(!otherWriter)("another writer's file is the same by range as whole", async () => {
  const bytes = new Uint8Array(readFileSync(otherWriter!));
  const split = await inMemory(bytes);
  expect(split.facts).toMatchObject({ rows: 24, rowGroups: [{ rows: 23 }, { rows: 1, firstRow: 23 }], notes: [] });
  const whole = await readHubRows(bytes);
  expect(await everyRun(split)).toEqual(
    whole.map((row) => workoutOfHubRow(row, `split.parquet · run ${row.workout_id}`)),
  );
  expect((await everyRow(split)).map(({ hr_mean }) => hr_mean)).toEqual(whole.map(({ hr_mean }) => hr_mean));
});
