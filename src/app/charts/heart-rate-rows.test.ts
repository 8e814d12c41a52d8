import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heartRateRows, splitAtSettled } from "./heart-rate-rows.ts";

const maybeBpm = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 60, max: 200 }) }, fc.constant(Number.NaN));
const anyRun = fc.array(fc.record({ expected: fc.integer({ min: 60, max: 200 }), measured: maybeBpm }), {
  minLength: 2,
  maxLength: 60,
});

function rowsOf(expectedBpm: number[], measuredBpm: number[], settlingS = 0) {
  const timeS = measuredBpm.map((_, i) => i * 6);
  const expected = { heartRateBpm: expectedBpm, lowerBpm: null, upperBpm: null, settlingS };
  return heartRateRows(
    { timeS, measuredBpm, expected },
    timeS.map((_, i) => i),
  );
}

test("the rows of a run are parted where the model has settled, and share the row there", () => {
  const rows = rowsOf([150, 150, 150, 150], [150, 150, 150, 150]);
  const timesOf = (settlingS: number, of = rows) => {
    const { settling, settled } = splitAtSettled(of, settlingS);
    return [settling, settled].map((part) => part.map(({ timeS }) => timeS));
  };
  expect(timesOf(12)).toEqual([
    [0, 6, 12],
    [12, 18],
  ]);
  expect(timesOf(0)).toEqual([[], [0, 6, 12, 18]]);
  expect(timesOf(24)).toEqual([[0, 6, 12, 18], []]);
  expect(timesOf(12, rows.slice(2))).toEqual([[], [12, 18]]);
});

describe("the fill between measured and expected heart rate", () => {
  test("changes its colour where the lines cross", () => {
    const rows = rowsOf([150, 150], [160, 130]);
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({ timeS: 2, measuredBpm: 150, harderBpm: [150, 150], easierBpm: [150, 150] });
    expect(rows[0]).toMatchObject({ harderBpm: [150, 160], easierBpm: null });
    expect(rows[2]).toMatchObject({ harderBpm: null, easierBpm: [130, 150] });
  });

  test("is of one colour at a time: no stretch between two rows has both", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const rows = rowsOf(
          run.map(({ expected }) => expected),
          run.map(({ measured }) => measured),
        );
        for (let i = 1; i < rows.length; i++) {
          const [a, b] = [rows[i - 1], rows[i]];
          const harder = a.harderBpm !== null && b.harderBpm !== null;
          const easier = a.easierBpm !== null && b.easierBpm !== null;
          const apart = [a, b].some(({ measuredBpm, expectedBpm }) => measuredBpm !== expectedBpm);
          if (apart) expect(harder && easier).toBe(false);
          const measured = a.measuredBpm !== null && b.measuredBpm !== null;
          expect(harder || easier).toBe(measured);
        }
      }),
    );
  });

  test("has a hole where the heart rate is missing", () => {
    const rows = rowsOf([150, 150, 150], [160, Number.NaN, 140]);
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({ expectedBpm: 150, measuredBpm: null, harderBpm: null, easierBpm: null });
  });

  test("is absent while the model settles, and begins where it has settled; the lines stand", () => {
    const rows = rowsOf([150, 150, 150, 150], [100, 160, 160, 160], 12);
    expect(rows.map(({ timeS }) => timeS)).toEqual([0, 5, 6, 12, 18]);
    expect(rows.map(({ harderBpm, easierBpm }) => harderBpm ?? easierBpm)).toEqual([
      null,
      null,
      null,
      [150, 160],
      [150, 160],
    ]);
    expect(rows.every(({ expectedBpm, measuredBpm }) => expectedBpm !== null && measuredBpm !== null)).toBe(true);
  });

  test("is absent until the run is predicted, while the measured line stands", () => {
    const rows = heartRateRows({ timeS: [0, 6], measuredBpm: [120, 130], expected: null }, [0, 1]);
    expect(rows.map(({ measuredBpm }) => measuredBpm)).toEqual([120, 130]);
    expect(rows.every(({ harderBpm, easierBpm, bandBpm }) => !harderBpm && !easierBpm && !bandBpm)).toBe(true);
  });

  test("leaves the prediction interval unbroken at a crossing", () => {
    const expected = { heartRateBpm: [150, 150], lowerBpm: [130, 140], upperBpm: [170, 180], settlingS: 0 };
    const rows = heartRateRows({ timeS: [0, 10], measuredBpm: [160, 140], expected }, [0, 1]);
    expect(rows[1].bandBpm).toEqual([135, 175]);
  });
});
