/** Number of points of a sparkline: as many as a table's cell has pixels to tell apart. */
export const SPARKLINE_POINTS = 48;

/** Range of every sparkline, in BPM, so that rows compare; what lies outside runs along its edge. */
export const SPARKLINE_BPM = { from: 60, to: 220 };

/** A line through heart rates within a box, as an SVG path; broken where they are missing. */
export function sparklinePath(bpm: Float32Array, width: number, height: number): string {
  const { from, to } = SPARKLINE_BPM;
  let path = "";
  let isDrawing = false;
  for (const [i, value] of bpm.entries()) {
    if (Number.isNaN(value)) {
      isDrawing = false;
      continue;
    }
    const x = (width * i) / Math.max(1, bpm.length - 1);
    const y = height * (1 - (Math.min(to, Math.max(from, value)) - from) / (to - from));
    path += `${isDrawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDrawing = true;
  }
  return path;
}
