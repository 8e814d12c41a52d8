import { expect, test } from "vitest";
import { forgetWords, turnOffWords } from "./library-words.ts";

test("what is kept is named before it goes, courses too, and also where nobody could count the runs", () => {
  expect(forgetWords({ runs: 2, courses: 1 })).toContain(
    "removes 2 runs, 1 course, your settings and what you said of yourself",
  );
  expect(forgetWords({ runs: 0, courses: 0 })).toContain("removes your settings and what");
  expect(turnOffWords({ runs: 0, courses: 3 })).toContain("keeps, 3 courses, can stay");
  expect(turnOffWords({ runs: null, courses: 0 })).toContain("keeps, all runs, can stay");
});
