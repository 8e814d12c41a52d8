import type { Size } from "../layout.ts";
import { PICTURE_MARGIN_PX, type ViewPicture, type ViewWords, viewPicture } from "./view-picture.ts";

/** Layouts that are tried until a view fills its picture. */
const MOST_TRIES = 3;

/** Wider than this, words in a picture are too small to be read. */
const WIDEST_PX = 1400;

/** Share of a width by which a better one has to differ to be tried. */
const NEAR_ENOUGH = 0.04;

/** Frames until what a new width brings about is drawn: the observer of sizes is told after one, and answers in the next. */
const FEWEST_FRAMES = 3;
const MOST_FRAMES = 20;

/** A page that is not seen draws no frames. */
const LONGEST_FRAME_MS = 100;

/** Draws a view laid out anew, as wide as fills a picture of a shape best, while a copy of it holds its place on the page. */
export async function shapedPicture(words: ViewWords, view: HTMLElement, shape: Size): Promise<ViewPicture> {
  const { width: pageWidth } = view.getBoundingClientRect();
  const copy = copyOf(view);
  const before = view.style.cssText;
  view.after(copy);
  Object.assign(view.style, { position: "absolute", left: "-10000px", maxWidth: "none" });
  try {
    let width = shape.width;
    let drawn: ViewPicture;
    for (let tries = 1; ; tries++) {
      await laidOut(view, width - 2 * PICTURE_MARGIN_PX);
      drawn = viewPicture(words, view);
      const better = betterWidth(drawn, shape);
      if (tries === MOST_TRIES || Math.abs(better / width - 1) < NEAR_ENOUGH) return drawn;
      width = better;
    }
  } finally {
    await laidOut(view, pageWidth);
    view.style.cssText = before;
    copy.remove();
  }
}

/** The width at which a view that takes as much room would have the shape. */
export function betterWidth(drawn: Size, shape: Size): number {
  const width = Math.sqrt((drawn.width * drawn.height * shape.width) / shape.height);
  return Math.round(Math.min(WIDEST_PX, Math.max(shape.width, width)));
}

/** A copy of what an element shows, which nobody can use. */
function copyOf(view: HTMLElement): HTMLElement {
  const copy = view.cloneNode(true) as HTMLElement;
  copy.inert = true;
  const canvases = view.querySelectorAll("canvas");
  for (const [i, own] of copy.querySelectorAll("canvas").entries())
    if (canvases[i].width > 0 && canvases[i].height > 0) own.getContext("2d")!.drawImage(canvases[i], 0, 0);
  return copy;
}

/** Gives a view a width, and waits until its charts have taken it. */
async function laidOut(view: HTMLElement, widthPx: number): Promise<void> {
  view.style.width = `${widthPx}px`;
  let before = "";
  for (let frames = 1; frames <= MOST_FRAMES; frames++) {
    await nextFrame();
    const now = [view, ...view.querySelectorAll("svg")].map(({ clientWidth, clientHeight }) => [
      clientWidth,
      clientHeight,
    ]);
    if (frames > FEWEST_FRAMES && now.join() === before) return;
    before = now.join();
  }
}

function nextFrame(): Promise<unknown> {
  return Promise.race([
    new Promise((resolve) => requestAnimationFrame(resolve)),
    new Promise((resolve) => setTimeout(resolve, LONGEST_FRAME_MS)),
  ]);
}
