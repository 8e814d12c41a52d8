import { expect, test } from "vitest";
import { polygonPoints } from "./drawn-text.ts";
import { colourAttributes } from "./resolved-drawing.ts";

test("colours of a picture are such as every program that reads SVG knows", () => {
  expect(colourAttributes("stroke", "rgb(1, 2, 3)")).toEqual({ stroke: "rgb(1, 2, 3)" });
  expect(colourAttributes("fill", "color(srgb 1 0.5 0 / 0.5)", 0.5)).toEqual({
    fill: "rgb(255, 128, 0)",
    "fill-opacity": "0.25",
  });
  expect(colourAttributes("fill", "none")).toEqual({ fill: "none" });
  expect(colourAttributes("fill", 'url("https://x.org/#takes-hills")')).toEqual({ fill: "url(#takes-hills)" });
});

test("a shape that a legend cuts out of a box has the same corners in a picture", () => {
  const box = { x: 10, y: 20, width: 8, height: 4 };
  expect(polygonPoints("polygon(50% 0px, 100% 100%, 0px 100%)", box)).toBe("14,20 18,24 10,24");
  expect(polygonPoints("none", box)).toBeNull();
});
