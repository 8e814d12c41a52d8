import "./trend.css";
import { type RefObject, useDeferredValue, useMemo, useRef, useState } from "react";
import { counted } from "../../../base/counted.ts";
import { FEWEST_TREND_RUNS, trendOf } from "../../../evaluation/trend/trend.ts";
import { alarmSentence, TREND_NOTE, trendSentence } from "../../../evaluation/trend/trend-words.ts";
import type { TrendPrior } from "../../../model/contract.ts";
import { trendCsv } from "../../../sharing/trend-csv.ts";
import type { Span } from "../../../workout/workout.ts";
import { SaveView } from "../../replay/view-picture/save-view.tsx";
import { filteredRuns, isFiltering, isWithin, type SpeedCuts } from "../../state/run-filter.ts";
import type { OpenedTrendPoint, TrendRuns } from "../../state/trend-runs.ts";
import { usePageState } from "../../ui/page-context.ts";
import { saveFile } from "../../ui/save-file.ts";
import { Choice } from "../labelled.tsx";
import { type OpenedTrend, TrendChart } from "./trend-chart.tsx";
import { type GroupBy, groupsOf } from "./trend-groups.ts";
import { allLeftOutWords } from "./trend-run-words.ts";
import { TrendTable } from "./trend-table.tsx";

const GROUPS: Record<GroupBy, string> = {
  nothing: "nothing",
  temperature: "temperature",
  sensor: "sensor",
  length: "length",
};

interface Props extends TrendRuns {
  prior: TrendPrior;
  cuts: SpeedCuts;
}

/** The runner's trend over the dated runs that the filter lets through: the sentence and the chart. */
export function TrendPanel({ points, prior, otherRunners, cuts }: Props) {
  // A letter that is typed does not wait for the trend of thousands.
  const { text, sport, length, speed, period } = useDeferredValue(usePageState((state) => state.runFilter));
  const trend = useMemo(() => {
    // A period is a part of a trend, which its other runs inform.
    const filter = { text, sport, length, speed, period: null };
    if (!isFiltering(filter)) return wholeTrendOf(points, prior);
    return trendOf(
      filteredRuns(points, filter, cuts, (point) => point),
      prior,
    );
  }, [points, prior, text, sport, length, speed, cuts]);
  const filterRuns = usePageState((state) => state.filterRuns);
  const [groupBy, setGroupBy] = useState<GroupBy>("nothing");
  const units = usePageState((state) => state.units);
  const view = useRef<HTMLElement>(null);
  const [from, to] = placesWithin(trend, period);
  const isTold = to - from + 1 >= FEWEST_TREND_RUNS;
  const sentence = trendSentence(trend, from, to, "your runs");
  const left = allLeftOutWords(trend.leftOut, otherRunners);
  const alarm = isTold ? alarmSentence(trend) : null;
  return (
    <section ref={view} className="trend" aria-label="Trend" data-testid="trend" data-points={trend.runs.length}>
      <h3>Trend</h3>
      <p data-pictured className={isTold ? "trend-sentence" : "note"}>
        {sentence}
      </p>
      {alarm !== null && <p data-pictured>{alarm}</p>}
      {isTold && (
        <Choice
          name="Tell apart by"
          value={groupBy}
          options={Object.entries(GROUPS)}
          onChange={(by) => setGroupBy(by as GroupBy)}
        />
      )}
      {isTold && (
        <ToldTrend
          trend={trend}
          from={from}
          to={to}
          sentence={sentence}
          groupBy={groupBy}
          units={units}
          view={view}
          onPeriod={(marked) => filterRuns({ period: marked })}
        />
      )}
      {left !== "" && <p className="note">{left}</p>}
    </section>
  );
}

const wholeTrends = new WeakMap<readonly OpenedTrendPoint[], { prior: TrendPrior; trend: OpenedTrend }>();

/** The trend of all runs; the same as long as they are, wherever the place was left for in between. */
function wholeTrendOf(points: readonly OpenedTrendPoint[], prior: TrendPrior): OpenedTrend {
  const known = wholeTrends.get(points);
  if (known?.prior === prior) return known.trend;
  const trend = trendOf(points, prior);
  wholeTrends.set(points, { prior, trend });
  return trend;
}

interface ToldProps extends Omit<Parameters<typeof TrendChart>[0], "onOpen"> {
  /** All of the trend. */
  view: RefObject<HTMLElement | null>;
}

/** The chart with its legend, its table and its files. */
function ToldTrend({ view, ...props }: ToldProps) {
  const { trend, from, to, groupBy, units } = props;
  const select = usePageState((state) => state.select);
  const open = ({ point }: { point: OpenedTrendPoint }) => select(point.selection);
  const runs = trend.runs.slice(from, to + 1);
  return (
    <>
      <ul data-pictured className="legend trend-legend">
        <li>Measured − expected, bpm:</li>
        {groupsOf(
          runs.map(({ point }) => point),
          groupBy,
          units,
        ).map(({ name, mark }) => (
          <li key={mark} className={`legend-mark mark-${mark}`}>
            {name}
          </li>
        ))}
        <li className="legend-trend">trend</li>
        <li className="legend-band">its 90 % band</li>
      </ul>
      <TrendChart {...props} onOpen={open} />
      <p className="note">
        <span data-pictured>{TREND_NOTE}</span> Drag over the chart to mark a period; click a run to open it.
      </p>
      <div className="trend-foot">
        <button type="button" onClick={() => saveFile({ name: "trend.csv", text: trendCsv({ runs }) }, "text/csv")}>
          Save as CSV
        </button>
        <SaveView title="Trend" of={counted(runs.length, "run")} within={view} />
        <TrendTable runs={runs} onOpen={open} />
      </div>
    </>
  );
}

/** Places of the first and the last run of a period; a period without runs ends before it begins. */
function placesWithin({ runs }: OpenedTrend, period: Span | null): [from: number, to: number] {
  if (period === null) return [0, runs.length - 1];
  const isOfPeriod = ({ point }: { point: OpenedTrendPoint }) => isWithin(point.startedAt, period);
  const from = runs.findIndex(isOfPeriod);
  return [from < 0 ? runs.length : from, runs.findLastIndex(isOfPeriod)];
}
