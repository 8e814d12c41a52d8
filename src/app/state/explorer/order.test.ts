import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitRow } from "../../../testing/scripted-split.ts";
import type { Units } from "../../format/units.ts";
import { type ColumnId, columns } from "./columns.ts";
import { noFilter, readFilter } from "./filter.ts";
import { orderOf, type Sort, sortedBy } from "./order.ts";

const PACE: Units = { speedUnit: "pace", distanceUnit: "km" };
const SPEED: Units = { speedUnit: "speed", distanceUnit: "km" };
const everything = readFilter(noFilter(PACE)).filter;

function orderBy(column: ColumnId, direction: Sort["direction"], rows: ReturnType<typeof splitRow>[], units = PACE) {
  return orderOf(rows, everything, { column, direction }, units).map(({ row }) => row);
}

describe("rows", () => {
  test("are sorted by any column, either way, those without a value last, equals in the file's order", () => {
    const means = [150, null, 140, 150, Number.NaN];
    const rows = means.map((bpm, i) => splitRow(i, { hr_mean: bpm }));
    expect(orderBy("mean-heart-rate", "ascending", rows)).toEqual([2, 0, 3, 1, 4]);
    expect(orderBy("mean-heart-rate", "descending", rows)).toEqual([0, 3, 2, 1, 4]);
    const types = ["STEADY", null, "RECOVERY"].map((type, i) => splitRow(i, { workout_type: type }));
    expect(orderBy("type", "ascending", types)).toEqual([2, 0, 1]);
    expect(orderBy("type", "descending", types)).toEqual([0, 2, 1]);
  });

  test("are sorted by ids to the last digit", () => {
    const rows = [2n ** 62n + 1n, 7, 2n ** 62n, -(2n ** 60n)].map((id, i) => splitRow(i, { workout_id: id }));
    expect(orderBy("run", "ascending", rows)).toEqual([3, 1, 2, 0]);
  });

  test("are sorted by speed as it is read: the fastest pace is the least", () => {
    const rows = [10, 14, null, 12].map((kmh, i) => splitRow(i, { speed_mean: kmh }));
    expect(orderBy("speed", "ascending", rows, SPEED)).toEqual([0, 3, 1, 2]);
    expect(orderBy("speed", "ascending", rows, PACE)).toEqual([1, 3, 0, 2]);
  });

  test("come out as they went in, less what the filter keeps, whatever they hold", () => {
    const anyRow = fc
      .record({
        hr_mean: fc.option(fc.double(), { nil: null }),
        duration_min: fc.option(fc.double(), { nil: null }),
        speed_mean: fc.option(fc.double(), { nil: null }),
        workout_type: fc.option(fc.constantFrom("STEADY", "RECOVERY", "INTERVALS"), { nil: null }),
      })
      .map((values) => splitRow(0, values));
    const anyColumn = fc.constantFrom(...columns.map(({ id }) => id));
    fc.assert(
      fc.property(fc.array(anyRow), anyColumn, fc.boolean(), (rows, column, isUp) => {
        const numbered = rows.map((row, i) => ({ ...row, row: i }));
        const order = orderBy(column, isUp ? "ascending" : "descending", numbered);
        expect(order.toSorted((a, b) => a - b)).toEqual(numbered.map(({ row }) => row));
        const { value } = columns.find(({ id }) => id === column)!;
        const keys = order.map((row) => value(numbered[row], PACE)).filter((key) => key !== null);
        for (const [i, key] of keys.slice(1).entries()) {
          expect(isUp ? key >= keys[i] : key <= keys[i], `${keys[i]}, ${key}`).toBe(true);
        }
      }),
    );
  });
});

test("a column's header turns its order round, or takes over with the least first", () => {
  const first = sortedBy("climb", { column: "run", direction: "descending" });
  expect(first).toEqual({ column: "climb", direction: "ascending" });
  expect(sortedBy("climb", first)).toEqual({ column: "climb", direction: "descending" });
});
