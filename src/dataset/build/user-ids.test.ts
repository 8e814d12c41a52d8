import fc from "fast-check";
import { expect, test } from "vitest";
import { isSimulatedRunner, simulatedRunner } from "../simulator/simulated-runners.ts";
import { splitOf } from "./splits.ts";
import { UserIds } from "./user-ids.ts";

test("runners get numbers of their own, on their side of the split, the same each time", () => {
  const runners = fc.uniqueArray(fc.oneof(fc.string(), fc.nat({ max: 20 }).map(String)), { maxLength: 40 });
  fc.assert(
    fc.property(runners, fc.integer(), (runners, seed) => {
      const ids = new UserIds(seed);
      const numbers = runners.map((runner) => ids.of(runner));
      expect(new Set(numbers).size).toBe(runners.length);
      expect(numbers.map((id) => splitOf(String(id), seed))).toEqual(runners.map((runner) => splitOf(runner, seed)));
      expect(runners.map((runner) => ids.of(runner))).toEqual(numbers);
    }),
  );
});

test("a simulated runner keeps the number that no real one has, whoever else there is", () => {
  const ids = new UserIds(42);
  const real = Array.from({ length: 200 }, (_, i) => ids.of(`runner ${i}`));
  expect(Array.from({ length: 12 }, (_, i) => ids.of(simulatedRunner(i + 1)))).toEqual(
    Array.from({ length: 12 }, (_, i) => -1 - i),
  );
  expect(real.some((id) => isSimulatedRunner(String(id)))).toBe(false);
});

test("who is called by a number keeps it, and no name takes it", () => {
  const ids = new UserIds(42);
  const names = ["117", "9007199254740993", "9223372036854775807", "9223372036854775808", "0", "017"];
  expect(names.map((runner) => String(ids.of(runner)) === runner)).toEqual([true, true, true, false, false, false]);
  const named = ids.of("Anna");
  expect(new UserIds(42).of(String(named))).toBe(named);
  expect(ids.of(String(named))).not.toBe(named);
});
