import type { ByteReader, ByteWriter } from "./byte-stream.ts";

/** A series without gaps, as differences of differences: what was smoothed keeps its slope for a while. */
export function writeSmooth(writer: ByteWriter, series: Float32Array, resolution: number): void {
  let last = 0;
  let lastSlope = 0;
  for (const value of series) {
    const rounded = Math.round(value / resolution);
    const slope = rounded - last;
    writer.signed(slope - lastSlope);
    last = rounded;
    lastSlope = slope;
  }
}

/** Reads what writeSmooth wrote. @throws RangeError as the reader. */
export function readSmooth(reader: ByteReader, steps: number, resolution: number): Float32Array {
  let last = 0;
  let slope = 0;
  return Float32Array.from({ length: steps }, () => {
    slope += reader.signed();
    last += slope;
    return last * resolution;
  });
}

/** A series with gaps, as differences, moved by one away from 0, which stands for a missing value. */
export function writeGappy(writer: ByteWriter, series: Float32Array, resolution: number): void {
  let last = 0;
  for (const value of series) {
    if (Number.isNaN(value)) {
      writer.signed(0);
      continue;
    }
    const rounded = Math.round(value / resolution);
    const difference = rounded - last;
    writer.signed(difference >= 0 ? difference + 1 : difference);
    last = rounded;
  }
}

/** Reads what writeGappy wrote. @throws RangeError as the reader. */
export function readGappy(reader: ByteReader, steps: number, resolution: number): Float32Array {
  let last = 0;
  return Float32Array.from({ length: steps }, () => {
    const code = reader.signed();
    if (code === 0) return Number.NaN;
    last += code > 0 ? code - 1 : code;
    return last * resolution;
  });
}
