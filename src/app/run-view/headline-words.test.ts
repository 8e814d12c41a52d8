import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { analyse } from "../../evaluation/analysis.ts";
import { fingerprintOf } from "../../evaluation/calibration/prior-fingerprint.ts";
import { NO_CALIBRATION, NOTHING_SEEN } from "../../evaluation/expected-heart-rate.ts";
import type { Finding } from "../../evaluation/finding.ts";
import { findingStart } from "../../evaluation/finding-words.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import { anyRunner } from "../../testing/any-runner.ts";
import { anyContract } from "../../testing/contract.ts";
import { trackOf } from "../../testing/tracks.ts";
import type { LookedAt } from "../runner/calibration-words.ts";
import type { Excluded } from "../state/excluded.ts";
import { type RunItem, viewOf } from "../state/run-items.ts";
import { findingWords, headlineWords } from "./headline-words.ts";

const higher: Finding = {
  kind: "higher",
  meanDifferenceBpm: 6.2,
  meanAbsoluteDifferenceBpm: 6.2,
  comparedS: 2880,
  withinUsual: null,
  concentration: null,
  isOfSettling: false,
  usualBpm: null,
};

const YOURS = { whose: "your", isCalibrated: true } as const;

type Seen = Pick<LookedAt, "kind" | "fromS"> & Partial<LookedAt>;

function wordsOf(
  finding: Finding,
  durationS: number,
  { kind, known = [], fromS }: Seen = NOTHING_SEEN,
  excluded: Excluded = [],
) {
  return findingWords({ finding, kind, known, fromS, settlingS: 24, excluded }, durationS, YOURS);
}

const usualBpm = { lowerBpm: -19, upperBpm: 20 };
const usual: Finding = { ...higher, withinUsual: true, usualBpm };

describe("the finding in words", () => {
  test("begins with whether the run is unusual, and says by how much runners differ", () => {
    expect(wordsOf(usual, 2880).sentence).toBe(
      "Nothing unusual: 6 bpm above the average runner, and runners differ by 20.",
    );
    expect(wordsOf({ ...usual, kind: "lower", meanDifferenceBpm: -6.2 }, 2880).sentence).toBe(
      "Nothing unusual: 6 bpm below the average runner, and runners differ by 19.",
    );
    expect(wordsOf({ ...usual, meanDifferenceBpm: 31, withinUsual: false }, 2880).sentence).toBe(
      "Unusually high: 31 bpm above the average runner, and runners differ by 20.",
    );
  });

  test("sends whoever is told little on to a comparison with themselves, and nobody else", () => {
    const cautionsOf = (finding: Finding, kind: LookedAt["kind"] = "none") =>
      wordsOf(finding, 2880, { kind, fromS: 0 }).cautions;
    expect(cautionsOf(usual)).toEqual(["To know more, compare it with your own runs, or with its start."]);
    expect(cautionsOf(usual, "history")).toEqual([]);
    expect(cautionsOf({ ...usual, withinUsual: false })).toEqual([]);
    const found = { finding: usual, kind: "none", known: [], fromS: 0, settlingS: 24, excluded: [] } as const;
    expect(findingWords(found, 2880, { ...YOURS, isCalibrated: false }).cautions).toEqual([]);
  });

  test("tells what a model without intervals leaves open, where there is a difference", () => {
    expect(wordsOf(higher, 2880).cautions).toEqual([
      "This model does not know how much runners differ, so it can't say whether that is unusual.",
    ]);
    expect(wordsOf(higher, 2880, { kind: "history", fromS: 0 }).cautions[0]).toMatch(/ how much days differ, /);
    expect(wordsOf({ ...higher, kind: "as-expected", meanDifferenceBpm: 1.2 }, 2880).cautions).toEqual([]);
  });

  test("says where most of the difference lies", () => {
    const at = (fromS: number, toS: number, durationS: number) =>
      wordsOf({ ...usual, concentration: { fromS, toS, share: 0.7 } }, durationS).cautions[0];
    expect(at(1800, 2880, 2880)).toBe("Most of the difference lies after minute 30.");
    expect(at(0, 300, 3000)).toBe("Most of the difference lies in the first 5 minutes.");
    expect(at(600, 1200, 3000)).toBe("Most of the difference lies between minutes 10 and 20.");
  });

  test("says so where the heart rate is known for a part of the run only", () => {
    expect(wordsOf(usual, 6000).cautions[0]).toBe("Compared over 48 minutes with a heart rate.");
  });

  test("tells a difference that is the model's own, as it settles", () => {
    expect(wordsOf({ ...usual, kind: "lower", isOfSettling: true }, 2880).cautions[0]).toBe(
      "Without the first 24 seconds, which the model needs to settle, it is as expected.",
    );
  });

  test("does not contradict itself where a difference is written as the end of what is usual", () => {
    const beyond = (meanDifferenceBpm: number) =>
      findingStart({ ...usual, meanDifferenceBpm, withinUsual: false, usualBpm: { lowerBpm: -19.6, upperBpm: 20.1 } });
    expect(beyond(20.3)).toBe("Slightly higher than usual");
    expect(beyond(-19.7)).toBe("Slightly lower than usual");
    expect(beyond(-24)).toBe("Unusually low");
  });

  test("names what the run is compared with, and whose runs these are", () => {
    const of = (kind: LookedAt["kind"], fromS: number) => wordsOf(usual, 2880, { kind, fromS }).sentence;
    expect(of("history", 0)).toBe("Nothing unusual: 6 bpm above what your other runs suggest, and days differ by 20.");
    expect(of("warm-up", 600)).toBe("Nothing unusual: 6 bpm above what its start suggests, and runs vary by 20.");
    expect(of("history and warm-up", 600)).toContain("above what your other runs and its start suggest");
    const sent = { finding: usual, kind: "history", known: [], fromS: 0, settlingS: 0, excluded: [] } as const;
    expect(findingWords(sent, 2880, { ...YOURS, whose: "the sender's" }).sentence).toContain(
      "above what the sender's other runs suggest",
    );
  });

  test("names runners like this one where something is known of them, and no average runner", () => {
    const known = ["maximumBpm", "bestKmh"] as const;
    const of = (kind: LookedAt["kind"], finding = usual) => wordsOf(finding, 2880, { kind, known, fromS: 0 });
    expect(of("none").sentence).toBe("Nothing unusual: 6 bpm above runners like you, and such runners differ by 20.");
    expect(of("history and warm-up").sentence).toContain(
      "above what your own numbers, your other runs and its start suggest, and runs vary",
    );
    expect(of("none", { ...usual, kind: "no-heart-rate" }).cautions).toEqual([
      expect.stringContaining("the heart rate that runners like you have at this pace"),
    ]);
    expect(of("none", higher).cautions[0]).toContain("does not know how much such runners differ");
  });

  test("speaks of the rest where the first minutes were learned from", () => {
    const rest = { kind: "warm-up", fromS: 600 } as const;
    expect(wordsOf({ ...usual, comparedS: 2280 }, 2880, rest).cautions[0]).toBe("Compared from minute 10 on.");
    expect(wordsOf({ ...usual, comparedS: 2280 }, 6000, rest).cautions[0]).toBe(
      "Compared over 38 minutes with a heart rate from minute 10 on.",
    );
  });

  test("does not make a difference of nothing", () => {
    const finding: Finding = { ...usual, kind: "as-expected", meanDifferenceBpm: -0.3 };
    expect(wordsOf(finding, 2880).sentence).toBe(
      "As expected: level with the average runner, and runners differ by 19.",
    );
    expect(wordsOf({ ...finding, meanDifferenceBpm: -1.4 }, 2880).sentence).toContain("1 bpm below the average runner");
  });

  test("does not call expected what was far off either way", () => {
    const finding: Finding = { ...usual, kind: "mixed", meanDifferenceBpm: 0.4, meanAbsoluteDifferenceBpm: 14.4 };
    expect(wordsOf(finding, 2880).sentence).toBe(
      "Harder in parts, easier in others: about 14 bpm either way, level overall.",
    );
  });

  test("says of a run without heart rate what its expected line is good for", () => {
    const finding: Finding = { ...higher, kind: "no-heart-rate", meanDifferenceBpm: Number.NaN, comparedS: 0 };
    const { sentence, cautions } = wordsOf(finding, 2880);
    expect(sentence).toBe("This run has no heart rate to compare with.");
    expect(cautions).toEqual([expect.stringContaining("how hard such a run is before you run it")]);
  });
});

describe("above the charts", () => {
  /** Of a contract without intervals. */
  const NO_USUAL = "This model does not know how much runners differ, so it can't say whether that is unusual.";
  const track = trackOf({ heartRateBpm: new Float32Array(600).fill(150) }, { name: "run.gpx", gender: 0 });
  const contract = anyContract({
    name: "small",
    longestRunS: 3000,
    intervals: null,
    trainedOn: { description: "Runs made up for a test.", runs: 1, runners: 1, genders: [1], splitSeed: null },
  });
  const model = { name: "small", phase: "ready" as const };
  const timings = { parseMs: 0, prepareMs: 0, modelMs: 0 };
  const prediction = {
    track,
    heartRateBpm: new Float32Array(600).fill(140),
    along: null,
    repairs: [],
    flags: [],
    timings,
  };
  const item: RunItem = {
    id: 1,
    name: "run.gpx",
    origin: { kind: "link", hash: "#r1.abc" },
    source: null,
    linked: { modelName: "larger", isSimulated: false, calibration: null, asSent: true, settings: null },
    state: "done",
    result: { contract, outcomes: [{ name: "run.gpx", prediction }] },
    error: null,
    excluded: {},
    keptAs: {},
  };

  test("stands what the model cannot know: a gender, a length and a link's model that are not its own", () => {
    const { sentence, cautions } = headlineWords(
      viewOf(item, 0),
      analyse(track, prediction, contract, zonesOf(190), NO_CALIBRATION),
      model,
    );
    expect(sentence).toBe("10 bpm above the average runner.");
    expect(cautions).toEqual([
      NO_USUAL,
      expect.stringContaining("No woman"),
      expect.stringContaining("59:54"),
      expect.stringContaining("larger"),
    ]);
  });

  test("stands that what other runs of a link's sender came to says nothing of a model of the same name", () => {
    const learnt = { ...anyRunner("sender", 2), prior: 1 };
    const linked = {
      modelName: model.name,
      isSimulated: false,
      calibration: { learnt, warmUpMinutes: 0 },
      asSent: true,
      settings: null,
    };
    const cautionsOf = (changed: Partial<RunItem>) =>
      headlineWords(
        viewOf({ ...item, ...changed }, 0),
        analyse(track, prediction, contract, zonesOf(190), NO_CALIBRATION),
        model,
      ).cautions.slice(3);
    expect(cautionsOf({ linked })).toEqual([
      `The link was made with another version of ${model.name}, so figures may differ.`,
      "What another model learned of the sender says nothing to this one, and is not used.",
    ]);
    expect(cautionsOf({ linked: { ...linked, asSent: false } })).toHaveLength(1);
    const own = { ...learnt, prior: fingerprintOf(contract.calibration!) };
    expect(cautionsOf({ linked: { ...linked, calibration: { learnt: own, warmUpMinutes: 0 } } })).toEqual([]);
  });

  test("stands no caution where there is no reason for one", () => {
    const known = { ...contract, longestRunS: 7200, trainedOn: { ...contract.trainedOn, genders: [0 as const] } };
    const result = { contract: known, outcomes: [{ name: "run.gpx", prediction }] };
    const view = viewOf({ ...item, linked: null, result }, 0);
    expect(
      headlineWords(view, analyse(track, prediction, known, zonesOf(190), NO_CALIBRATION), model).cautions,
    ).toEqual([NO_USUAL]);
  });

  test("stands of a simulated run that it is one, first of all, and of one that came by a link, which names no runner", () => {
    const cautionsOf = (runner: string | null, isSimulated = false) => {
      const ran = { ...prediction, track: { ...track, runner } };
      const result = { contract, outcomes: [{ name: "run.gpx", prediction: ran }] };
      const view = viewOf({ ...item, result, linked: { ...item.linked!, isSimulated } }, 0);
      return headlineWords(view, analyse(ran.track, ran, contract, zonesOf(190), NO_CALIBRATION), model).cautions;
    };
    const simulated = "A simulated run: it shows how the page works, not how good the model is.";
    expect(cautionsOf("-7")[0]).toBe(simulated);
    expect(cautionsOf(null, true)[0]).toBe(simulated);
    expect(cautionsOf("7")).not.toContain(simulated);
    expect(cautionsOf(null)).not.toContain(simulated);
  });

  test("stands what a file's reading rests on, where no time or no heart rate was found in it", () => {
    const repairs = (["rows-as-timesteps", "no-heart-rate", "default-unit"] as const).map((code) => ({
      code,
      count: 1,
      message: `${code}.`,
      spans: [],
    }));
    const view = viewOf({ ...item, linked: null }, 0);
    const analysis = analyse(track, { ...prediction, repairs }, contract, zonesOf(190), NO_CALIBRATION);
    expect(headlineWords(view, analysis, model).cautions.slice(0, 2)).toEqual(["rows-as-timesteps.", "no-heart-rate."]);
  });

  test("stands that the model knows runs alone, where the file is of another sport", () => {
    const walk = { ...track, sport: "walking" };
    const { sentence, warning, cautions } = headlineWords(
      viewOf({ ...item, linked: null }, 0),
      analyse(walk, { ...prediction, track: walk }, contract, zonesOf(190), NO_CALIBRATION),
      model,
    );
    expect(sentence).toBe("Not a run: the file calls it “walking”.");
    expect(warning).toContain("The model knows runs alone");
    expect(cautions[0]).toBe("10 bpm above the average runner.");
  });

  test("stands that no hills are known, where a treadmill or a foot pod gave the speed", () => {
    const indoors = { ...track, isOnUnknownGround: true };
    const { sentence, warning } = headlineWords(
      viewOf(item, 0),
      analyse(indoors, { ...prediction, track: indoors }, contract, zonesOf(190), NO_CALIBRATION),
      model,
    );
    expect(sentence).toMatch(/^10 bpm above/);
    expect(warning).toMatch(/treadmill or a foot pod, and no hills are known/);
  });

  test("stands whether the model is still to come, or is not", () => {
    const coming = viewOf({ ...item, result: null, source: { kind: "track", track, smoothingWindow: null } }, 0);
    const analysis = analyse(track, null, null, zonesOf(190), NO_CALIBRATION);
    expect(headlineWords(coming, analysis, { ...model, phase: "loading" }).sentence).toContain("on its way");
    expect(headlineWords(coming, analysis, { ...model, phase: "failed" }).sentence).toContain("could not be loaded");
    const file = new File(["a"], "run.gpx");
    const unread = viewOf({ ...item, result: null, source: { kind: "file", file } }, 0);
    expect(headlineWords(unread, null, { ...model, phase: "failed" }).sentence).toContain("could not be loaded");
    expect(headlineWords(unread, null, { ...model, phase: "trial-run" }).sentence).toContain("on its way");
    expect(headlineWords(unread, null, model).sentence).toBe("Reading the run.");
    const stopped = { ...item, state: "stopped" } as const;
    expect(headlineWords(viewOf({ ...stopped, result: null }, 0), null, model).sentence).toContain("Stopped");
    const before = analyse(track, prediction, contract, zonesOf(190), NO_CALIBRATION);
    expect(headlineWords(viewOf(stopped, 0), before, model).cautions[0]).toContain("before the latest change");
  });

  test("stands the reason where a run was refused", () => {
    const error = new PredictorError("no-time", "No point has a time.");
    const view = viewOf({ ...item, origin: { kind: "file" }, result: null, error }, 0);
    expect(headlineWords(view, null, model)).toEqual({
      sentence: "No prediction for run.gpx.",
      cautions: ["No point has a time."],
    });
  });
});

describe("a finding without what was excluded", () => {
  const excluded = [{ startS: 600, endS: 720 }];

  test("says so first, and of what it is", () => {
    const { sentence, cautions } = wordsOf({ ...higher, comparedS: 1440 }, 2880, NOTHING_SEEN, excluded);
    expect(sentence).toBe("6 bpm above the average runner.");
    expect(cautions.slice(0, 2)).toEqual(["Without 10:00–12:00 (2:00 excluded).", "Compared over 24 minutes."]);
  });

  test("with nothing left to compare says that too, and not that the run had no heart rate", () => {
    const { sentence, cautions } = wordsOf({ ...higher, kind: "no-heart-rate" }, 2880, NOTHING_SEEN, excluded);
    expect(sentence).toMatch(/^No heart rate is left to compare with/);
    expect(cautions[0]).toBe("Without 10:00–12:00 (2:00 excluded).");
  });
});
