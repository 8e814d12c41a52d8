import { HATCH, type Pen, TYPEFACE } from "./pen.ts";

/** Draws into an SVG file. */
export interface SvgPen extends Pen {
  /** The file, of all that was drawn so far. */
  text(title: string): string;
}

export function svgPen({ width, height }: { width: number; height: number }): SvgPen {
  const parts: string[] = [];
  const hatches = new Map<string, string>();

  function hatchOf(colour: string): string {
    const known = hatches.get(colour) ?? `hatch-${hatches.size + 1}`;
    hatches.set(colour, known);
    return known;
  }

  return {
    fill(path, { colour, isHatched = false, opacity = 1 }) {
      if (path === "") return;
      const paint = isHatched ? `url(#${hatchOf(colour)})` : escaped(colour);
      parts.push(`<path d="${path}" fill="${paint}"${opacityOf(opacity)}/>`);
    },
    stroke(path, { colour, width: lineWidth, dash = [], opacity = 1 }) {
      if (path === "") return;
      const ends = dash.length > 0 ? `stroke-dasharray="${dash.join(" ")}"` : `stroke-linecap="round"`;
      parts.push(
        `<path d="${path}" fill="none" stroke="${escaped(colour)}" stroke-width="${lineWidth}" stroke-linejoin="round" ${ends}${opacityOf(opacity)}/>`,
      );
    },
    letter(text, { x, y, colour, sizePx, align = "start", isStrong = false }) {
      parts.push(
        `<text x="${x}" y="${y}" fill="${escaped(colour)}" font-size="${sizePx}" text-anchor="${align}"${isStrong ? ' font-weight="600"' : ""}>${escaped(text)}</text>`,
      );
    },
    text(title) {
      const patterns = [...hatches].map(([colour, id]) => hatchPattern(id, escaped(colour)));
      return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${TYPEFACE}">`,
        `<title>${escaped(title)}</title>`,
        ...(patterns.length > 0 ? [`<defs>${patterns.join("")}</defs>`] : []),
        ...parts,
        "</svg>",
      ].join("\n");
    },
  };
}

function hatchPattern(id: string, colour: string): string {
  const { apartPx, widthPx, groundOpacity } = HATCH;
  return `<pattern id="${id}" width="${apartPx}" height="${apartPx}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="${apartPx}" height="${apartPx}" fill="${colour}" fill-opacity="${groundOpacity}"/><path d="M0 1H${apartPx}" stroke="${colour}" stroke-width="${widthPx}"/></pattern>`;
}

function opacityOf(opacity: number): string {
  return opacity === 1 ? "" : ` opacity="${opacity}"`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text without what XML would read as its own, and without the control characters that it cannot hold. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign]).replaceAll(/\p{Cc}/gu, " ");
}
