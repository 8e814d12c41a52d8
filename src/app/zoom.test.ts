import { expect, test } from "vitest";
import { around } from "./zoom.ts";

test("a place is shown with as much before and after it, at least half a minute, within the run", () => {
  expect(around({ startS: 600, endS: 720 }, 3600)).toEqual({ startS: 480, endS: 840 });
  expect(around({ startS: 600, endS: 600 }, 3600)).toEqual({ startS: 570, endS: 630 });
  expect(around({ startS: 5, endS: 5 }, 3600)).toEqual({ startS: 0, endS: 60 });
  expect(around({ startS: 3500, endS: 3600 }, 3600)).toEqual({ startS: 3300, endS: 3600 });
  expect(around({ startS: 0, endS: 1800 }, 3600)).toBeNull();
});
