import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeSplitLink } from "../../../sharing/link.ts";
import { thrownBy } from "../../../testing/parsing.ts";
import type { Units } from "../../format/units.ts";
import { columns } from "./columns.ts";
import { type FilterFields, noFilter } from "./filter.ts";
import { readTableView, tableViewText, viewAtFirst } from "./table-view.ts";

const PACE_KM: Units = { speedUnit: "pace", distanceUnit: "km" };
const SPEED_MI: Units = { speedUnit: "speed", distanceUnit: "mi" };

const filtered = (change: Partial<FilterFields>) => ({
  ...viewAtFirst(PACE_KM),
  fields: { ...noFilter(PACE_KM), ...change },
});

describe("the view of a table in an address", () => {
  test("names what differs from a table as it comes, in words and units", () => {
    expect(tableViewText(viewAtFirst(PACE_KM))).toBe("");
    const fields: Partial<FilterFields> = {
      type: { type: "STEADY" },
      heartRate: { from: "150", to: "" },
      speed: { from: "", to: "5:30", units: PACE_KM },
      duration: { from: "30", to: "62,5" },
      mae: { from: "10", to: "11" },
    };
    expect(tableViewText({ ...filtered(fields), sort: { column: "climb", direction: "descending" } })).toBe(
      "sort=-climb&type=STEADY&hr=150..&min-per-km=..5:30&minutes=30..62,5&mae=10..11",
    );
    expect(tableViewText(filtered({ type: { type: null } }))).toBe("untyped=");
    expect(tableViewText(filtered({ speed: { from: "6", to: "8", units: SPEED_MI } }))).toBe("mi-per-h=6..8");
  });

  test("leaves out what is not applied", () => {
    const mistyped = { heartRate: { from: "15x", to: "170" }, duration: { from: "60", to: "30" } };
    expect(tableViewText(filtered(mistyped))).toBe("");
  });

  test("is read as it was written, through an address bar as well", () => {
    const numbers = fc.constantFrom("", "0", "30", "62,5", "999999");
    const anyRange = fc.record({ from: numbers, to: fc.constant("") });
    const anyView = fc.record({
      sort: fc.record({
        column: fc.constantFrom(...columns.map(({ id }) => id)),
        direction: fc.constantFrom("ascending" as const, "descending" as const),
      }),
      fields: fc.record({
        type: fc.oneof(fc.constant("all" as const), fc.record({ type: fc.option(fc.string({ unit: "grapheme" })) })),
        heartRate: anyRange,
        speed: fc.record({
          from: fc.constantFrom("", "5:30", "6,5"),
          to: fc.constant(""),
          units: fc.constant(PACE_KM),
        }),
        duration: anyRange,
        mae: anyRange,
      }),
    });
    fc.assert(
      fc.property(anyView, (view) => {
        const text = tableViewText(view);
        expect(readTableView(text, PACE_KM)).toEqual(view);
        const link = `#${encodeSplitLink({ kind: "bundled" }, null, text)}`;
        expect(new URL(link, "https://example.org/").hash).toBe(link);
      }),
    );
  });

  test("keeps speeds in the units that they were typed in, whatever the page's are", () => {
    const { fields } = readTableView("min-per-km=5:00..5:30", SPEED_MI);
    expect(fields.speed).toEqual({ from: "5:00", to: "5:30", units: PACE_KM });
    expect(readTableView("", SPEED_MI).fields.speed.units).toEqual(SPEED_MI);
  });

  test("leaves names that it does not know, and what is mistyped to be corrected on the page", () => {
    expect(readTableView("section-2&page=4", PACE_KM)).toEqual(viewAtFirst(PACE_KM));
    expect(readTableView("hr=fast..170", PACE_KM).fields.heartRate).toEqual({ from: "fast", to: "170" });
  });

  test("is refused where it sorts by no column, or a range has no ends", () => {
    const refused = (text: string) => thrownBy(() => readTableView(text, PACE_KM));
    expect(refused("sort=-weather")).toMatchObject({ code: "bad-link", message: expect.stringContaining('"weather"') });
    expect(refused("hr=150")).toMatchObject({ code: "bad-link", message: expect.stringContaining('hr is "150"') });
    expect(refused(`sort=${"x".repeat(5000)}`).message.length).toBeLessThan(200);
  });
});
