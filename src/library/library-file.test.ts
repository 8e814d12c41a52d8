import { gunzipSync, gzipSync } from "fflate";
import { beforeEach, describe, expect, test } from "vitest";
import { NO_PLAN } from "../app/state/plan/plan-state.ts";
import { gridRun } from "../model/prepare.ts";
import { PLAN_PREFIX } from "../sharing/link.ts";
import { encodePlan } from "../sharing/plan-link.ts";
import { hillyCourse } from "../testing/courses.ts";
import { datedRun } from "../testing/dated-runs.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import type { KeptCourse } from "./kept-course.ts";
import { exportLibrary, type ImportReport, importLibrary } from "./library-file.ts";
import { holdsLibrary } from "./library-mark.ts";
import { MemoryLibrary } from "./memory-library.ts";

const LAPS = [{ startS: 0, endS: 900.5, endedBy: "manual" as const }];

describe("a library's file", () => {
  let library: MemoryLibrary;
  beforeEach(async () => {
    library = new MemoryLibrary();
    const runs = [
      datedRun("a", 1, {
        sensor: "strap",
        laps: LAPS,
        gender: 0,
        sport: "running",
        device: "Watch",
        runner: "7",
        zoneStartsBpm: [99, 130],
      }),
      datedRun("b", 2, { isOnUnknownGround: true, startedAt: { unixS: 1_780_000_000.25, utcOffsetS: null } }),
      datedRun("c", 3, { startedAt: null, runnerDay: 12.5, cadenceSpm: new Float32Array(480).fill(90) }),
      ...Array.from({ length: 19 }, (_, i) => datedRun(`more ${i}`, 10 + i)),
    ];
    const same = runs.map((run) => ({
      ...run,
      track: { ...run.track, cadenceSpm: sized(run.track.cadenceSpm, run.track.speedKmh.length) },
    }));
    const kept = await library.keep(same);
    await library.change(kept[0].id, { name: "Mine", runner: "Ada", excluded: [{ startS: 6, endS: 60 }] });
  });

  const sized = (series: Float32Array, steps: number) =>
    Float32Array.from({ length: steps }, (_, i) => series[i % series.length]);

  const bytesOf = async (from = library, ids?: ReadonlySet<string>, courses: KeptCourse[] = []) =>
    new Uint8Array(await new Response(exportLibrary(from, { ids, courses })).arrayBuffer());

  /** In parts of an odd size, as a network gives them. */
  const streamOf = (bytes: Uint8Array) => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 1777) parts.push(bytes.slice(at, at + 1777));
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = parts.shift();
        if (part) controller.enqueue(part);
        else controller.close();
      },
    });
  };

  const text = (lines: readonly object[]) =>
    new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join("\n"));
  const textIn = (packed: Uint8Array) => new TextDecoder().decode(gunzipSync(packed));
  const lineOf = async (change: object = {}) => {
    const [line] = textIn(await bytesOf()).split("\n");
    return { ...JSON.parse(line), ...change };
  };

  test("brings everything to another device, packed or unpacked, and twice the same", async () => {
    const packed = await bytesOf();
    for (const bytes of [packed, gunzipSync(packed)]) {
      expect(holdsLibrary(bytes.subarray(0, 1000))).toBe(true);
      const other = new MemoryLibrary();
      expect(await importLibrary(other, streamOf(bytes))).toEqual({ fresh: 22, known: 0, courses: [], failed: [] });
      const facts = async (of: MemoryLibrary) => (await of.summaries()).map(({ keptAtS: _, ...run }) => run);
      expect(await facts(other)).toEqual(await facts(library));
      for (const { id } of (await library.summaries()).slice(0, 3))
        expect(await other.track(id)).toEqual(await library.track(id));
      expect(await importLibrary(other, streamOf(bytes))).toMatchObject({ fresh: 0, known: 22 });
      expect(textIn(await bytesOf(other))).toBe(textIn(packed));
    }
  });

  test("holds runs that any reader of runs takes, as they stand on the grid", async () => {
    const [kept] = await library.summaries();
    const bytes = await bytesOf(library, new Set([kept.id]));
    const [run, ...more] = parseWorkouts({ name: "library.jsonl.gz", bytes });
    expect(more).toEqual([]);
    if ("error" in run) throw run.error;
    const { track } = gridRun(run.workout, { sampling: { kind: "fixed", seconds: 6 }, smoothingWindow: 7 });
    expect(track).toMatchObject({ startedAt: kept.startedAt, laps: kept.laps, sensor: kept.sensor });
    const { speedKmh, altitudeM, heartRateBpm } = await library.track(kept.id);
    expect(track).toMatchObject({ speedKmh, altitudeM, heartRateBpm });
  });

  test("brings courses beside the runs, by distance and height", async () => {
    const plan = { ...NO_PLAN.asked, course: hillyCourse(8000, 60) };
    const course = { name: "Round the lake", link: encodePlan(plan).slice(PLAN_PREFIX.length) };
    const bytes = await bytesOf(library, undefined, [course]);
    expect(await importLibrary(new MemoryLibrary(), streamOf(bytes))).toMatchObject({ fresh: 22, courses: [course] });
  });

  test("that is cut off or damaged is said to be, and gives what came before", async () => {
    const bytes = await bytesOf();
    const other = new MemoryLibrary();
    await expect(importLibrary(other, streamOf(bytes.subarray(0, -200)))).rejects.toMatchObject({
      code: "bad-library",
    });
    expect((await other.size()).runs, "the last line alone is cut off").toBe(21);
    const flipped = Uint8Array.from(bytes);
    flipped[flipped.length - 6] ^= 1;
    await expect(importLibrary(new MemoryLibrary(), streamOf(flipped))).rejects.toMatchObject({ code: "bad-library" });
  });

  test("ends where a person stops it, and keeps what was kept", async () => {
    const stop = new AbortController();
    const other = new MemoryLibrary();
    const reports: ImportReport[] = [];
    const onProgress = (report: ImportReport) => {
      reports.push(report);
      stop.abort();
    };
    const imported = importLibrary(other, streamOf(await bytesOf()), { signal: stop.signal, onProgress });
    await expect(imported).rejects.toMatchObject({ code: "cancelled" });
    expect(reports.at(-1)).toEqual({ fresh: 20, known: 0, courses: [], failed: [] });
    expect(await other.size()).toMatchObject({ runs: 20 });
  });

  test("tells how far it is, and leaves out a run that is removed meanwhile", async () => {
    const { length } = await library.summaries();
    const told: number[] = [];
    const stream = exportLibrary(library, {
      onProgress(written, total) {
        told.push(written);
        expect(total).toBe(length);
        if (written === 1) void library.summaries().then((runs) => library.remove([runs[length - 1].id]));
      },
    });
    const other = new MemoryLibrary();
    expect(await importLibrary(other, stream)).toMatchObject({ fresh: length - 1 });
    expect(told).toEqual(Array.from({ length }, (_, i) => i));
  });

  test("passes over lines that can't be, and says which", async () => {
    const good = await lineOf();
    const hostile = [
      { speed_kmh: null },
      { speed_kmh: good.speed_kmh.slice(1) },
      { speed_kmh: good.speed_kmh.map(() => 1e9) },
      { altitude_m: good.altitude_m.map(() => null) },
      { heart_rate_bpm: good.heart_rate_bpm.map(() => -1) },
      { cadence_spm: good.cadence_spm.map(() => "x") },
      { step_s: 0 },
      { step_s: 1e6 },
      { step_s: "6" },
      { library: "1" },
      { course: "no course" },
      { speed_kmh: [10], altitude_m: [1], heart_rate_bpm: null, cadence_spm: null, temperature_c: null },
    ];
    const lines = [
      good,
      ...hostile.map((change) => ({ ...good, ...change })),
      [1],
      await lineOf({ name: 7, person: {}, left_out: [{}, 3, { start_s: 0, end_s: 1e9 }] }),
    ];
    const other = new MemoryLibrary();
    const report = await importLibrary(other, streamOf(text(lines)));
    expect(report).toMatchObject({ fresh: 1, known: 1 });
    expect(report.failed.map(({ line }) => line)).toEqual([...hostile.map((_, i) => i + 2), hostile.length + 2]);
    for (const { error } of report.failed) expect(error.code).not.toBe("unexpected");
  });

  test("of a newer version, of another kind, or that unpacks without end is refused", async () => {
    const refused = async (bytes: Uint8Array, code: string) => {
      await expect(importLibrary(new MemoryLibrary(), streamOf(bytes))).rejects.toMatchObject({ code });
    };
    await refused(text([await lineOf({ library: 2 })]), "newer-library");
    const gpx = new TextEncoder().encode("<gpx><trk/></gpx>");
    await refused(gpx, "bad-library");
    await refused(new Uint8Array(0), "bad-library");
    await refused(gzipSync(gpx), "bad-library");
    await refused(Uint8Array.of(0x1f, 0x8b, 9, 9, 9), "bad-library");
    const bomb = gzipSync(new Uint8Array(40_000_000).fill(0x7b));
    await refused(bomb, "bad-library");
    for (const bytes of [
      gpx,
      gzipSync(gpx),
      new Uint8Array(0),
      Uint8Array.of(0x1f, 0x8b, 9, 9, 9),
      bomb.subarray(0, 500),
    ]) {
      expect(holdsLibrary(bytes)).toBe(false);
    }
  });
});
