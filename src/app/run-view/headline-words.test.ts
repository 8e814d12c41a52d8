import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { analyse } from "../../evaluation/analysis.ts";
import { fingerprintOf } from "../../evaluation/calibration/prior-fingerprint.ts";
import { NO_CALIBRATION } from "../../evaluation/expected-heart-rate.ts";
import type { Finding } from "../../evaluation/finding.ts";
import { anyRunner } from "../../testing/any-runner.ts";
import { anyContract } from "../../testing/contract.ts";
import { trackOf } from "../../testing/tracks.ts";
import { type LookedAt, NOTHING_LOOKED_AT } from "../runner/calibration-words.ts";
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

function wordsOf(
  finding: Finding,
  durationS: number,
  { kind, fromS }: Omit<LookedAt, "historyRuns"> = NOTHING_LOOKED_AT,
  excluded: Excluded = [],
) {
  return findingWords({ finding, kind, fromS, settlingS: 24, excluded }, durationS);
}

describe("the finding in words", () => {
  test("says how much, which way, over how long and where", () => {
    const finding: Finding = { ...higher, concentration: { fromS: 1800, toS: 2880, share: 0.7 } };
    expect(wordsOf(finding, 2880).sentence).toBe(
      "6 bpm higher than expected over 48 minutes, most of it after minute 30.",
    );
  });

  test("names the start and the middle of a run as such", () => {
    const at = (fromS: number, toS: number) =>
      wordsOf({ ...higher, kind: "lower", concentration: { fromS, toS, share: 0.6 } }, 3000).sentence;
    expect(at(0, 300)).toBe("6 bpm lower than expected over 48 minutes, most of it in the first 5 minutes.");
    expect(at(600, 1200)).toContain("most of it between minutes 10 and 20.");
  });

  test("says so where the heart rate is known for a part of the run only", () => {
    expect(wordsOf(higher, 6000).sentence).toBe("6 bpm higher than expected over the 48 minutes with a heart rate.");
  });

  test("tells a difference that is the model's own, as it settles, before what it may mean", () => {
    const usualBpm = { lowerBpm: -19, upperBpm: 20 };
    const finding: Finding = { ...higher, kind: "lower", isOfSettling: true, withinUsual: true, usualBpm };
    expect(wordsOf(finding, 2880).cautions[0]).toBe(
      "Without the first 24 seconds, in which the model settles, it is as expected.",
    );
  });

  test("is careful with a difference that is usual between runners, and plain with one that is not", () => {
    const usualBpm = { lowerBpm: -19, upperBpm: 20 };
    expect(wordsOf({ ...higher, withinUsual: true, usualBpm }, 2880).cautions[0]).toContain(
      "within what is usual between runners (−19 to +20 bpm)",
    );
    expect(wordsOf({ ...higher, withinUsual: false, usualBpm }, 2880).cautions[0]).toBe(
      "The difference is more than is usual between runners (−19 to +20 bpm).",
    );
  });

  test("does not contradict itself where a difference is written as the end of what is usual", () => {
    const beyond = (meanDifferenceBpm: number) =>
      wordsOf({ ...higher, meanDifferenceBpm, withinUsual: false, usualBpm: { lowerBpm: -19.6, upperBpm: 20.1 } }, 2880)
        .cautions[0];
    expect(beyond(20.3)).toBe("The difference is slightly more than is usual between runners (−20 to +20 bpm).");
    expect(beyond(-19.7)).toContain("slightly more than");
    expect(beyond(-24)).toContain("is more than");
  });

  test("says of what a difference is usual, by what was looked at", () => {
    const finding = { ...higher, withinUsual: true, usualBpm: { lowerBpm: -6, upperBpm: 7 } };
    const caution = (kind: LookedAt["kind"], fromS: number) => wordsOf(finding, 2880, { kind, fromS }).cautions[0];
    expect(caution("history", 0)).toContain("usual from day to day (−6 to +7 bpm)");
    expect(caution("warm-up", 600)).toContain("usual over the rest of a run (−6 to +7 bpm)");
    expect(caution("history and warm-up", 600)).toContain("usual over the rest of a run");
    const small: Finding = { ...finding, kind: "as-expected", meanDifferenceBpm: 1 };
    expect(wordsOf(small, 2880).cautions[0]).toBe("Differences of −6 to +7 bpm are usual between runners.");
  });

  test("speaks of the rest where the first minutes were looked at", () => {
    const finding = { ...higher, comparedS: 2280 };
    expect(wordsOf(finding, 2880, { kind: "warm-up", fromS: 600 }).sentence).toBe(
      "6 bpm higher than expected over the 38 minutes from minute 10 on.",
    );
    expect(wordsOf(finding, 6000, { kind: "warm-up", fromS: 600 }).sentence).toBe(
      "6 bpm higher than expected over the 38 minutes with a heart rate from minute 10 on.",
    );
  });

  test("does not make a difference of nothing", () => {
    const finding: Finding = { ...higher, kind: "as-expected", meanDifferenceBpm: -0.3 };
    expect(wordsOf(finding, 2880).sentence).toBe("As expected: no difference on average over 48 minutes.");
    expect(wordsOf({ ...finding, meanDifferenceBpm: -1.4 }, 2880).sentence).toContain("1 bpm lower on average");
  });

  test("does not call expected what was far off either way", () => {
    const finding: Finding = { ...higher, kind: "mixed", meanDifferenceBpm: 0.4, meanAbsoluteDifferenceBpm: 14.4 };
    expect(wordsOf(finding, 2880).sentence).toBe(
      "As much harder as easier than expected: 14 bpm either way, over 48 minutes.",
    );
  });

  test("says of a file without heart rate that there is nothing to compare", () => {
    const finding: Finding = { ...higher, kind: "no-heart-rate", meanDifferenceBpm: Number.NaN, comparedS: 0 };
    expect(wordsOf(finding, 2880).sentence).toContain("No heart rate in this run");
  });
});

describe("above the charts", () => {
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
    linked: { modelName: "larger", isSimulated: false, calibration: null, asSent: true },
    state: "done",
    result: { contract, outcomes: [{ name: "run.gpx", prediction }] },
    error: null,
    excluded: {},
  };

  test("stands what the model cannot know: a gender, a length and a link's model that are not its own", () => {
    const { sentence, cautions } = headlineWords(
      viewOf(item, 0),
      analyse(track, prediction, contract, 190, NO_CALIBRATION),
      model,
    );
    expect(sentence).toBe("10 bpm higher than expected over 60 minutes.");
    expect(cautions).toHaveLength(3);
    expect(cautions[0]).toContain("No woman");
    expect(cautions[1]).toContain("59:54");
    expect(cautions[2]).toContain("larger");
  });

  test("stands that what other runs of a link's sender came to says nothing of a model of the same name", () => {
    const learnt = { ...anyRunner("sender", 2), prior: 1 };
    const linked = {
      modelName: model.name,
      isSimulated: false,
      calibration: { learnt, warmUpMinutes: 0 },
      asSent: true,
    };
    const cautionsOf = (changed: Partial<RunItem>) =>
      headlineWords(
        viewOf({ ...item, ...changed }, 0),
        analyse(track, prediction, contract, 190, NO_CALIBRATION),
        model,
      ).cautions.slice(2);
    expect(cautionsOf({ linked })).toEqual([
      `The link was made with another version of ${model.name}, so figures may differ.`,
      "What the sender's other runs came to says nothing of this model, and is not used.",
    ]);
    expect(cautionsOf({ linked: { ...linked, asSent: false } })).toHaveLength(1);
    const own = { ...learnt, prior: fingerprintOf(contract.calibration!) };
    expect(cautionsOf({ linked: { ...linked, calibration: { learnt: own, warmUpMinutes: 0 } } })).toEqual([]);
  });

  test("stands no caution where there is no reason for one", () => {
    const known = { ...contract, longestRunS: 7200, trainedOn: { ...contract.trainedOn, genders: [0 as const] } };
    const result = { contract: known, outcomes: [{ name: "run.gpx", prediction }] };
    const view = viewOf({ ...item, linked: null, result }, 0);
    expect(headlineWords(view, analyse(track, prediction, known, 190, NO_CALIBRATION), model).cautions).toEqual([]);
  });

  test("stands of a simulated run that it is one, first of all, and of one that came by a link, which names no runner", () => {
    const cautionsOf = (runner: string | null, isSimulated = false) => {
      const ran = { ...prediction, track: { ...track, runner } };
      const result = { contract, outcomes: [{ name: "run.gpx", prediction: ran }] };
      const view = viewOf({ ...item, result, linked: { ...item.linked!, isSimulated } }, 0);
      return headlineWords(view, analyse(ran.track, ran, contract, 190, NO_CALIBRATION), model).cautions;
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
    const analysis = analyse(track, { ...prediction, repairs }, contract, 190, NO_CALIBRATION);
    expect(headlineWords(view, analysis, model).cautions.slice(0, 2)).toEqual(["rows-as-timesteps.", "no-heart-rate."]);
  });

  test("stands that the model knows runs alone, where the file is of another sport", () => {
    const walk = { ...track, sport: "walking" };
    const { sentence, warning, cautions } = headlineWords(
      viewOf({ ...item, linked: null }, 0),
      analyse(walk, { ...prediction, track: walk }, contract, 190, NO_CALIBRATION),
      model,
    );
    expect(sentence).toBe("Not a run: the file calls it “walking”.");
    expect(warning).toContain("The model knows runs alone");
    expect(cautions[0]).toBe("10 bpm higher than expected over 60 minutes.");
  });

  test("stands that no hills are known, where a treadmill or a foot pod gave the speed", () => {
    const indoors = { ...track, isOnUnknownGround: true };
    const { sentence, warning } = headlineWords(
      viewOf(item, 0),
      analyse(indoors, { ...prediction, track: indoors }, contract, 190, NO_CALIBRATION),
      model,
    );
    expect(sentence).toMatch(/^10 bpm higher/);
    expect(warning).toMatch(/treadmill or a foot pod, and no hills are known/);
  });

  test("stands whether the model is still to come, or is not", () => {
    const coming = viewOf({ ...item, result: null, source: { kind: "track", track } }, 0);
    const analysis = analyse(track, null, null, 190, NO_CALIBRATION);
    expect(headlineWords(coming, analysis, { ...model, phase: "loading" }).sentence).toContain("on its way");
    expect(headlineWords(coming, analysis, { ...model, phase: "failed" }).sentence).toContain("could not be loaded");
    const file = new File(["a"], "run.gpx");
    const unread = viewOf({ ...item, result: null, source: { kind: "file", file } }, 0);
    expect(headlineWords(unread, null, { ...model, phase: "failed" }).sentence).toContain("could not be loaded");
    expect(headlineWords(unread, null, { ...model, phase: "trial-run" }).sentence).toContain("on its way");
    expect(headlineWords(unread, null, model).sentence).toBe("Reading the run.");
    const stopped = { ...item, state: "stopped" } as const;
    expect(headlineWords(viewOf({ ...stopped, result: null }, 0), null, model).sentence).toContain("Stopped");
    const before = analyse(track, prediction, contract, 190, NO_CALIBRATION);
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
    const { sentence, cautions } = wordsOf({ ...higher, comparedS: 1440 }, 2880, NOTHING_LOOKED_AT, excluded);
    expect(sentence).toContain("over the 24 minutes that are compared");
    expect(cautions[0]).toBe("Without 10:00–12:00 (2:00 excluded).");
  });

  test("with nothing left to compare says that too, and not that the run had no heart rate", () => {
    const { sentence, cautions } = wordsOf({ ...higher, kind: "no-heart-rate" }, 2880, NOTHING_LOOKED_AT, excluded);
    expect(sentence).toMatch(/^No heart rate is left to compare with/);
    expect(cautions).toEqual(["Without 10:00–12:00 (2:00 excluded)."]);
  });
});
