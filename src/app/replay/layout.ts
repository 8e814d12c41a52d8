/** A box of a picture, in pixels from its upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Below this width figures take two rows, and edges less room. */
const NARROW_PX = 600;

/** Below this width a figure takes half of it, and the legend is short. */
export const SHORT_PX = 480;

/** Room above a chart for its name. */
const NAME_PX = 28;

/** Width of a letter as a share of its size: what fits by it fits in every typeface of a system. */
const LETTER_SHARE = 0.54;

export const TEXT_PX = { title: 20, sentence: 14, figure: 18, small: 12 } as const;

/** Room beneath a plot for the names along the x-axis, and left of it for those of its values. */
const X_AXIS_PX = 20;
const Y_AXIS_PX = 40;
const LINE_PX = 18;

/** Where the parts of a picture of one run lie. */
export interface RunLayout {
  margin: number;
  titleY: number;
  sentence: { lines: string[]; y: number };
  /** Upper left corners of the figures. */
  figures: { x: number; y: number }[];
  legendY: number;
  heartRate: Box;
  charts: Box[];
  xAxisY: number;
  caption: { lines: string[]; y: number };
}

/** Lays a picture of one run out: words above and below, and in between the heart rate over the other charts. */
export function runLayout(
  { width, height }: Size,
  { sentence, caption }: { sentence: string; caption: string },
  counts: { figures: number; charts: number },
): RunLayout {
  const isNarrow = width < NARROW_PX;
  const margin = isNarrow ? 16 : 24;
  const inner = width - 2 * margin;
  const titleY = margin + TEXT_PX.title - 4;
  const sentenceLines = linesOf(sentence, inner, TEXT_PX.sentence);
  const sentenceY = titleY + LINE_PX + 4;
  const figuresY = sentenceY + (sentenceLines.length - 1) * LINE_PX + 26;
  const columns = width < SHORT_PX ? 2 : isNarrow ? 3 : counts.figures;
  const figures = Array.from({ length: counts.figures }, (_, i) => ({
    x: margin + ((i % columns) * inner) / columns,
    y: figuresY + Math.floor(i / columns) * 44,
  }));
  const legendY = figuresY + Math.ceil(counts.figures / columns) * 44 + 6;
  const captionLines = linesOf(caption, inner, TEXT_PX.small);
  const captionY = height - margin - (captionLines.length - 1) * LINE_PX + 4;
  const xAxisY = captionY - LINE_PX - X_AXIS_PX;
  const top = legendY + 12;
  // Each chart beneath has its name above it.
  const nameRoom = NAME_PX * counts.charts;
  const plots = Math.max(0, xAxisY - top - nameRoom);
  const parts = 4 + counts.charts;
  const plot = { x: margin + Y_AXIS_PX, width: inner - Y_AXIS_PX };
  const heartRate = { ...plot, y: top, height: (plots * 4) / parts };
  const charts = Array.from({ length: counts.charts }, (_, i) => {
    const y = top + heartRate.height + (i + 1) * NAME_PX + (i * plots) / parts;
    return { ...plot, y, height: plots / parts };
  });
  return {
    margin,
    titleY,
    sentence: { lines: sentenceLines, y: sentenceY },
    figures,
    legendY,
    heartRate,
    charts,
    xAxisY,
    caption: { lines: captionLines, y: captionY },
  };
}

/** A run of a picture of several. */
export interface TileLayout {
  nameX: number;
  nameY: number;
  wordsY: number;
  /** Letters of the name that there is room for. */
  letters: number;
  /** Whether there is room for figures alone beneath it. */
  isShort: boolean;
  plot: Box;
}

/** Where the parts of a picture of several runs lie. */
export interface SeveralLayout {
  margin: number;
  titleY: number;
  legendY: number;
  tiles: TileLayout[];
  caption: { lines: string[]; y: number };
}

/** Width to height of a plot that reads best. */
const BEST_SHAPE = 1.8;
const TILE_HEAD_PX = 44;
const TILE_GAP_PX = 20;

/** Room that the figures beneath a run's name take with their names. */
const TILE_WORDS_PX = 230;

/** Lays a picture of several runs out: a grid of plots of one size, each beneath its name. */
export function severalLayout(
  { width, height }: Size,
  { caption, count }: { caption: string; count: number },
): SeveralLayout {
  const margin = width < NARROW_PX ? 16 : 24;
  const inner = width - 2 * margin;
  const titleY = margin + TEXT_PX.title - 4;
  const legendY = titleY + 26;
  const captionLines = linesOf(caption, inner, TEXT_PX.small);
  const captionY = height - margin - (captionLines.length - 1) * LINE_PX + 4;
  const top = legendY + 14;
  const room = captionY - LINE_PX - top;
  const columns = columnsFor(count, inner, room);
  const tile = { width: (inner + TILE_GAP_PX) / columns - TILE_GAP_PX, height: room / Math.ceil(count / columns) };
  const tiles = Array.from({ length: count }, (_, i) => {
    const x = margin + (i % columns) * (tile.width + TILE_GAP_PX);
    const y = top + Math.floor(i / columns) * tile.height;
    return {
      nameX: x,
      nameY: y + 16,
      wordsY: y + 32,
      letters: Math.floor(tile.width / (LETTER_SHARE * TEXT_PX.sentence)),
      isShort: tile.width < TILE_WORDS_PX,
      plot: {
        x: x + Y_AXIS_PX,
        y: y + TILE_HEAD_PX,
        width: tile.width - Y_AXIS_PX,
        height: Math.max(0, tile.height - TILE_HEAD_PX - X_AXIS_PX - 6),
      },
    };
  });
  return { margin, titleY, legendY, tiles, caption: { lines: captionLines, y: captionY } };
}

/** Columns of the grid whose plots come nearest to the best shape, with few places left empty. */
function columnsFor(count: number, width: number, height: number): number {
  const shapeOf = (columns: number) => {
    const rows = Math.ceil(count / columns);
    const plotWidth = width / columns - Y_AXIS_PX - TILE_GAP_PX;
    const plotHeight = height / rows - TILE_HEAD_PX - X_AXIS_PX;
    if (plotWidth <= 0 || plotHeight <= 0) return Number.POSITIVE_INFINITY;
    const emptyShare = 1 - count / (rows * columns);
    return Math.abs(Math.log(plotWidth / plotHeight / BEST_SHAPE)) + 2 * emptyShare;
  };
  const columns = Array.from({ length: count }, (_, i) => i + 1);
  return columns.reduce((best, own) => (shapeOf(own) < shapeOf(best) ? own : best));
}

/** Height of a picture on the page, by what it shows: one run, or a grid of several. */
export function heightFor(width: number, count: number): number {
  if (count === 1) return width < NARROW_PX ? Math.round(1.1 * width + 290) : Math.round((9 / 16) * width);
  const columns = width < NARROW_PX ? Math.min(2, count) : Math.min(4, Math.ceil(Math.sqrt(count)));
  const rows = Math.ceil(count / columns);
  return Math.round(rows * (width / columns / BEST_SHAPE + TILE_HEAD_PX) + 120);
}

/** A text in lines that are no wider than there is room for. */
export function linesOf(text: string, widthPx: number, sizePx: number): string[] {
  const most = Math.max(8, Math.floor(widthPx / (LETTER_SHARE * sizePx)));
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(shortened(word, most));
  }
  return lines;
}

/** A text cut to a number of letters. */
export function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
}
