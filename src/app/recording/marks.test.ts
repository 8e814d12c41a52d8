import { describe, expect, test } from "vitest";
import { createMarks, type Mark, shadedMark, toggleMark } from "./marks.ts";

const mark = (id: string, places = 1): Mark => ({
  id,
  kind: "repair",
  name: id,
  count: "",
  spans: Array.from({ length: places }, (_, i) => ({ startS: i, endS: i })),
  meaning: "",
});
const marks = [mark("pause"), mark("jump"), mark("smoothed", 0)];

describe("what the charts shade", () => {
  test("is what is pointed at, else what was chosen, of what has a place", () => {
    expect(shadedMark(marks, { chosen: null, pointed: null })).toBeNull();
    expect(shadedMark(marks, { chosen: "pause", pointed: null })?.id).toBe("pause");
    expect(shadedMark(marks, { chosen: "pause", pointed: "jump" })?.id).toBe("jump");
    expect(shadedMark(marks, { chosen: "pause", pointed: "smoothed" })?.id).toBe("pause");
    expect(shadedMark(marks, { chosen: "not of this run", pointed: null })).toBeNull();
  });

  test("goes as it is put away, although the focus is still on it", () => {
    const store = createMarks();
    store.setState({ pointed: "pause" });
    toggleMark(store, "pause");
    expect(store.getState().chosen).toBe("pause");
    toggleMark(store, "pause");
    expect(shadedMark(marks, store.getState())).toBeNull();
  });
});
