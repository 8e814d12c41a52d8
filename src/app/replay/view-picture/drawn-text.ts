import { colourAttributes } from "./resolved-drawing.ts";
import { type Place, svgElement } from "./svg-element.ts";

/** Words on one line, and the box around them in the window. */
interface Line {
  text: string;
  box: DOMRect;
}

/** Draws words where the page breaks them into lines. */
export function drawWords(node: Text, file: SVGElement, { left, top }: Place): void {
  const style = getComputedStyle(node.parentElement!);
  const { ascentShare } = measured(style);
  for (const { text, box } of linesOf(node))
    file.append(
      svgElement(
        "text",
        {
          x: box.left + left,
          y: box.top + top + ascentShare * box.height,
          "font-size": style.fontSize,
          "font-weight": style.fontWeight,
          ...colourAttributes("fill", style.color),
        },
        text,
      ),
    );
}

function linesOf(node: Text): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  /** Adds what stands at a place of the node; false where the page breaks it, in a word with a hyphen or a very long one. */
  function add(text: string, index: number, gap: string): boolean {
    range.setStart(node, index);
    range.setEnd(node, index + text.length);
    const [box, next] = range.getClientRects();
    if (next !== undefined) return false;
    const line = lines.at(-1);
    if (box === undefined || box.width === 0) return true;
    if (line !== undefined && line.box.top === box.top) line.text += gap + text;
    else lines.push({ text, box });
    return true;
  }
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    if (add(word, index, " ")) continue;
    let at = index;
    for (const letter of word) {
      add(letter, at, at === index ? " " : "");
      at += letter.length;
    }
  }
  return lines;
}

let context: CanvasRenderingContext2D | null = null;

/** How much of the height of words in a style lies above their baseline. */
function measured({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): { ascentShare: number } {
  context ??= document.createElement("canvas").getContext("2d")!;
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = context.measureText("x");
  return { ascentShare: ascent / (ascent + descent) };
}

/** Lines that CSS draws broken, as SVG writes them. */
const DASHES: Record<string, string | undefined> = { dashed: "5 2", dotted: "2 2" };

/** Draws the mark that a legend sets before a name: a line, or an area in the shape that the page cuts out of it. */
export function drawMark(element: Element, file: SVGElement, { left, top }: Place): void {
  const mark = getComputedStyle(element, "::before");
  const width = Number.parseFloat(mark.width);
  if (mark.content !== '""' || !(width > 0)) return;
  const words = document.createRange();
  words.selectNodeContents(element);
  const [line] = words.getClientRects();
  const x = element.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(element).paddingLeft) + left;
  const height = Number.parseFloat(mark.height);
  const middle = line.top + line.height / 2 + top;
  if (height > Number.parseFloat(mark.borderTopWidth)) {
    const area = { ...colourAttributes("fill", mark.backgroundColor), ...edgeOf(mark) };
    file.append(shapeOf(mark, { x, y: middle - height / 2, width, height }, area));
  } else {
    const stroke = { ...colourAttributes("stroke", mark.borderTopColor), "stroke-width": mark.borderTopWidth };
    const dashes = DASHES[mark.borderTopStyle];
    file.append(
      svgElement("path", { d: `M${x} ${middle}h${width}`, ...stroke, ...(dashes && { "stroke-dasharray": dashes }) }),
    );
  }
}

function edgeOf(mark: CSSStyleDeclaration): Record<string, string> {
  const width = Number.parseFloat(mark.borderTopWidth);
  return width > 0 ? { ...colourAttributes("stroke", mark.borderTopColor), "stroke-width": String(width) } : {};
}

type Box = Record<"x" | "y" | "width" | "height", number>;

function shapeOf(mark: CSSStyleDeclaration, box: Box, area: Record<string, string>): SVGElement {
  const points = polygonPoints(mark.clipPath, box);
  if (points !== null) return svgElement("polygon", { points, ...area });
  const radius = mark.borderTopLeftRadius === "50%" ? box.width / 2 : 0;
  return svgElement("rect", { ...box, rx: radius, ...area });
}

/** Corners of a shape that CSS cuts out of a box, as SVG writes them: "polygon(50% 0px, 100% 100%)"; null for any other. */
export function polygonPoints(clipPath: string, { x, y, width, height }: Box): string | null {
  const corners = /^polygon\((.*)\)$/.exec(clipPath)?.[1].split(",");
  if (corners === undefined) return null;
  return corners
    .map((corner) => {
      const [across, down] = corner.trim().split(/\s+/).map(Number.parseFloat);
      return `${x + (across / 100) * width},${y + (down / 100) * height}`;
    })
    .join(" ");
}
