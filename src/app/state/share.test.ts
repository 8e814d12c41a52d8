import { beforeEach, describe, expect, test } from "vitest";
import { analyse, type Expectation } from "../../evaluation/analysis.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import type { RunSource } from "../../inference/predictor.ts";
import type { Prediction } from "../../model/prediction.ts";
import { decodeLink } from "../../sharing/link.ts";
import { anyKnowledge } from "../../testing/contract.ts";
import { CONTRACT, file, nameOf, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { splitRow } from "../../testing/scripted-split.ts";
import { trackOf } from "../../testing/tracks.ts";
import { addressHashOf } from "./address.ts";
import { calibrationOf } from "./calibration.ts";
import { NOTHING_STATED } from "./known-of-me.ts";
import { seenXAxis } from "./seen-settings.ts";
import { csvFileOf, hashOf } from "./share.ts";
import { shownRun } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("a run's link", () => {
  const excluded = [
    { startS: 30, endS: 48 },
    { startS: 120, endS: 126 },
  ];
  const zoom = { startS: 60, endS: 210 };
  const both = { kind: "history and warm-up", warmUpMinutes: 1, usesUndated: true } as const;

  /** Four minutes, 12 bpm above what is predicted; a link's run is predicted as the one that it was made of. */
  function answer(source: RunSource): Prediction {
    const level = 140 + 5 * (nameOf(source).charCodeAt(0) % 5);
    const sent = trackOf({
      heartRateBpm: new Float32Array(40).fill(level + 12),
      speedKmh: new Float32Array(40).fill(level / 14),
    });
    const along = Float32Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? 8 : Math.sin(at)));
    const own = source.kind === "track" ? source.track : sent;
    return { ...predicted("run"), track: own, heartRateBpm: new Float32Array(40).fill(140), along };
  }

  function expected(): Float32Array {
    return expectation().heartRateBpm;
  }

  function expectation(): Expectation {
    const { track: pictured, prediction, contract: own, excluded: out } = shownRun(state())!;
    const { sources } = calibrationOf(state(), shownRun(state()));
    return analyse(pictured!, prediction, own, zonesOf(190), sources, out).expectation!;
  }

  /** Made of a run beside two others of its runner, by whoever looks at all that can be looked at. */
  async function sentLink(): Promise<{ hash: string; expectedBpm: Float32Array }> {
    page.predictor.answer = answer;
    await page.start();
    await state().openFiles([file("a.gpx"), file("b.gpx"), file("c.gpx")]);
    await rest();
    state().setCalibration(both);
    for (const span of excluded) state().leaveOut(span);
    state().zoomTo(zoom);
    state().setXAxis("distance");
    const sent = { hash: hashOf(state())!, expectedBpm: expected() };
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: both.kind, obstacles: [] });
    page.visit();
    return sent;
  }

  test("shows it as its sender saw it, without the other runs, and leaves the person's own choice as it is", async () => {
    const { hash, expectedBpm } = await sentLink();
    state().setXAxis("time");
    state().setCalibration({ kind: "warm-up", warmUpMinutes: 2 });
    await page.start(hash);
    expect(page.names()).toEqual(["Shared run"]);
    expect(shownRun(state())).toMatchObject({ excluded });
    expect(state()).toMatchObject({ zoom, xAxis: "time", calibration: { kind: "warm-up", warmUpMinutes: 2 } });
    expect(seenXAxis(state())).toBe("distance");
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({
      kind: both.kind,
      sources: { history: { runs: 2 }, warmUpS: 60 },
      obstacles: [],
    });
    const deviationsBpm = expected().map((bpm, i) => Math.abs(bpm - expectedBpm[i]));
    expect(Math.max(...deviationsBpm)).toBeLessThan(0.05);
    expect(hashOf(state())).toBe(hash);

    await state().openFiles([file("mine.gpx")]);
    await rest();
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: "warm-up", sources: { warmUpS: 120 } });
  });

  test("lets go of what its sender looked at, and takes it up again, for its own run alone", async () => {
    const { hash } = await sentLink();
    await page.start(hash);
    state().setCalibration({ kind: "none" });
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: "none" });
    state().calibrateAsSent();
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: both.kind });
    expect(state().calibration.kind).toBe("none");
  });

  test("brings what the model made of what its sender knows, not the numbers, for its own run alone", async () => {
    const contract = { ...CONTRACT, calibration: { ...CONTRACT.calibration!, knowledge: anyKnowledge() } };
    const startKnowing = async (hash = "") => {
      state().start(hash);
      page.predictor.loads.at(-1)!.finish({ contract });
      await rest();
    };
    page.predictor.answer = answer;
    await startKnowing();
    await state().openFiles([file("a.gpx")]);
    await rest();
    const plain = expectation();
    state().setMaximumHeartRate(201);
    state().setKnownOfMe({ restingBpm: 44, thresholdBpm: 171, bestDistanceM: 10_000, bestTimeS: 2400 });
    expect(expectation().heartRateBpm).toEqual(plain.heartRateBpm);
    state().setCalibration({ kind: "none", usesKnown: true });
    const seen = expectation();
    const hash = hashOf(state())!;
    expect(seen.known).toEqual(["maximumBpm", "bestKmh"]);
    expect(csvFileOf(state())!.text).toContain(`,${Number(seen.heartRateBpm[39].toFixed(2))},`);
    expect(seen.heartRateBpm[0]).not.toBeCloseTo(plain.heartRateBpm[0], 1);
    expect(seen.finding.meanDifferenceBpm).not.toBeCloseTo(plain.finding.meanDifferenceBpm, 1);

    page.visit();
    state().setKnownOfMe(NOTHING_STATED);
    state().setCalibration({ kind: "none", usesKnown: false });
    await startKnowing(hash);
    expect(state().knownOfMe.bestDistanceM).toBeNull();
    expect(shownRun(state())!.item.linked!.calibration!.learnt).toMatchObject({ runs: 0, known: seen.known });
    expect(expectation().known).toEqual(seen.known);
    expect(expectation().heartRateBpm).toEqual(seen.heartRateBpm);
    expect(expectation().interval).toEqual(seen.interval);
    expect(hashOf(state())).toBe(hash);
    await state().openFiles([file("b.gpx")]);
    await rest();
    expect(expectation().known).toEqual([]);
  });

  test("looks at nothing that was learnt of another model, and says so", async () => {
    const { hash } = await sentLink();
    state().start(hash);
    const prior = { ...CONTRACT.calibration!, directions: [[1], [2]] };
    page.predictor.loads.at(-1)!.finish({ contract: { ...CONTRACT, calibration: prior } });
    await rest();
    expect(calibrationOf(state(), shownRun(state()))).toMatchObject({ kind: "warm-up", obstacles: ["other-model"] });
  });

  test("names a sample or a run of a split as long as it is shown as it comes, and else carries it", async () => {
    page.predictor.answer = answer;
    await page.start("#s1.steady");
    expect(hashOf(state())).toBe("#s1.steady");
    const changes: (() => void)[] = [
      () => state().leaveOut(excluded[0]),
      () => state().zoomTo(zoom),
      () => state().setXAxis("distance"),
      () => state().setCalibration({ kind: "warm-up", warmUpMinutes: 1 }),
      () => state().setMaximumHeartRate(200),
    ];
    const back: (() => void)[] = [
      () => state().putAllBack(),
      () => state().zoomTo(null),
      () => state().setXAxis("time"),
      () => state().setCalibration({ kind: "none" }),
      () => state().setMaximumHeartRate(null),
    ];
    for (const [i, change] of changes.entries()) {
      change();
      expect(hashOf(state())).toMatch(/^#r2\./);
      back[i]();
      expect(hashOf(state())).toBe("#s1.steady");
    }
    expect(addressHashOf(state())).toBe("#s1.steady");

    await page.openSplit({ kind: "bundled" });
    state().openRow(splitRow(1));
    await rest();
    expect(hashOf(state())).toBe("#d1.101.test");
    state().leaveOut(excluded[0]);
    expect(decodeLink(hashOf(state())!)).toMatchObject({ kind: "run", run: { view: { excluded: [excluded[0]] } } });
    expect(addressHashOf(state())).toBe("#d1.101.test");
  });
});
