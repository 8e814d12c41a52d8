import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

/** A token's colour in a scheme: "#16191d". */
function colour(token: string, scheme: "light" | "dark"): string {
  const [, light, dark] = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css) ?? [];
  return (scheme === "light" ? light : dark) as string;
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

describe.each(["light", "dark"] as const)("in the %s scheme", (scheme) => {
  const between = (one: string, other: string) => contrast(colour(one, scheme), colour(other, scheme));

  test.each([
    "measured",
    "expected",
    "second",
    "band-edge",
    "harder",
    "easier",
  ])("%s stands out on page and interval", (token) => {
    expect(between(token, "page")).toBeGreaterThanOrEqual(3);
    expect(between(token, "band")).toBeGreaterThanOrEqual(3);
  });

  test.each([1, 2, 3, 4, 5, 6])("the colour of compared run or part %s stands out on the page", (number) => {
    expect(between(`run-${number}`, "page")).toBeGreaterThanOrEqual(4.5);
  });

  test("the measured line stands out on the fills beside it", () => {
    expect(between("measured", "harder")).toBeGreaterThanOrEqual(3);
    expect(between("measured", "easier")).toBeGreaterThanOrEqual(3);
  });

  test("text can be read on page, surface and alert", () => {
    for (const surface of ["page", "surface", "zone"]) {
      expect(between("text", surface)).toBeGreaterThanOrEqual(4.5);
      expect(between("muted", surface)).toBeGreaterThanOrEqual(4.5);
      expect(between("accent", surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(between("alert", "alert-surface")).toBeGreaterThanOrEqual(4.5);
  });
});
