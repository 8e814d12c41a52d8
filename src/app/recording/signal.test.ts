import { describe, expect, test } from "vitest";
import { type Analysis, analyse } from "../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import { anyContract } from "../../testing/contract.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import type { QualityFlag } from "../../workout/quality/quality-flags.ts";
import type { Repair } from "../../workout/workout.ts";
import { excludedSentence } from "./excluded-words.ts";
import { repairMarks } from "./ledger.ts";
import { signalMarks } from "./signal.ts";

/** Ten minutes, the third of which lies 40 bpm above what is expected. */
const track = trackOf({ heartRateBpm: series(101, (i) => (i >= 20 && i < 40 ? 190 : 150)) });
const jump: QualityFlag = {
  code: "HR04",
  count: 2,
  message: "It jumped.",
  spans: [
    { startS: 114, endS: 120 },
    { startS: 234, endS: 240 },
  ],
};
const ofRun: QualityFlag = { code: "HR06", count: 1, message: "It hardly changed.", spans: [{ startS: 0, endS: 600 }] };

function analysed(flags: QualityFlag[]): Analysis {
  const prediction = predictionOf(track, { along: new Float32Array(202), flags });
  return analyse(track, prediction, anyContract(), zonesOf(190), NO_CALIBRATION);
}

describe("the rows of what stands out", () => {
  test("name each flag by its check and its places, and what is of the run without one", () => {
    const [first, second] = signalMarks(analysed([jump, ofRun]));
    expect(first).toMatchObject({ code: "HR04", count: "2 places", spans: jump.spans, meaning: "It jumped." });
    expect(second).toMatchObject({ code: "HR06", count: "", spans: [] });
  });

  test("name each stretch outside of the interval by its likely cause and its size", () => {
    const marks = signalMarks(analysed([]));
    expect(marks).toMatchObject([
      { id: "deviation 120", name: "Flat line", count: "+40 bpm", spans: [{ startS: 120, endS: 234 }] },
    ]);
  });

  test("are none before there is a prediction", () => {
    expect(signalMarks(analyse(track, null, null, zonesOf(190), NO_CALIBRATION))).toEqual([]);
  });
});

test("the rows of the ledger say how many, of what, and what points became", () => {
  const repair = (code: Repair["code"], count: number): Repair => ({ code, count, message: "", spans: [] });
  const repairs = [repair("pause", 1), repair("gps-jump", 1200), repair("resampled", 601), repair("smoothed", 101)];
  expect(repairMarks({ repairs, track }).map(({ count }) => count)).toEqual([
    "1 pause",
    "1,200 points",
    "601 points to 101 steps of 6 s",
    "101 steps",
  ]);
  const lost = [repair("damaged-file", 2), repair("far-gap", 9), repair("speed-from-positions", 601)];
  expect(repairMarks({ repairs: lost, track }).map(({ elsewhere }) => elsewhere)).toEqual([
    "not known",
    "before or after it",
    "the whole run",
  ]);
});

test("what was excluded is named, the third stretch and more only counted", () => {
  const span = (minute: number) => ({ startS: 60 * minute, endS: 60 * minute + 90 });
  expect(excludedSentence([])).toBe("");
  expect(excludedSentence([span(12)])).toBe("Without 12:00–13:30 (1:30 excluded).");
  expect(excludedSentence([{ startS: 720, endS: 720 }])).toBe("Without 12:00.");
  expect(excludedSentence([span(1), span(5)])).toBe("Without 1:00–2:30 and 5:00–6:30 (3:00 excluded).");
  expect(excludedSentence([{ startS: 90, endS: 90 }])).toBe("Without 1:30.");
  expect(excludedSentence([span(1), span(5), span(9), span(20)])).toBe(
    "Without 1:00–2:30, 5:00–6:30 and 2 more (6:00 excluded).",
  );
});
