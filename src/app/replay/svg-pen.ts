import { xmlText } from "../../base/xml-text.ts";
import { HATCH, type Pen, TYPEFACE } from "./pen.ts";

/** An element of a drawing; attributes are named as React names them. */
export interface SvgPart {
  tag: "path" | "text";
  attributes: Readonly<Record<string, string | number>>;
  /** Of a text. */
  text?: string;
}

/** Draws into an SVG file. */
export interface SvgPen extends Pen {
  /** All that was drawn so far. */
  parts: readonly SvgPart[];
  /** Colours that areas are hatched in, each with the name of its pattern. */
  hatches: ReadonlyMap<string, string>;
  /** The file, of all that was drawn so far. */
  file(title: string): string;
}

/** @param name begins the names of patterns: those of two drawings of one page have to differ */
export function svgPen({ width, height }: { width: number; height: number }, name = "hatch"): SvgPen {
  const parts: SvgPart[] = [];
  const hatches = new Map<string, string>();

  function hatchOf(colour: string): string {
    const known = hatches.get(colour) ?? `${name}-${hatches.size + 1}`;
    hatches.set(colour, known);
    return known;
  }

  return {
    parts,
    hatches,
    fill(path, { colour, isHatched = false, opacity = 1 }) {
      if (path === "") return;
      const fill = isHatched ? `url(#${hatchOf(colour)})` : colour;
      parts.push({ tag: "path", attributes: { d: path, fill, ...unlessOne(opacity) } });
    },
    stroke(path, { colour, width: strokeWidth, dash = [], opacity = 1 }) {
      if (path === "") return;
      const ends = dash.length > 0 ? { strokeDasharray: dash.join(" ") } : { strokeLinecap: "round" };
      const line = { fill: "none", stroke: colour, strokeWidth, strokeLinejoin: "round", ...ends };
      parts.push({ tag: "path", attributes: { d: path, ...line, ...unlessOne(opacity) } });
    },
    letter(text, { x, y, colour, sizePx, align = "start", isStrong = false }) {
      const attributes = { x, y, fill: colour, fontSize: sizePx, textAnchor: align };
      parts.push({ tag: "text", attributes: isStrong ? { ...attributes, fontWeight: 600 } : attributes, text });
    },
    file(title) {
      const patterns = [...hatches].map(([colour, id]) => hatchPattern(id, xmlText(colour)));
      return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${TYPEFACE}">`,
        `<title>${xmlText(title)}</title>`,
        ...(patterns.length > 0 ? [`<defs>${patterns.join("")}</defs>`] : []),
        ...parts.map(partText),
        "</svg>",
      ].join("\n");
    },
  };
}

function partText({ tag, attributes, text = "" }: SvgPart): string {
  const told = Object.entries(attributes).map(
    ([name, value]) =>
      `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${xmlText(String(value))}"`,
  );
  return `<${tag} ${told.join(" ")}>${xmlText(text)}</${tag}>`;
}

function hatchPattern(id: string, colour: string): string {
  const { apartPx, widthPx, groundOpacity } = HATCH;
  return `<pattern id="${id}" width="${apartPx}" height="${apartPx}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="${apartPx}" height="${apartPx}" fill="${colour}" fill-opacity="${groundOpacity}"/><path d="M0 1H${apartPx}" stroke="${colour}" stroke-width="${widthPx}"/></pattern>`;
}

function unlessOne(opacity: number): { opacity?: number } {
  return opacity === 1 ? {} : { opacity };
}
