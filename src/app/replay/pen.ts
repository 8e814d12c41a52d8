/** A line as it is drawn. */
export interface Stroke {
  colour: string;
  width: number;
  /** Lengths of dashes and gaps in pixels; none for an unbroken line. */
  dash?: readonly number[];
  opacity?: number;
}

/** An area as it is drawn. */
export interface Fill {
  colour: string;
  /** Whether it is hatched, and so told from others without its colour. */
  isHatched?: boolean;
  opacity?: number;
}

/** Words as they are drawn: `x` is their start, middle or end, `y` their baseline. */
export interface Lettering {
  x: number;
  y: number;
  colour: string;
  sizePx: number;
  align?: "start" | "middle" | "end";
  isStrong?: boolean;
}

/** Draws on a canvas or into an SVG file. Paths are written as in SVG. */
export interface Pen {
  fill(path: string, fill: Fill): void;
  stroke(path: string, stroke: Stroke): void;
  letter(text: string, lettering: Lettering): void;
}

/** Typeface of pictures: the system's own. */
export const TYPEFACE = "system-ui, sans-serif";

/** A hatch as on the page: lines two pixels wide, five apart, over a light ground. */
export const HATCH = { apartPx: 5, widthPx: 2, groundOpacity: 0.24 } as const;

/** Draws on a canvas of a size in pixels, or on one that is scaled to it. */
export function canvasPen(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { width, height }: { width: number; height: number },
): Pen {
  const hatch = new Path2D(hatchPath(width, height));

  function hatched(area: Path2D, colour: string): void {
    context.save();
    context.clip(area);
    context.globalAlpha = HATCH.groundOpacity;
    context.fillStyle = colour;
    context.fill(area);
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = HATCH.widthPx;
    context.stroke(hatch);
    context.restore();
  }

  return {
    fill(path, { colour, isHatched = false, opacity = 1 }) {
      if (path === "") return;
      const area = new Path2D(path);
      if (isHatched) return hatched(area, colour);
      context.globalAlpha = opacity;
      context.fillStyle = colour;
      context.fill(area);
      context.globalAlpha = 1;
    },
    stroke(path, { colour, width: lineWidth, dash = [], opacity = 1 }) {
      if (path === "") return;
      context.globalAlpha = opacity;
      context.strokeStyle = colour;
      context.lineWidth = lineWidth;
      context.lineCap = dash.length > 0 ? "butt" : "round";
      context.lineJoin = "round";
      context.setLineDash([...dash]);
      context.stroke(new Path2D(path));
      context.globalAlpha = 1;
    },
    letter(text, { x, y, colour, sizePx, align = "start", isStrong = false }) {
      context.font = `${isStrong ? 600 : 400} ${sizePx}px ${TYPEFACE}`;
      context.textAlign = align === "middle" ? "center" : align;
      context.textBaseline = "alphabetic";
      context.fillStyle = colour;
      context.fillText(text, x, y);
    },
  };
}

/** Lines at half a right angle over a whole picture. */
function hatchPath(width: number, height: number): string {
  const apart = HATCH.apartPx * Math.SQRT2;
  const lines = Array.from({ length: Math.ceil((width + height) / apart) }, (_, i) => {
    const x = i * apart;
    return `M${x} 0L${x - height} ${height}`;
  });
  return lines.join("");
}
