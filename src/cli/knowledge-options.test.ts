import { describe, expect, test } from "vitest";
import { thrownBy } from "../testing/parsing.ts";
import { statedKnowledge } from "./knowledge-options.ts";

describe("what a runner says of themselves", () => {
  test("is three heart rates, and an effort as a speed over twenty minutes", () => {
    expect(statedKnowledge({ "max-hr": "187", "resting-hr": "48", "threshold-hr": "170" })).toEqual({
      maximumBpm: 187,
      restingBpm: 48,
      thresholdBpm: 170,
    });
    expect(statedKnowledge({ best: "5km=20:00" }).bestKmh).toBeCloseTo(15, 9);
    expect(statedKnowledge({ best: "5000 m = 0:20:00" }).bestKmh).toBeCloseTo(15, 9);
    expect(statedKnowledge({ best: "13.1mi=1:45:00" }).bestKmh).toBeCloseTo(13.24, 1);
    expect(statedKnowledge({})).toEqual({});
  });

  test.each([
    [{ "max-hr": "fast" }, /--max-hr is fast: say it in beats a minute, from 120 to 230/],
    [{ "max-hr": "" }, /--max-hr is : say it/],
    [{ "resting-hr": "190" }, /from 25 to 110/],
    [{ "threshold-hr": "80" }, /--threshold-hr is 80: say it in beats a minute, from 90 to 220/],
    [{ best: "22:30" }, /--best is 22:30: say over which distance in which time, such as 5km=22:30/],
    [{ best: "5km=soon" }, /over which distance in which time/],
    [{ best: "100m=0:12" }, /say an effort of 3:30 to 3:50:00/],
    [{ best: "5km=4:00" }, /nobody runs so fast/],
    [{ best: "1km=30:00" }, /nobody runs so slowly at best/],
  ])("is refused where it can't be: %o", (values, message) => {
    expect(thrownBy(() => statedKnowledge(values))).toMatchObject({
      code: "usage",
      message: expect.stringMatching(message),
    });
  });
});
