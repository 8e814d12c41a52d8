/** A colour in numbers. */
export interface CssColour {
  /** Red, green and blue, 0 to 255. */
  rgb: readonly [red: number, green: number, blue: number];
  /** From 0, unseen, to 1. */
  opacity: number;
}

/** Reads a colour as browsers resolve it: "rgb(1, 2, 3)", "rgba(1, 2, 3, 0.5)", and "color(srgb 0.1 0.2 0.3 / 0.5)" of mixed ones. */
export function cssColour(colour: string): CssColour {
  const [red, green, blue, opacity = 1] = (colour.match(/[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  const scale = colour.startsWith("color(") ? 255 : 1;
  return { rgb: [scale * red, scale * green, scale * blue], opacity };
}
