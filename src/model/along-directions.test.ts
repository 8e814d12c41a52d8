import { expect, test } from "vitest";
import { thrownBy } from "../testing/parsing.ts";
import { alongDirections } from "./along-directions.ts";

/** Three steps of two units. */
const hidden = Float32Array.of(1, 0, 0.5, -1, 0, 0.25);

test("each step stands along each direction at its constant and the weighted sum of the units", () => {
  const directions = [
    [8, 2, 4],
    [-1, 0, 16],
  ];
  expect(alongDirections(hidden, 3, directions)).toEqual(Float32Array.of(8 + 2, -1, 8 + 1 - 4, -17, 8 + 1, 3));
});

test("as many directions as there are, each by itself", () => {
  for (let count = 1; count <= 9; count++) {
    const directions = Array.from({ length: count }, (_, k) => [k, 2 * k, -4]);
    const expected = [0, 1, 2].flatMap((i) =>
      directions.map(([a, b, c]) => a + b * hidden[2 * i] + c * hidden[2 * i + 1]),
    );
    expect(alongDirections(hidden, 3, directions)).toEqual(Float32Array.from(expected));
  }
});

test("a model without directions has none to stand along", () => {
  expect(alongDirections(hidden, 3, [])).toHaveLength(0);
});

test("directions of another hidden state are refused with what does not fit", () => {
  for (const direction of [[], [8, 2], [8, 2, 4, 1]]) {
    const { code, message } = thrownBy(() => alongDirections(hidden, 3, [[8, 2, 4], direction]));
    expect(code).toBe("bad-model");
    expect(message).toContain(`direction 2 has ${direction.length} weights, where a constant and 2 units ask for 3`);
  }
});
