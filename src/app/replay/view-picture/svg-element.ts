/** What takes places of the window to places of a picture, pixels. */
export interface Place {
  left: number;
  top: number;
}

const SVG = "http://www.w3.org/2000/svg";

/** Where pictures are put together: the page itself would fetch what they hold. */
let paper: Document | null = null;

/** An element of a picture; numbers are written to a hundredth. */
export function svgElement(tag: string, attributes: Readonly<Record<string, string | number>>, text = ""): SVGElement {
  paper ??= document.implementation.createDocument(SVG, null);
  const element = paper.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes))
    element.setAttribute(name, String(typeof value === "number" ? Math.round(100 * value) / 100 : value));
  element.textContent = text;
  return element;
}
