import { cssColour } from "../../ui/css-colour.ts";
import type { Place } from "./svg-element.ts";

/** Colours, each with what says how much shines through. */
const OPACITIES = { fill: "fill-opacity", stroke: "stroke-opacity", "stop-color": "stop-opacity" } as const;
type ColourName = keyof typeof OPACITIES;

/** What a page's styles say of a drawing beside its colours: what an element hands on to those within it, */
const HANDED_ON = [
  ...["stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...["font-size", "font-weight", "text-anchor"],
];

/** and what is its own, with what it is where nothing is said. */
const OWN = { "vector-effect": "none", opacity: "1" };

/** A copy of a drawing that holds its styles itself, at its place in a picture. */
export function resolvedDrawing(drawing: SVGSVGElement, { left, top }: Place): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll("*")];
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  for (const [i, original] of originals.entries()) {
    const around = original === drawing ? null : getComputedStyle(original.parentElement!);
    resolve(copies[i], getComputedStyle(original), around);
  }
  const box = drawing.getBoundingClientRect();
  const placed = { x: box.left + left, y: box.top + top, width: box.width, height: box.height };
  for (const [name, value] of Object.entries(placed)) copy.setAttribute(name, value.toFixed(2));
  return copy;
}

function resolve(copy: Element, style: CSSStyleDeclaration, around: CSSStyleDeclaration | null): void {
  for (const name of ["class", "style", "aria-hidden"]) copy.removeAttribute(name);
  for (const name of HANDED_ON) {
    const value = style.getPropertyValue(name);
    if (value === around?.getPropertyValue(name)) copy.removeAttribute(name);
    else copy.setAttribute(name, value);
  }
  for (const [name, unsaid] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (value !== unsaid) copy.setAttribute(name, value);
  }
  for (const name of copy.tagName === "stop" ? (["stop-color"] as const) : (["fill", "stroke"] as const)) {
    const opacity = Number(style.getPropertyValue(OPACITIES[name]));
    for (const [attribute, value] of Object.entries(colourAttributes(name, style.getPropertyValue(name), opacity)))
      copy.setAttribute(attribute, value);
  }
}

/** A colour as every program that reads SVG knows it, what shines through apart from it; a pattern by its name alone. */
export function colourAttributes(name: ColourName, colour: string, opacity = 1): Record<string, string> {
  const pattern = /^url\(["']?[^#]*#([^"')]+)/.exec(colour);
  if (pattern !== null) return { [name]: `url(#${pattern[1]})` };
  if (colour === "none") return { [name]: colour };
  const { rgb, opacity: own } = cssColour(colour);
  const written = { [name]: `rgb(${rgb.map(Math.round).join(", ")})` };
  return own * opacity === 1 ? written : { ...written, [OPACITIES[name]]: String(own * opacity) };
}
