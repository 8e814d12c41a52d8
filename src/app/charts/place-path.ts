import type { Scale } from "./axes.ts";
import { type Frame, xOf, yOf } from "./frame.ts";
import { linePath } from "./paths.ts";
import { reducedIndices } from "./reduce.ts";
import type { AxisSpan } from "./x-axis.ts";

/** Most points of a line. */
const MOST_POINTS = 500;

/**
 * Draws a series by place as an SVG path, in pixels from the plot's upper left corner.
 * @param places where each value stands on the span's axis, rising
 * @param values NaN where unknown: the line is broken there
 */
export function placePath(
  places: Float64Array,
  values: Float32Array,
  scale: Scale,
  frame: Frame,
  span: AxisSpan,
): string {
  const indices = reducedIndices([values], 0, values.length, MOST_POINTS);
  return linePath(
    indices.map((index) =>
      Number.isNaN(values[index])
        ? null
        : { x: xOf(places[index], span, frame) - frame.left, y: yOf(values[index], scale, frame) - frame.top },
    ),
  );
}
