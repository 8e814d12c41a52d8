import type { ReplayScene } from "../scene.ts";
import { frameShares, LONGEST_FILM_S, type Shape } from "./formats.ts";
import { GifWriter } from "./gif-writer.ts";
import { stageOf } from "./stage.ts";

/** Frames a second, and pixels for each of the layout: the first that comes to few enough bytes is taken. */
export const GIF_QUALITIES = [
  { framesPerS: 12.5, scale: 1.2 },
  { framesPerS: 10, scale: 0.9 },
  { framesPerS: 5, scale: 0.75 },
] as const;

/** Makes a replay a GIF. */
export function gifFilm(
  scene: ReplayScene,
  shape: Shape,
  { framesPerS, scale }: (typeof GIF_QUALITIES)[number],
  tell: (share: number) => void,
): Uint8Array<ArrayBuffer> {
  const stage = stageOf(scene, shape, scale);
  const { width, height } = stage.canvas;
  stage.draw(1);
  const writer = new GifWriter(width, height, stage.pixels());
  const shares = frameShares(framesPerS);
  const frameMs = 1000 / framesPerS;
  for (const [i, share] of shares.entries()) {
    stage.draw(share);
    const isLast = i === shares.length - 1;
    writer.add(stage.pixels(), isLast ? 1000 * LONGEST_FILM_S - i * frameMs : frameMs);
    tell((i + 1) / shares.length);
  }
  return writer.bytes();
}
