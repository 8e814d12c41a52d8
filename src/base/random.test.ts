import { expect, test } from "vitest";
import { Random, Wander } from "./random.ts";

function moments(values: number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { mean, sd };
}

test("the same text gives the same numbers, another text others", () => {
  const draw = (seed: string) => {
    const random = new Random(seed);
    return Array.from({ length: 5 }, () => random.uniform(0, 1));
  };
  expect(draw("42/S01")).toEqual(draw("42/S01"));
  expect(draw("42/S01")).not.toEqual(draw("42/S02"));
});

test("uniform numbers fill their range evenly", () => {
  const random = new Random("uniform");
  const bins = new Array(10).fill(0);
  for (let i = 0; i < 100_000; i++) bins[Math.floor(random.uniform(-5, 5) + 5)]++;
  // Five standard errors of 10,000 expected a bin.
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(475);
});

test("normal numbers have their mean, their spread, and 5 % beyond 1.96 standard deviations", () => {
  const random = new Random("normal");
  const values = Array.from({ length: 100_000 }, () => random.normal(10, 3));
  const { mean, sd } = moments(values);
  expect(mean).toBeCloseTo(10, 1);
  expect(sd).toBeCloseTo(3, 1);
  const beyond = values.filter((value) => Math.abs(value - 10) > 1.96 * 3).length / values.length;
  expect(Math.abs(beyond - 0.05)).toBeLessThan(0.004);
});

test("a wandering value keeps its spread, and correlates with itself by 1/e over its time constant", () => {
  const wander = new Wander(new Random("wander"), 2, 5, 1);
  const values = Array.from({ length: 200_000 }, () => wander.next());
  const { mean, sd } = moments(values);
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(Math.abs(sd - 2)).toBeLessThan(0.06);
  const products = values.slice(5).map((value, i) => value * values[i]);
  expect(Math.abs(moments(products).mean / sd ** 2 - Math.exp(-1))).toBeLessThan(0.03);
});
