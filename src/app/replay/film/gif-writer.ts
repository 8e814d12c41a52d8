import { applyPalette, GIFEncoder, quantize } from "gifenc";

/** Colours of a film, one index left for what does not change. */
const COLOURS = 127;

/** Writes the frames of a GIF, each as what it changes of the one before. */
export class GifWriter {
  readonly #encoder = GIFEncoder();
  readonly #width: number;
  readonly #height: number;
  readonly #palette: number[][];
  /** Index of no colour: there, the frame before stays. */
  readonly #unchanged: number;
  #before: Uint8Array | null = null;

  /** @param sample pixels of a frame that holds all colours, four bytes each */
  constructor(width: number, height: number, sample: Uint8ClampedArray) {
    this.#width = width;
    this.#height = height;
    this.#palette = quantize(sample, COLOURS);
    this.#unchanged = this.#palette.length;
  }

  /** @param delayMs time that the frame stays */
  add(pixels: Uint8ClampedArray, delayMs: number): void {
    const indices = applyPalette(pixels, this.#palette);
    const before = this.#before;
    const changes =
      before === null ? indices : indices.map((index, i) => (index === before[i] ? this.#unchanged : index));
    this.#encoder.writeFrame(changes, this.#width, this.#height, {
      delay: delayMs,
      transparent: before !== null,
      transparentIndex: this.#unchanged,
      // The frame stays for the next one to change it.
      dispose: 1,
      ...(before === null && { palette: [...this.#palette, [0, 0, 0]] }),
    });
    this.#before = indices;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    this.#encoder.finish();
    return this.#encoder.bytes();
  }
}
