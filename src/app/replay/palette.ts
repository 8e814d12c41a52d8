/** The page's tokens that pictures are drawn in. */
const TOKENS = {
  page: "--page",
  text: "--text",
  muted: "--muted",
  line: "--line",
  measured: "--measured",
  expected: "--expected",
  band: "--band",
  bandEdge: "--band-edge",
  harder: "--harder",
  easier: "--easier",
  ground: "--ground",
  groundLine: "--ground-line",
} as const;

/** Colours of a picture, as CSS writes them. */
export type Palette = Record<keyof typeof TOKENS, string>;

/** Reads the page's colours as they are in its scheme. */
export function readPalette(): Palette {
  const probe = document.createElement("span");
  // Else the system's colour of text would stand for every mixture of its colours.
  probe.style.forcedColorAdjust = "none";
  document.body.append(probe);
  const read = ([name, token]: [string, string]) => {
    // A token names a colour for each scheme; only a colour that is in use is one of them.
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color];
  };
  const palette = Object.fromEntries(Object.entries(TOKENS).map(read));
  probe.remove();
  return palette as Palette;
}
