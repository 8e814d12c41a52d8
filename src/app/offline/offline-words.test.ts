import { expect, test } from "vitest";
import { heldWords, updateWords } from "./offline-words.ts";

test("what is held is named with its size, and what needs a network beside it", () => {
  expect(heldWords(22_400_000)).toMatch(/models and its dataset \(22 MB\).*other addresses/);
});

test("a newer version says what becomes of what is open, and what keeps it from coming", () => {
  const update = { otherWindows: null, error: null };
  expect(updateWords(update, 0)).not.toContain("again");
  expect(updateWords(update, 1)).toContain("your 1 file again, with what you excluded. Scores of datasets do not come");
  expect(updateWords({ ...update, otherWindows: 1 }, 3)).toContain("1 other window of this page still runs");
  expect(updateWords({ ...update, otherWindows: 2 }, 3)).toContain("2 other windows of this page still run the");
  expect(updateWords({ ...update, error: "no room" }, 3)).toContain("(no room)");
});
