import { expect, test } from "vitest";
import { cssColour } from "./css-colour.ts";

test("colours are read as browsers resolve them", () => {
  expect(cssColour("rgb(1, 2, 3)")).toEqual({ rgb: [1, 2, 3], opacity: 1 });
  expect(cssColour("rgba(1, 2, 3, 0.5)")).toEqual({ rgb: [1, 2, 3], opacity: 0.5 });
  expect(cssColour("color(srgb 1 0 0.2 / 0.4)")).toEqual({ rgb: [255, 0, 51], opacity: 0.4 });
  expect(cssColour("color(srgb 1e-1 0 1)").rgb[0]).toBeCloseTo(25.5, 9);
});
