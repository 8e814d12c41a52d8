import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRow } from "../../../testing/scripted-split.ts";
import { tableSteps } from "./table-steps.ts";

const order = [5, 2, 9].map((row) => splitRow(row));

test("a run leads to its neighbours in the order of the table, and the ends lead nowhere", () => {
  const steps = (row: number) => {
    const { position, count, previous, next } = tableSteps(order, 100 + row);
    return { position, count, previous: previous?.row ?? null, next: next?.row ?? null };
  };
  expect(steps(5)).toEqual({ position: 1, count: 3, previous: null, next: 2 });
  expect(steps(2)).toEqual({ position: 2, count: 3, previous: 5, next: 9 });
  expect(steps(9)).toEqual({ position: 3, count: 3, previous: 2, next: null });
  expect(steps(7)).toEqual({ position: null, count: 3, previous: null, next: 5 });
});

test("a random run is any other of the table, and none where there is no other", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(5, 2, 9),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (row, drawn) => {
        const found = tableSteps(order, 100 + row, () => drawn).random()!;
        expect([5, 2, 9]).toContain(found.row);
        expect(found.row).not.toBe(row);
      },
    ),
  );
  expect(tableSteps(order.slice(0, 1), 105).random()).toBeNull();
});
