import { PredictorError } from "../../../base/error.ts";
import { linesOf, type Size, TEXT_PX } from "../layout.ts";
import { type Palette, readPalette } from "../palette.ts";
import { TYPEFACE } from "../pen.ts";
import { MADE_WITH } from "../replay-words.ts";
import { drawMark, drawWords } from "./drawn-text.ts";
import { colourAttributes, resolvedDrawing } from "./resolved-drawing.ts";
import { type Place, svgElement } from "./svg-element.ts";

/** A view as one SVG file, which needs nothing of the page. */
export interface ViewPicture extends Size {
  svg: string;
  /** Colour of its ground, as CSS writes it. */
  ground: string;
}

/** Room around the parts of a picture. */
export const PICTURE_MARGIN_PX = 24;
/** Room between two parts, where the page has as much or more: what it has between them is left out. */
const MOST_ROOM_PX = 16;

/** From the last line of a picture's head, or the last part, to what stands beneath it. */
const HEAD_GAP_PX = 16;
const FOOT_PX = 24;
const LINE_PX = 20;

/** What a person does with a view, and what only others than they read, is no part of its picture. */
const LEFT_OUT = "button:not(.row-link, .place), select, input, label, .visually-hidden, [data-pictured='false']";

/** What a picture of a view says of it above its parts. */
export interface ViewWords {
  title: string;
  /** What the view is of: the name of a run, a number of runs. */
  of: string;
}

/**
 * Lays the parts of a view that are marked as `data-pictured` out as on the page, one beneath another, below its title
 * and above the page's name. A part within them that is marked "false" is left out.
 */
export function viewPicture(words: ViewWords, view: HTMLElement): ViewPicture {
  const scrolled = [...view.querySelectorAll("*")].map((region) => ({ region, left: region.scrollLeft }));
  const moved = scrolled.filter(({ left }) => left !== 0);
  for (const { region } of moved) region.scrollLeft = 0;
  const drawn = drawnFromTheLeft(words, view);
  for (const { region, left } of moved) region.scrollLeft = left;
  return drawn;
}

function drawnFromTheLeft(words: ViewWords, view: HTMLElement): ViewPicture {
  const palette = readPalette();
  const viewLeft = view.getBoundingClientRect().left;
  const file = svgElement("svg", { "font-family": TYPEFACE });
  let bottom = drawHead(words, file, view.clientWidth, palette);
  let [width, pageBottom] = [view.clientWidth, Number.POSITIVE_INFINITY];
  for (const part of view.querySelectorAll<HTMLElement>("[data-pictured]:not([data-pictured='false'])")) {
    const box = part.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    bottom += Math.min(MOST_ROOM_PX, Math.max(0, box.top - pageBottom));
    pageBottom = box.bottom;
    const place = { left: PICTURE_MARGIN_PX - viewLeft, top: bottom - box.top };
    drawPart(part, file, place);
    bottom += box.height;
    width = Math.max(width, rightOf(part) - viewLeft);
  }
  bottom += FOOT_PX;
  drawLine(MADE_WITH, file, { y: bottom, "font-size": TEXT_PX.small, colour: palette.muted });
  const size = { width: Math.ceil(width + 2 * PICTURE_MARGIN_PX), height: Math.ceil(bottom + PICTURE_MARGIN_PX) };
  file.prepend(
    svgElement("title", {}, words.title),
    svgElement("rect", { width: size.width, height: size.height, ...colourAttributes("fill", palette.page) }),
  );
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` }))
    file.setAttribute(name, String(value));
  return { ...size, ground: palette.page, svg: new XMLSerializer().serializeToString(file) };
}

/** Right edge of a part in the window, with what it holds in a region that scrolls. */
function rightOf(part: HTMLElement): number {
  const within = [...part.querySelectorAll("table")].map((table) => table.getBoundingClientRect().right);
  return Math.max(part.getBoundingClientRect().right, ...within);
}

/** Draws a picture's title and what it is of, and returns where its parts begin. */
function drawHead({ title, of }: ViewWords, file: SVGElement, width: number, palette: Palette): number {
  let y = PICTURE_MARGIN_PX + TEXT_PX.title - 4;
  drawLine(title, file, { y, "font-size": TEXT_PX.title, "font-weight": 600, colour: palette.text });
  y += 4;
  for (const line of linesOf(of, width, TEXT_PX.sentence)) {
    y += LINE_PX;
    drawLine(line, file, { y, "font-size": TEXT_PX.sentence, colour: palette.muted });
  }
  return y + HEAD_GAP_PX;
}

type LineStyle = { y: number; colour: string; "font-size": number; "font-weight"?: number };

function drawLine(text: string, file: SVGElement, { colour, ...style }: LineStyle): void {
  file.append(svgElement("text", { x: PICTURE_MARGIN_PX, ...style, ...colourAttributes("fill", colour) }, text));
}

/** Draws what an element shows, in the order of the page. */
function drawPart(element: Element, file: SVGElement, place: Place): void {
  if (element.matches(LEFT_OUT)) return;
  if (element instanceof SVGSVGElement) return void file.append(resolvedDrawing(element, place));
  if (element instanceof HTMLCanvasElement) return void file.append(paintedImage(element, place));
  drawMark(element, file, place);
  for (const node of element.childNodes) {
    if (node instanceof Element) drawPart(node, file, place);
    else if (node instanceof Text) drawWords(node, file, place);
  }
}

function paintedImage(canvas: HTMLCanvasElement, { left, top }: Place): SVGElement {
  const box = canvas.getBoundingClientRect();
  return svgElement("image", {
    x: box.left + left,
    y: box.top + top,
    width: box.width,
    height: box.height,
    preserveAspectRatio: "none",
    "image-rendering": getComputedStyle(canvas).imageRendering,
    href: canvas.toDataURL(),
  });
}

/**
 * Draws a picture as large as it fits into a size, on its own ground.
 * @throws PredictorError where the browser cannot draw it
 */
export async function pngOf({ svg, ground, width, height }: ViewPicture, size: Size): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), size);
    const context = canvas.getContext("2d")!;
    context.fillStyle = ground;
    context.fillRect(0, 0, size.width, size.height);
    const scale = Math.min(size.width / width, size.height / height);
    const [drawnWidth, drawnHeight] = [scale * width, scale * height];
    context.drawImage(image, (size.width - drawnWidth) / 2, (size.height - drawnHeight) / 2, drawnWidth, drawnHeight);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (png !== null) return png;
  } catch {
    // Told beneath, whichever step it was.
  } finally {
    URL.revokeObjectURL(url);
  }
  throw new PredictorError("unexpected", "This browser could not draw the picture. Save it as SVG instead.");
}
