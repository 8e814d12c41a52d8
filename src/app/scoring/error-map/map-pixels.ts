import { cellBpm, type MapAxisName, type MapCells } from "../../../evaluation/error-map.ts";

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Colours of a map: of differences at the ends of its scale and in the middle. */
export interface MapColours {
  easier: Colour;
  even: Colour;
  harder: Colour;
}

/** Difference from which on colours are full, bpm. */
export const FULL_BPM = 30;

/** Height of a map of many runs, and of a row of few. */
const MOST_PX = 480;
const MOST_ROW_PX = 16;

/** Height of a map in pixels: whole pixels a row as long as there are fewer rows than pixels. */
export function mapHeight(runs: number): number {
  return runs > MOST_PX ? MOST_PX : runs * Math.min(MOST_ROW_PX, Math.floor(MOST_PX / Math.max(1, runs)));
}

/** The run that is drawn at a place between a map's top (0) and its foot (1). */
export function runAt(share: number, runs: number): number {
  return Math.min(runs - 1, Math.max(0, Math.floor(share * runs)));
}

/**
 * Paints a map, one pixel a column. Where several runs share a line of pixels it shows their mean, so that none is left out;
 * where no run has a column, the line is transparent.
 * @returns RGBA by line
 */
export function mapPixels(
  runs: readonly MapCells[],
  axis: MapAxisName,
  columns: number,
  height: number,
  colours: MapColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * columns * height);
  for (let y = 0; y < height; y++) {
    const from = Math.floor((y * runs.length) / height);
    const to = Math.max(from + 1, Math.floor(((y + 1) * runs.length) / height));
    for (let column = 0; column < columns; column++) {
      const bpm = meanBpm(runs, from, to, axis, column);
      if (!Number.isNaN(bpm)) pixels.set([...colourOf(bpm, colours), 255], 4 * (y * columns + column));
    }
  }
  return pixels;
}

function meanBpm(runs: readonly MapCells[], from: number, to: number, axis: MapAxisName, column: number): number {
  let [sum, count] = [0, 0];
  for (let i = from; i < to; i++) {
    const bpm = cellBpm(runs[i], axis, column);
    if (Number.isNaN(bpm)) continue;
    sum += bpm;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Colour of a difference: from the middle towards warm where it was harder, towards cool where it was easier. */
function colourOf(bpm: number, { easier, even, harder }: MapColours): Colour {
  const share = Math.min(1, Math.abs(bpm) / FULL_BPM);
  const end = bpm > 0 ? harder : easier;
  const mixed = (k: number) => even[k] + share * (end[k] - even[k]);
  return [mixed(0), mixed(1), mixed(2)];
}
