import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { analyse } from "../../evaluation/analysis.ts";
import { comparedRun } from "../../evaluation/compare-runs.ts";
import { NO_CALIBRATION } from "../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import { anyContract } from "../../testing/contract.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import { TIME_AXIS } from "../charts/x-axis.ts";
import { drawFrame } from "./drawing.ts";
import { frameShares, LONGEST_FILM_S, SHAPES } from "./film/formats.ts";
import type { Size } from "./layout.ts";
import { sceneOf } from "./make-scene.ts";
import type { Palette } from "./palette.ts";
import { momentWords } from "./replay-words.ts";
import type { ReplayScene } from "./scene.ts";
import { svgPen } from "./svg-pen.ts";

const NAMES = ["page", "text", "muted", "line", "measured", "expected", "band", "bandEdge", "harder", "easier"];
const palette = Object.fromEntries([...NAMES, "ground", "groundLine"].map((name) => [name, `${name}-colour`]));

const km = { speedUnit: "pace", distanceUnit: "km" } as const;

function runOf(minutes: number) {
  const steps = minutes * 10 + 1;
  const track = trackOf({
    speedKmh: series(steps, (i) => 10 + Math.sin(i / 20)),
    altitudeM: series(steps, (i) => 100 + 20 * Math.sin(i / 30)),
    heartRateBpm: series(steps, (i) => 150 + 12 * Math.sin(i / 15)),
  });
  return { track, prediction: predictionOf(track), contract: anyContract() };
}

function runScene(name = "Hill <3> & back.gpx", minutes = 30): ReplayScene {
  const { track, prediction, contract } = runOf(minutes);
  const analysis = analyse(track, prediction, contract, zonesOf(190), NO_CALIBRATION);
  const span = { startS: 0, endS: analysis.durationS, axis: TIME_AXIS };
  return sceneOf({ kind: "run", name, sentence: "As expected.", analysis, span, units: km }, palette as Palette);
}

function severalScene(by: "time" | "share"): ReplayScene {
  const runs = [10, 20, 30].map((minutes) => {
    return { name: `run of ${minutes}`, run: comparedRun({ ...runOf(minutes), excluded: [] }) };
  });
  return sceneOf({ kind: "several", runs, by }, palette as Palette);
}

function svgOf(scene: ReplayScene, share: number, size: Size = SHAPES.wide): string {
  const pen = svgPen(size);
  drawFrame(pen, scene, size, share);
  return pen.file(scene.title);
}

/** The texts of an SVG file, which has to be one. */
function textsOf(svg: string): string[] {
  const parser = new SaxesParser();
  const texts: string[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => texts.push(text));
  parser.write(svg).close();
  return texts.filter((text) => text.trim() !== "");
}

test("the last picture says the run's own figures, and one on the way those of what is over", () => {
  const { track, prediction, contract } = runOf(30);
  const { metrics } = analyse(track, prediction, contract, zonesOf(190), NO_CALIBRATION).expectation!;
  const last = textsOf(svgOf(runScene(), 1));
  expect(last).toEqual(expect.arrayContaining(["Hill <3> & back.gpx", "As expected.", "30:00", "Typical gap"]));
  for (const bpm of [metrics!.measuredBpm, metrics!.predictedBpm, metrics!.mae])
    expect(last).toContain(`${bpm.toFixed(1)} bpm`);
  expect(last).toContain(`${(100 * metrics!.coverage!).toFixed(0)} %`);
  expect(last.join(" ")).toMatch(/the 90 % interval holds \d+ % of it\. Made with/);
  const half = textsOf(svgOf(runScene(), 0.5));
  expect(half).toEqual(expect.arrayContaining(["15:00", "Typical gap so far", "In the interval so far"]));
  expect(momentWords(runScene(), 0.5)).toMatch(/^15:00: measured \d+ bpm, .*typical gap so far \d+\.\d bpm/);
});

test("pictures of both shapes hold all of their words, and lines grow without what they grew from being drawn anew", () => {
  for (const size of Object.values(SHAPES)) {
    const ys = [...svgOf(runScene("x".repeat(200)), 1, size).matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g)];
    expect(ys.length).toBeGreaterThan(20);
    for (const [, x, y] of ys) {
      expect(Number(x)).toBeLessThanOrEqual(size.width);
      expect(Number(y)).toBeLessThanOrEqual(size.height);
    }
  }
  const measured = (share: number) => {
    const lines = [...svgOf(runScene(), share).matchAll(/<path d="([^"]+)" fill="none" stroke="measured-colour"/g)];
    return lines.map(([, path]) => path).reduce((longest, path) => (path.length > longest.length ? path : longest));
  };
  const [early, late] = [measured(0.4), measured(0.6)];
  expect(late.startsWith(early.slice(0, early.lastIndexOf("L")))).toBe(true);
});

test("several runs go on by one clock, where short ones end first, or each by its share", () => {
  const byTime = textsOf(svgOf(severalScene("time"), 0.5));
  expect(byTime).toEqual(expect.arrayContaining(["3 runs, on one clock", "15:00", "run of 10", "run of 30"]));
  const heads = (scene: ReplayScene) => svgOf(scene, 0.5).match(/stroke="measured-colour" stroke-width="8"/g)?.length;
  // That of ten minutes is over, and has no head any more.
  expect(heads(severalScene("time"))).toBe(2);
  expect(heads(severalScene("share"))).toBe(3);
  const onPhone = (scene: ReplayScene) => textsOf(svgOf(scene, 0.5, { width: 358, height: 500 }));
  expect(onPhone(severalScene("share"))).toEqual(expect.arrayContaining(["3 runs, by share", "50 %"]));
  expect(onPhone(severalScene("time"))).toContain("3 runs, on one clock");
});

test("a scene can be sent to a worker, and a film of it shows its end last, within ten seconds", () => {
  for (const scene of [runScene(), severalScene("time")]) expect(structuredClone(scene)).toEqual(scene);
  for (const framesPerS of [5, 10, 12.5, 30]) {
    const shares = frameShares(framesPerS);
    expect(shares.at(-1)).toBe(1);
    expect(shares.length / framesPerS).toBeLessThan(LONGEST_FILM_S);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  }
});
