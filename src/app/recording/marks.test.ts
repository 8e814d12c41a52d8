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
const nothing = createMarks().getState();
const marks = [mark("pause"), mark("jump"), mark("smoothed", 0)];

describe("what the charts shade", () => {
  test("is what is pointed at, else what was chosen, of what has a place", () => {
    expect(shadedMark(marks, nothing)).toBeNull();
    expect(shadedMark(marks, { ...nothing, chosen: "pause" })?.name).toBe("pause");
    expect(shadedMark(marks, { ...nothing, chosen: "pause", pointed: "jump" })?.name).toBe("jump");
    expect(shadedMark(marks, { ...nothing, chosen: "pause", pointed: "smoothed" })?.name).toBe("pause");
    expect(shadedMark(marks, { ...nothing, chosen: "not of this run" })).toBeNull();
  });

  test("is a split that is pointed at, before what was chosen", () => {
    const stretch = { name: "km 3", spans: [{ startS: 600, endS: 900 }] };
    expect(shadedMark(marks, { ...nothing, chosen: "pause", stretch })).toBe(stretch);
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
