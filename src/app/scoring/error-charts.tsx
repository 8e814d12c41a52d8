import { memo, type ReactNode, useId, useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, ReferenceLine, XAxis, YAxis } from "recharts";
import { counted } from "../../base/counted.ts";
import { errorFiguresOf, noErrors } from "../../evaluation/error-figures.ts";
import type { Evaluation } from "../../evaluation/scores.ts";
import { roundScale, timeTicks } from "../charts/axes.ts";
import { formatNumber } from "../format/format.ts";
import { useExtent } from "../ui/use-extent.ts";
import {
  barTicks,
  densityPicture,
  ERROR_BAR_BPM,
  endsOf,
  errorBars,
  MAE_BAR_BPM,
  type MinuteRow,
  minuteRows,
  outlineOf,
  runMaeBars,
} from "./chart-rows.ts";
import { InTurn } from "./in-turn.tsx";
import { withinWords } from "./scoring-words.ts";

interface Props {
  /** null before anything is scored: the charts are empty then. */
  evaluation: Evaluation | null;
}

const UNSCORED = { figures: errorFiguresOf(noErrors()), report: null };

const HEIGHT_PX = 208;
const AXIS_PX = 40;
const TIME_AXIS_PX = 24;

/** Without motion: figures grow by themselves while runs are scored. */
const STILL = { dot: false, activeDot: false, isAnimationActive: false } as const;
/** Every tick is labelled: they are chosen to fit, and to measure them takes longer than to draw them. */
const AXIS = { interval: 0, axisLine: false, tickLine: false } as const;
const X_AXIS = { type: "number", height: TIME_AXIS_PX, ...AXIS } as const;
const Y_AXIS = { width: AXIS_PX, ...AXIS } as const;
const CHART = { height: HEIGHT_PX, accessibilityLayer: false } as const;
/** Lines are outlines of nothing: of a `Line` its length is measured whenever it changes, which lays out the page anew. */
const LINE = { type: "linear", fill: "none", strokeWidth: 1.5, ...STILL } as const;
/** One outline around all bars: a shape for each takes several times as long to draw. */
const HISTOGRAM = {
  dataKey: "height",
  type: "step",
  stroke: "none",
  fill: "var(--expected)",
  fillOpacity: 1,
  ...STILL,
} as const;
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
/** Largest size: much wider than high, it would show less of the spread upward than of that to the right. */
const DENSITY_PX = { width: 480, height: 320 };
/** Room for half a label at the end of an axis. */
const LABEL_PX = 24;
/** Fewer labels stand beside one another on a phone. */
const PX_A_LABEL = 64;

const charts = {
  errors: memo(ErrorHistogram),
  runs: memo(RunMaeHistogram),
  density: memo(Density),
  minutes: memo(ErrorOverTime),
};

const CHARTS = Object.keys(charts).length;

/**
 * Charts of the errors: over time, over runs, over heart rates, and over the minutes of a run; each drawn in its turn.
 */
export function ErrorCharts({ evaluation }: Props) {
  return (
    <div className="error-charts">
      {/* The first takes longest, and less once the browser has compiled what it shares with the others. */}
      {Object.entries(charts).map(([name, OwnChart], i) => (
        <div key={name} className={`error-chart-place of-${name}`}>
          <InTurn value={evaluation} turn={CHARTS - i}>
            {(shown) => (
              <div className={shown === null ? "awaited" : undefined}>
                <OwnChart evaluation={shown} />
              </div>
            )}
          </InTurn>
        </div>
      ))}
    </div>
  );
}

interface ChartProps {
  title: string;
  /** Unit of the horizontal axis, where the legend does not name it. */
  unit?: string;
  /** Description for people who don't see the chart. */
  description: string;
  legend: ReactNode;
  note: string;
  children(width: number): ReactNode;
}

function Chart({ title, unit, description, legend, note, children }: ChartProps) {
  const id = useId();
  const [container, width] = useExtent<HTMLDivElement>("width");
  return (
    <figure className="error-chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title} {unit !== undefined && <span className="unit">{unit}</span>}
        </h3>
        <ul className="legend">{legend}</ul>
      </figcaption>
      <div className="plot" ref={container} role="img" aria-label={description}>
        {width > 0 && children(width)}
      </div>
      <p className="note">{note}</p>
    </figure>
  );
}

function ErrorHistogram({ evaluation }: Props) {
  const { figures } = evaluation ?? UNSCORED;
  const bars = useMemo(() => errorBars(figures.errors), [figures]);
  const within = withinWords(figures);
  const ends = endsOf(bars, ERROR_BAR_BPM);
  const scale = roundScale([[0], bars.map(({ height }) => height)], 1, 4);
  return (
    <Chart
      title="Measured minus expected"
      unit="bpm"
      description={`Histogram of errors in bpm. ${within}`}
      note={within}
      legend={
        <>
          <li className="legend-bar">share of the time, %</li>
          <li className="legend-measured">up to there, % (right)</li>
        </>
      }
    >
      {(width) => (
        <ComposedChart width={width} data={outlineOf(bars, ERROR_BAR_BPM)} margin={MARGIN} {...CHART}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="middleBpm"
            domain={ends}
            allowDataOverflow
            ticks={barTicks(ends, width / PX_A_LABEL)}
            tickFormatter={signedTick}
            {...X_AXIS}
          />
          <YAxis yAxisId="share" domain={[0, scale.upper]} ticks={scale.ticks} {...Y_AXIS} />
          <YAxis yAxisId="cumulative" orientation="right" domain={[0, 100]} ticks={[0, 50, 100]} {...Y_AXIS} />
          <Area yAxisId="share" {...HISTOGRAM} />
          <ReferenceLine yAxisId="share" x={0} stroke="var(--edge)" />
          <Area yAxisId="cumulative" dataKey="cumulative" stroke="var(--measured)" {...LINE} />
        </ComposedChart>
      )}
    </Chart>
  );
}

function minuteTicks(rows: readonly MinuteRow[], width: number): number[] {
  return timeTicks(0, 60 * (rows.at(-1)?.minute ?? 0), width / PX_A_LABEL).map((seconds) => seconds / 60);
}

function signedTick(value: number): string {
  return value > 0 ? `+${value}` : formatNumber(value);
}

function RunMaeHistogram({ evaluation }: Props) {
  const { figures, report } = evaluation ?? UNSCORED;
  const bars = useMemo(() => runMaeBars(figures.runMaes), [figures]);
  const constant = report?.baselines.constant?.mae;
  // As far as the line of what is drawn beside them, too.
  const [fromBpm, toBpm] = endsOf(bars, MAE_BAR_BPM);
  const ends: [number, number] = [fromBpm, Math.max(toBpm, Math.ceil(constant ?? 0))];
  const words = `Half of the runs are off by less than ${formatNumber(report?.medianMae ?? Number.NaN, 1)} bpm.`;
  const scale = roundScale([[0], bars.map(({ height }) => height)], 1, 4);
  return (
    <Chart
      title="MAE run by run"
      unit="bpm"
      description={`Histogram of runs by their MAE in bpm. ${words}`}
      note={words}
      legend={
        <>
          <li className="legend-bar">runs</li>
          <li className="legend-measured">mean</li>
          {constant !== undefined && <li className="legend-constant">mean of always the same</li>}
        </>
      }
    >
      {(width) => (
        <ComposedChart
          width={width}
          data={outlineOf(bars, MAE_BAR_BPM)}
          margin={{ ...MARGIN, right: LABEL_PX }}
          {...CHART}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="middleBpm"
            domain={ends}
            allowDataOverflow
            ticks={barTicks(ends, width / PX_A_LABEL)}
            tickFormatter={(value: number) => formatNumber(value)}
            {...X_AXIS}
          />
          <YAxis
            domain={[0, scale.upper]}
            ticks={scale.ticks.filter(Number.isInteger)}
            tickFormatter={(value: number) => formatNumber(value)}
            {...Y_AXIS}
          />
          <Area {...HISTOGRAM} />
          {report && <ReferenceLine x={report.mae} stroke="var(--measured)" strokeWidth={2} />}
          {constant !== undefined && (
            <ReferenceLine x={constant} stroke="var(--edge)" strokeWidth={2} strokeDasharray="4 3" />
          )}
        </ComposedChart>
      )}
    </Chart>
  );
}

function ErrorOverTime({ evaluation }: Props) {
  const { figures } = evaluation ?? UNSCORED;
  const rows = useMemo(() => minuteRows(figures.minutes), [figures]);
  const scale = roundScale([[0], rows.map(({ mae }) => mae), rows.map(({ differenceBpm }) => differenceBpm)], 4, 4);
  return (
    <Chart
      title="Error over the minutes of a run"
      description={`MAE and difference in bpm by minute since the start, over ${counted(rows.length, "minute")}.`}
      note="Minutes that few of the runs reach are left out."
      legend={
        <>
          <li className="legend-measured">MAE, bpm</li>
          <li className="legend-expected">measured minus expected, bpm</li>
        </>
      }
    >
      {(width) => (
        <ComposedChart width={width} data={rows} margin={{ ...MARGIN, right: LABEL_PX }} {...CHART}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="minute"
            domain={[0, "dataMax"]}
            ticks={minuteTicks(rows, width)}
            tickFormatter={(value: number) => `${formatNumber(value)} min`}
            {...X_AXIS}
          />
          <YAxis
            domain={[scale.lower, scale.upper]}
            ticks={scale.ticks}
            tickFormatter={(value: number) => formatNumber(value)}
            {...Y_AXIS}
          />
          <ReferenceLine y={0} stroke="var(--edge)" />
          <Area dataKey="differenceBpm" stroke="var(--expected)" {...LINE} />
          <Area dataKey="mae" stroke="var(--measured)" {...LINE} strokeWidth={2} />
        </ComposedChart>
      )}
    </Chart>
  );
}

/** Predicted against measured: on the diagonal they agree. */
function Density({ evaluation }: Props) {
  const { figures } = evaluation ?? UNSCORED;
  const picture = useMemo(() => densityPicture(figures.density), [figures]);
  const { fromBpm, toBpm, levels } = picture;
  const { ticks } = roundScale([[fromBpm, toBpm]], 1, 5);
  const shownTicks = ticks.filter((tick) => tick >= fromBpm && tick <= toBpm);
  return (
    <Chart
      title="Expected against measured"
      description={`How often each heart rate was expected where each was measured, from ${fromBpm} to ${toBpm} bpm.`}
      note="The stronger the colour, the more of the time: threefold a step. On the line both agree."
      legend={
        <>
          <li>measured, bpm, to the right</li>
          <li>expected, bpm, upward</li>
        </>
      }
    >
      {(available) => {
        const width = Math.min(available, DENSITY_PX.width);
        const height = Math.min(available, DENSITY_PX.height);
        const scaleX = (width - AXIS_PX - LABEL_PX) / (toBpm - fromBpm);
        const scaleY = (height - TIME_AXIS_PX - MARGIN.top) / (toBpm - fromBpm);
        const x = (bpm: number) => AXIS_PX + (bpm - fromBpm) * scaleX;
        const y = (bpm: number) => height - TIME_AXIS_PX - (bpm - fromBpm) * scaleY;
        const place = `translate(${x(0)} ${y(0)}) scale(${scaleX} ${-scaleY})`;
        return (
          <svg className="density" width={width} height={height} aria-hidden="true">
            {shownTicks.map((tick) => (
              <g key={tick}>
                <path
                  className="density-grid"
                  d={`M${x(tick)} ${y(fromBpm)}V${y(toBpm)}M${x(fromBpm)} ${y(tick)}H${x(toBpm)}`}
                />
                <text x={x(tick)} y={height - 6} textAnchor="middle">
                  {tick}
                </text>
                <text x={AXIS_PX - 8} y={y(tick)} dy="0.35em" textAnchor="end">
                  {tick}
                </text>
              </g>
            ))}
            {levels.map(({ darkness, path }) => (
              <path key={darkness} d={path} transform={place} fill="var(--expected)" fillOpacity={darkness} />
            ))}
            <path className="density-diagonal" d={`M${x(fromBpm)} ${y(fromBpm)}L${x(toBpm)} ${y(toBpm)}`} />
          </svg>
        );
      }}
    </Chart>
  );
}
