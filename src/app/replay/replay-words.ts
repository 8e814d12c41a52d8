import { counted } from "../../base/counted.ts";
import type { Analysis } from "../../evaluation/analysis.ts";
import { formatClock, formatDifference, formatNumber, MEAN_DECIMALS, NO_VALUE, takesUnit } from "../format/format.ts";
import { PAGE_NAME } from "../format/page-name.ts";
import { momentOf, type ReplayBy, type ReplayScene, type SceneRun, stepAt } from "./scene.ts";

/** A figure at a moment of a replay. */
export interface ReplayFigure {
  name: string;
  value: string;
  /** Empty where there is none. */
  unit: string;
}

/** The figures of a run at a moment: heart rates of the moment, errors of the stretch that is over; at its end, all of the stretch. */
export function figuresAt(run: SceneRun, timeS: number): ReplayFigure[] {
  const step = stepAt(run, timeS);
  const { measuredBpm, expectedBpm, running, span } = run;
  const isOver = timeS >= span.endS;
  const soFar = isOver ? "" : " so far";
  const means = [running.measuredBpm, running.expectedBpm].map((series) => lastKnown(series, step));
  const heartRates = isOver
    ? [figureInBpm("Mean measured", means[0], MEAN_DECIMALS), figureInBpm("Mean expected", means[1], MEAN_DECIMALS)]
    : [figureInBpm("Measured", measuredBpm[step]), figureInBpm("Expected", expectedBpm[step] ?? Number.NaN)];
  const difference = formatDifference(means[0], means[1], MEAN_DECIMALS);
  return [
    { name: "Time", value: formatClock(timeS), unit: "" },
    ...heartRates,
    { name: `Difference${soFar}`, value: difference, unit: takesUnit(difference) ? "bpm" : "" },
    figureInBpm(`Typical gap${soFar}`, lastKnown(running.typicalGapBpm, step), 1),
    ...(run.level === null ? [] : [{ name: `In the interval${soFar}`, value: coverageText(run, step), unit: "" }]),
  ];
}

function figureInBpm(name: string, bpm: number, decimals = 0): ReplayFigure {
  const value = formatNumber(bpm, decimals);
  return { name, value, unit: takesUnit(value) ? "bpm" : "" };
}

/**
 * The typical gap and the coverage of a run up to a moment, beneath its name.
 * @param isShort whether there is room for the figures alone
 */
export function tileWords(run: SceneRun, timeS: number, isShort = false): string {
  const step = stepAt(run, timeS);
  const gap = lastKnown(run.running.typicalGapBpm, step);
  const gapText = Number.isNaN(gap) ? NO_VALUE : `${formatNumber(gap, 1)} bpm`;
  const coverage = isShort ? coverageText(run, step) : `in the interval ${coverageText(run, step)}`;
  return `gap ${gapText}${run.level === null ? "" : ` · ${coverage}`}`;
}

function coverageText({ running: { coverage } }: SceneRun, step: number): string {
  const share = coverage === null ? Number.NaN : lastKnown(coverage, step);
  return Number.isNaN(share) ? NO_VALUE : `${formatNumber(100 * share)} %`;
}

/** The figure at a step, or at the last one before that it was known at. */
function lastKnown(series: Float64Array, step: number): number {
  for (let i = step; i >= 0; i--) if (!Number.isNaN(series[i])) return series[i];
  return Number.NaN;
}

/** How far a replay is, as a picture of several runs tells it. */
export function placeWords({ by, lengthS }: Pick<ReplayScene, "by" | "lengthS">, share: number): string {
  return by === "share" ? `${formatNumber(100 * share)} %` : formatClock(share * lengthS);
}

/** The moment of a replay, for who listens. */
export function momentWords(scene: ReplayScene, share: number): string {
  const { runs } = scene;
  if (runs.length > 1) {
    const each = runs.map((run) => `${run.name}: ${tileWords(run, momentOf(scene, run, share))}`);
    return `${placeWords(scene, share)}${scene.by === "share" ? " of each run" : ""}. ${each.join("; ")}`;
  }
  const [run] = runs;
  const [time, ...figures] = figuresAt(run, momentOf(scene, run, share));
  const told = figures.map(({ name, value, unit }) => `${name.toLowerCase()} ${value}${unit === "" ? "" : ` ${unit}`}`);
  return `${time.value}: ${told.join(", ")}`;
}

/** What the picture of a replay shows, for who does not see it. */
export function descriptionWords({ runs, title }: ReplayScene): string {
  return runs.length > 1
    ? `Measured and expected heart rate of ${runs.map(({ name }) => name).join(", ")}, growing side by side.`
    : `Measured and expected heart rate of ${title}, growing along the run.`;
}

/** Last words of every picture. */
export const MADE_WITH = `Made with ${PAGE_NAME}.`;

/** What a picture of a run says of its figures, so that it can be read by itself. */
export function runCaption({ measured, expectation }: Pick<Analysis, "measured" | "expectation">): string {
  const metrics = expectation?.metrics ?? null;
  const parts = [
    ...(measured !== null && expectation?.expected
      ? [`difference ${formatDifference(measured.meanBpm, expectation.expected.meanBpm, 1)} bpm (measured − expected)`]
      : []),
    ...(metrics === null ? [] : [`typical gap ${formatNumber(metrics.mae, 1)} bpm`]),
    ...(metrics?.coverage == null || expectation?.level == null
      ? []
      : [
          `the ${formatNumber(100 * expectation.level)} % interval holds ${formatNumber(100 * metrics.coverage)} % of it`,
        ]),
  ];
  return `${parts.length === 0 ? "" : `The whole run: ${parts.join(", ")}. `}${MADE_WITH}`;
}

export function severalCaption(analyses: readonly Pick<Analysis, "expectation">[]): string {
  const level = analyses[0]?.expectation?.level ?? null;
  const interval = level === null ? "" : ` It should be ${formatNumber(100 * level)}\u00a0%.`;
  return `Beneath each name: how far measured and expected lie apart on average, and what share of the run lies in the band, so far.${interval} ${MADE_WITH}`;
}

export function severalTitle(count: number, by: ReplayBy): string {
  return `${counted(count, "run")}, ${by === "time" ? "on one clock" : "by share"}`;
}

/** Name of the button that opens a replay. */
export const OPEN_WORDS = { run: "Replay this run", several: "Replay these runs side by side" } as const;

export const LESS_MOTION =
  "Your device asks for less motion, so nothing plays: the whole is shown. Drag the slider, or step with the arrow keys.";
