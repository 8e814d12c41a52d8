import { decode, decodeFrames } from "modern-gif";
import { expect, test } from "vitest";
import { GifWriter } from "./gif-writer.ts";

const [WIDTH, HEIGHT] = [40, 30];
const WHITE = [255, 255, 255, 255];
const RED = [200, 30, 20, 255];

/** A white picture with a red bar of a width. */
function bar(widthPx: number): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 4 * WIDTH * HEIGHT }, (_, i) => {
    const x = Math.floor(i / 4) % WIDTH;
    return (x < widthPx ? RED : WHITE)[i % 4];
  });
}

test("a GIF shows each frame as it was drawn, for as long as was said, though it holds what changes alone", () => {
  const writer = new GifWriter(WIDTH, HEIGHT, bar(20));
  const widths = [5, 10, 40, 3];
  for (const [i, width] of widths.entries()) writer.add(bar(width), 50 * (i + 1));
  const bytes = writer.bytes();
  const frames = decodeFrames(bytes);
  expect(frames.map(({ delay }) => delay)).toEqual([50, 100, 150, 200]);
  for (const [i, { data }] of frames.entries()) {
    const wanted = bar(widths[i]);
    const furthest = Math.max(...data.map((value, at) => Math.abs(value - wanted[at])));
    expect(furthest, `frame ${i + 1}`).toBeLessThanOrEqual(8);
  }
  expect(decode(bytes)).toMatchObject({ width: WIDTH, height: HEIGHT, loopCount: 0 });
});

test("frames that hardly change take few bytes", () => {
  const still = new GifWriter(WIDTH, HEIGHT, bar(20));
  const moving = new GifWriter(WIDTH, HEIGHT, bar(20));
  const noise = (seed: number) => bar(20).map((value, i) => ((i * 7919 + seed * 104729) % 97 < 48 ? value : 128));
  for (let i = 0; i < 20; i++) {
    still.add(bar(20), 50);
    moving.add(noise(i), 50);
  }
  expect(still.bytes().length).toBeLessThan(moving.bytes().length / 2);
});
