import { expect, test } from "vitest";
import { forgetWords, sizeWords, turnOffWords } from "./library-words.ts";

test("the size of few runs is no zero", () => {
  expect(sizeWords({ runs: 0, bytes: 0 })).toBe("0 runs kept.");
  expect(sizeWords({ runs: 1, bytes: 4000 })).toBe("1 run kept, less than 0.1 MB.");
  expect(sizeWords({ runs: 300, bytes: 1_350_000 })).toBe("300 runs kept, 1.4 MB.");
});

test("what is kept is named before it goes, courses too, and also where nobody could count the runs", () => {
  expect(forgetWords({ runs: 2, courses: 1 })).toContain(
    "removes 2 runs, 1 course, your settings and what you said of yourself",
  );
  expect(forgetWords({ runs: 0, courses: 0 })).toContain("removes your settings and what");
  expect(turnOffWords({ runs: 0, courses: 3 })).toContain("keeps, 3 courses, can stay");
  expect(turnOffWords({ runs: null, courses: 0 })).toContain("keeps, all runs, can stay");
});
