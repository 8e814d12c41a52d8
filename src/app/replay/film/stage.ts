import { PredictorError } from "../../../base/error.ts";
import { drawFrame } from "../drawing.ts";
import { canvasPen } from "../pen.ts";
import type { ReplayScene } from "../scene.ts";
import { SHAPES, type Shape } from "./formats.ts";

/** A canvas of a worker, on which moments of a replay are drawn one after another. */
export interface Stage {
  canvas: OffscreenCanvas;
  draw(share: number): void;
  /** The pixels of what was drawn last, four bytes each. */
  pixels(): Uint8ClampedArray;
}

/**
 * @param scale pixels of the canvas for each of the shape's layout
 * @throws PredictorError where the browser has no canvas for workers
 */
export function stageOf(scene: ReplayScene, shape: Shape, scale: number): Stage {
  if (typeof OffscreenCanvas === "undefined") throw noCanvas();
  const size = SHAPES[shape];
  // Video encoders take even sizes alone.
  const even = (px: number) => 2 * Math.round((px * scale) / 2);
  const canvas = new OffscreenCanvas(even(size.width), even(size.height));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw noCanvas();
  const pen = canvasPen(context, size);
  return {
    canvas,
    draw(share) {
      context.setTransform(scale, 0, 0, scale, 0, 0);
      drawFrame(pen, scene, size, share);
    },
    pixels: () => context.getImageData(0, 0, canvas.width, canvas.height).data,
  };
}

function noCanvas(): PredictorError {
  return new PredictorError(
    "unexpected",
    "This browser cannot draw pictures beside the page. A newer one can; an SVG can be saved in any.",
  );
}
