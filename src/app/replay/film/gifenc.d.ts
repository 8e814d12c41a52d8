/** The parts of gifenc that are used; the package brings no types, so that `paths` of tsconfig.base.json leads here. */

interface FrameOptions {
  /** Needed for the first frame. */
  palette?: number[][];
  /** Milliseconds. */
  delay?: number;
  transparent?: boolean;
  transparentIndex?: number;
  dispose?: number;
}

interface Encoder {
  writeFrame(indices: Uint8Array, width: number, height: number, options?: FrameOptions): void;
  finish(): void;
  bytes(): Uint8Array<ArrayBuffer>;
}

export function GIFEncoder(): Encoder;
export function quantize(rgba: Uint8ClampedArray, maxColors: number): number[][];
export function applyPalette(rgba: Uint8ClampedArray, palette: number[][]): Uint8Array;
