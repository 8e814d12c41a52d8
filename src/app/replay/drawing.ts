import { heartRatePaths } from "../charts/heart-rate-paths.ts";
import type { HeartRateRow } from "../charts/heart-rate-rows.ts";
import { areaPath, linePath } from "../charts/paths.ts";
import { formatNumber } from "../format/format.ts";
import {
  type Box,
  runLayout,
  SHORT_PX,
  type Size,
  severalLayout,
  shortened,
  TEXT_PX,
  type TileLayout,
} from "./layout.ts";
import type { Pen } from "./pen.ts";
import { figuresAt, placeWords, tileWords } from "./replay-words.ts";
import { revealedHeartRate, revealedValues } from "./reveal.ts";
import { momentOf, type NamedScale, type Placed, type ReplayScene, type SceneChart, type SceneRun } from "./scene.ts";

/**
 * Draws a moment of a replay: the same on the page, in a picture and in each frame of a film.
 * @param share how far the replay is, from 0 to 1
 */
export function drawFrame(pen: Pen, scene: ReplayScene, size: Size, share: number): void {
  pen.fill(`M0 0H${size.width}V${size.height}H0Z`, { colour: scene.palette.page });
  if (scene.runs.length === 1) drawRun(pen, scene, size, share);
  else drawSeveral(pen, scene, size, share);
}

function drawRun(pen: Pen, scene: ReplayScene, size: Size, share: number): void {
  const { palette, charts, heartRate } = scene;
  const [run] = scene.runs;
  const timeS = momentOf(scene, run, share);
  const figures = figuresAt(run, timeS);
  const layout = runLayout(size, scene, { figures: figures.length, charts: charts.length });
  drawTitle(pen, scene, layout.margin, layout.titleY, size);
  drawLines(pen, layout.sentence, layout.margin, palette.muted, TEXT_PX.sentence);
  for (const [i, { name, value, unit }] of figures.entries()) {
    const { x, y } = layout.figures[i];
    pen.letter(name, { x, y, colour: palette.muted, sizePx: TEXT_PX.small });
    const text = unit === "" ? value : `${value} ${unit}`;
    pen.letter(text, { x, y: y + 22, colour: palette.text, sizePx: TEXT_PX.figure, isStrong: true });
  }
  drawLegend(pen, scene, layout.margin, layout.legendY, size.width < SHORT_PX);
  drawHeartRate(pen, scene, run, heartRate, layout.heartRate, timeS);
  for (const [i, chart] of charts.entries()) drawChart(pen, scene, chart, layout.charts[i], layout.margin, timeS);
  const lowest = layout.charts.at(-1) ?? layout.heartRate;
  drawXAxis(pen, scene, lowest, layout.xAxisY + 18);
  drawLines(pen, layout.caption, layout.margin, palette.muted, TEXT_PX.small);
}

/** Room beside the title for how far a replay of several runs is. */
const PLACE_PX = 84;

function drawSeveral(pen: Pen, scene: ReplayScene, size: Size, share: number): void {
  const { palette, runs, caption } = scene;
  const layout = severalLayout(size, { caption, count: runs.length });
  drawTitle(pen, scene, layout.margin, layout.titleY, { ...size, width: size.width - PLACE_PX });
  pen.letter(placeWords(scene, share), {
    ...{ x: size.width - layout.margin, y: layout.titleY, align: "end", isStrong: true },
    ...{ colour: palette.text, sizePx: TEXT_PX.figure },
  });
  drawLegend(pen, scene, layout.margin, layout.legendY, size.width < SHORT_PX);
  for (const [i, run] of runs.entries()) drawTile(pen, scene, run, layout.tiles[i], share);
  drawLines(pen, layout.caption, layout.margin, palette.muted, TEXT_PX.small);
}

function drawTile(pen: Pen, scene: ReplayScene, run: SceneRun, tile: TileLayout, share: number): void {
  const { palette, heartRate } = scene;
  const timeS = momentOf(scene, run, share);
  const { nameX: x, nameY, wordsY, plot } = tile;
  pen.letter(shortened(run.name, tile.letters), {
    ...{ x, y: nameY, colour: palette.text, sizePx: TEXT_PX.sentence, isStrong: true },
  });
  pen.letter(tileWords(run, timeS, tile.isShort), { x, y: wordsY, colour: palette.muted, sizePx: TEXT_PX.small });
  drawHeartRate(pen, scene, run, heartRate, plot, timeS);
  drawXAxis(pen, scene, plot, plot.y + plot.height + 16);
}

function drawTitle(pen: Pen, { title, palette }: ReplayScene, x: number, y: number, { width }: Size): void {
  const text = shortened(title, Math.floor((width - 2 * x) / (0.56 * TEXT_PX.title)));
  pen.letter(text, { x, y, colour: palette.text, sizePx: TEXT_PX.title, isStrong: true });
}

function drawLines(pen: Pen, { lines, y }: { lines: string[]; y: number }, x: number, colour: string, sizePx: number) {
  for (const [i, line] of lines.entries()) pen.letter(line, { x, y: y + 18 * i, colour, sizePx });
}

/** Room that each word of the legend takes, its sign included, in pixels. */
const LEGEND_PX = {
  short: { measured: 84, expected: 84, interval: 0, harder: 66, easier: 60 },
  long: { measured: 92, expected: 92, interval: 118, harder: 70, easier: 64 },
};

function drawLegend(pen: Pen, { palette, runs }: ReplayScene, left: number, y: number, isShort: boolean): void {
  const px = LEGEND_PX[isShort ? "short" : "long"];
  let x = left;
  const word = (text: string, ownPx: number) => {
    pen.letter(text, { x: x + 20, y, colour: palette.muted, sizePx: TEXT_PX.small });
    x += ownPx;
  };
  const swatch = () => `M${x} ${y - 8}h14v8h-14Z`;
  pen.stroke(`M${x + 1} ${y - 4}h13`, { colour: palette.measured, width: 2 });
  word("measured", px.measured);
  pen.stroke(`M${x} ${y - 4}h15`, { colour: palette.expected, width: 2, dash: [6, 3] });
  word("expected", px.expected);
  const { level } = runs[0];
  if (level !== null && !isShort) {
    pen.fill(swatch(), { colour: palette.band });
    pen.stroke(`M${x} ${y - 8}h14m0 8h-14`, { colour: palette.bandEdge, width: 1 });
    word(`${formatNumber(100 * level)} % interval`, px.interval);
  }
  pen.fill(swatch(), { colour: palette.harder });
  word("harder", px.harder);
  pen.fill(swatch(), { colour: palette.easier, isHatched: true });
  word("easier", px.easier);
}

/** How the page draws an interval that is not settled yet, and an excluded stretch. */
const SETTLING_OPACITY = 0.4;
const VEIL_OPACITY = 0.56;

function drawHeartRate(pen: Pen, scene: ReplayScene, run: SceneRun, scale: NamedScale, box: Box, timeS: number): void {
  const { palette } = scene;
  const rows = revealedHeartRate(run.rows, timeS);
  const yAt = yIn(scale, box);
  const xAt = ({ x }: { x: number }) => box.x + x * box.width;
  const paths = heartRatePaths<Placed<HeartRateRow>>(rows, run.settlingS, { xAt, yAt });
  pen.fill(paths.bandSettling, { colour: palette.band, opacity: SETTLING_OPACITY });
  pen.fill(paths.band, { colour: palette.band });
  pen.stroke(paths.bandEdge, { colour: palette.bandEdge, width: 0.75 });
  pen.fill(paths.harder, { colour: palette.harder });
  pen.fill(paths.easier, { colour: palette.easier, isHatched: true });
  drawGrid(pen, scene, scale, box);
  const dashed = { colour: palette.expected, width: 1.5, dash: [6, 3] };
  pen.stroke(paths.expectedSettling, { ...dashed, opacity: SETTLING_OPACITY });
  pen.stroke(paths.expected, dashed);
  pen.stroke(paths.measured, { colour: palette.measured, width: 2 });
  const head = rows.at(-1);
  if (head === undefined) return;
  for (const { from, to } of run.excluded) {
    const end = Math.min(to, head.x);
    if (end <= from) continue;
    pen.fill(rectangle(box.x + from * box.width, box.y, (end - from) * box.width, box.height), {
      colour: palette.page,
      opacity: VEIL_OPACITY,
    });
  }
  if (timeS < run.span.endS) drawHead(pen, head, scene, box, yAt);
}

/** Marks the moment that a run is at. */
function drawHead(
  pen: Pen,
  head: Placed<{ measuredBpm: number | null; expectedBpm: number | null }>,
  { palette }: ReplayScene,
  box: Box,
  yAt: (value: number) => number,
): void {
  const x = box.x + head.x * box.width;
  pen.stroke(`M${x} ${box.y}V${box.y + box.height}`, { colour: palette.muted, width: 1 });
  const dot = (bpm: number | null, colour: string) => {
    if (bpm !== null) pen.stroke(`M${x} ${yAt(bpm)}h0`, { colour, width: 8 });
  };
  dot(head.expectedBpm, palette.expected);
  dot(head.measuredBpm, palette.measured);
}

function drawChart(pen: Pen, scene: ReplayScene, chart: SceneChart, box: Box, left: number, timeS: number): void {
  const { palette } = scene;
  const { name, unit, scale } = chart;
  pen.letter(`${name}, ${unit}`, { x: left, y: box.y - 12, colour: palette.muted, sizePx: TEXT_PX.small });
  const yAt = yIn(scale, box);
  const bottom = box.y + box.height;
  const points = revealedValues(chart.rows, timeS).map(({ x, value }) =>
    value === null ? null : { x: box.x + x * box.width, y: yAt(value) },
  );
  pen.fill(areaPath(points.map((point) => point && { x: point.x, upperY: point.y, lowerY: bottom })), {
    colour: palette.ground,
  });
  drawGrid(pen, scene, scale, box);
  pen.stroke(linePath(points), { colour: palette.groundLine, width: 1.25 });
}

function drawGrid(pen: Pen, { palette, xTicks }: ReplayScene, scale: NamedScale, box: Box): void {
  const yAt = yIn(scale, box);
  const right = box.x + box.width;
  const rows = scale.ticks.map((tick) => `M${box.x} ${yAt(tick)}H${right}`);
  const columns = xTicks.map(({ x }) => `M${box.x + x * box.width} ${box.y}v${box.height}`);
  pen.stroke([...rows, ...columns].join(""), { colour: palette.line, width: 1 });
  const apartPx = scale.ticks.length < 2 ? box.height : Math.abs(yAt(scale.ticks[1]) - yAt(scale.ticks[0]));
  const every = Math.max(1, Math.ceil(TEXT_PX.small / Math.max(1, apartPx)));
  for (const [i, tick] of scale.ticks.entries()) {
    if (i % every !== 0) continue;
    pen.letter(scale.labels[i], {
      ...{ x: box.x - 8, y: yAt(tick) + 4, align: "end" },
      ...{ colour: palette.muted, sizePx: TEXT_PX.small },
    });
  }
}

/** Room that the name of a tick takes, in pixels. */
const TICK_PX = 56;

function drawXAxis(pen: Pen, { palette, xTicks }: ReplayScene, box: Box, y: number): void {
  const every = Math.max(1, Math.ceil((xTicks.length * TICK_PX) / box.width));
  for (const [i, { x, label }] of xTicks.entries()) {
    if (i % every !== 0) continue;
    pen.letter(label, {
      ...{ x: box.x + x * box.width, y, align: "middle" },
      ...{ colour: palette.muted, sizePx: TEXT_PX.small },
    });
  }
}

/** Where a value lies in a box; one that its scale does not hold lies at its edge. */
function yIn({ lower, upper }: NamedScale, box: Box): (value: number) => number {
  return (value) => box.y + Math.min(1, Math.max(0, (upper - value) / (upper - lower))) * box.height;
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}Z`;
}
