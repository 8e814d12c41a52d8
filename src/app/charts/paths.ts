/** A point of a chart, in pixels. */
export interface Point {
  x: number;
  y: number;
}

/** The places of two lines at one x, in pixels. */
export interface Pair {
  x: number;
  upperY: number;
  lowerY: number;
}

/** A line as an SVG path, broken at each null. A point on its own is drawn by the round ends of a line without a length. */
export function linePath(points: readonly (Point | null)[]): string {
  let path = "";
  let isJoined = false;
  for (const point of points) {
    if (point !== null) path += isJoined ? `L${at(point)}` : `M${at(point)}h0`;
    isJoined = point !== null;
  }
  return path;
}

/** Points as an SVG path of dots, drawn by the round ends of lines without a length. */
export function dotsPath(points: readonly (Point | null)[]): string {
  return points.map((point) => (point === null ? "" : `M${at(point)}h0`)).join("");
}

/** The area between two lines as an SVG path, broken at each null. */
export function areaPath(pairs: readonly (Pair | null)[]): string {
  let path = "";
  let from = 0;
  for (let to = 0; to <= pairs.length; to++) {
    if (to < pairs.length && pairs[to] !== null) continue;
    const part = pairs.slice(from, to) as Pair[];
    const outline = [
      ...part.map(({ x, upperY }) => at({ x, y: upperY })),
      ...part.reverse().map(({ x, lowerY }) => at({ x, y: lowerY })),
    ];
    if (outline.length > 0) path += `M${outline.join("L")}Z`;
    from = to + 1;
  }
  return path;
}

/** A tenth of a pixel is seen by nobody. */
function at({ x, y }: Point): string {
  return `${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10}`;
}
