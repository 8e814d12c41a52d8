import "./trend.css";
import { useMemo, useState } from "react";
import { FEWEST_TREND_RUNS, trendOf } from "../../../evaluation/trend/trend.ts";
import { alarmSentence, TREND_NOTE, trendSentence } from "../../../evaluation/trend/trend-words.ts";
import type { TrendPrior } from "../../../model/contract.ts";
import { trendCsv } from "../../../sharing/trend-csv.ts";
import type { Span } from "../../../workout/workout.ts";
import type { OpenedTrendPoint, TrendRuns } from "../../state/trend-runs.ts";
import { usePageState } from "../../ui/page-context.ts";
import { saveFile } from "../../ui/save-file.ts";
import { type OpenedTrend, TrendChart } from "./trend-chart.tsx";
import { TrendChoices } from "./trend-choices.tsx";
import { filtered, NO_FILTER } from "./trend-filter.ts";
import { type GroupBy, groupsOf } from "./trend-groups.ts";
import { allLeftOutWords } from "./trend-run-words.ts";
import { TrendTable } from "./trend-table.tsx";

/** The runner's trend over the dated runs: the sentence, the chart, and which runs it is of. */
export function TrendPanel({ points, prior, otherRunners }: TrendRuns & { prior: TrendPrior }) {
  const [filter, setFilter] = useState(NO_FILTER);
  const whole = useMemo(() => trendOf(points, prior), [points, prior]);
  const trend = useMemo(
    () => (filter === NO_FILTER ? whole : trendOf(filtered(points, filter), prior)),
    [whole, points, filter, prior],
  );
  const [chosenPeriod, setPeriod] = useState<Span | null>(null);
  const [groupBy, setGroupBy] = useState<GroupBy>("nothing");
  const units = usePageState((state) => state.units);
  const [from, to] = placesWithin(trend, chosenPeriod);
  const isTold = to - from + 1 >= FEWEST_TREND_RUNS;
  const sentence = trendSentence(trend, from, to, "your runs");
  const left = allLeftOutWords(trend.leftOut, otherRunners);
  const alarm = isTold ? alarmSentence(trend) : null;
  return (
    <section className="trend" aria-label="Trend" data-testid="trend" data-points={trend.runs.length}>
      <h3>Trend</h3>
      <p className={isTold ? "trend-sentence" : "note"}>{sentence}</p>
      {alarm !== null && <p>{alarm}</p>}
      {whole.runs.length >= FEWEST_TREND_RUNS && (
        <TrendChoices
          points={whole.runs.map(({ point }) => point)}
          filter={filter}
          onFilter={setFilter}
          groupBy={groupBy}
          onGroupBy={setGroupBy}
          period={chosenPeriod}
          whole={{ startS: whole.runs[0].unixS, endS: whole.runs[whole.runs.length - 1].unixS }}
          onPeriod={setPeriod}
          units={units}
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
          onPeriod={setPeriod}
        />
      )}
      {left !== "" && <p className="note">{left}</p>}
    </section>
  );
}

type ToldProps = Omit<Parameters<typeof TrendChart>[0], "onOpen">;

/** The chart with its legend, its table and its file. */
function ToldTrend(props: ToldProps) {
  const { trend, from, to, groupBy, units } = props;
  const select = usePageState((state) => state.select);
  const open = ({ point }: { point: OpenedTrendPoint }) => select(point.selection);
  const runs = trend.runs.slice(from, to + 1);
  return (
    <>
      <ul className="legend trend-legend">
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
      <p className="note">{TREND_NOTE} Drag over the chart to mark a period; click a run to open it.</p>
      <div className="trend-foot">
        <button type="button" onClick={() => saveFile({ name: "trend.csv", text: trendCsv({ runs }) }, "text/csv")}>
          Save as CSV
        </button>
        <TrendTable runs={runs} onOpen={open} />
      </div>
    </>
  );
}

/** Places of the first and the last run of a period; a period without runs ends before it begins. */
function placesWithin({ runs }: OpenedTrend, period: Span | null): [from: number, to: number] {
  if (period === null) return [0, runs.length - 1];
  const from = runs.findIndex(({ unixS }) => unixS >= period.startS);
  return [from < 0 ? runs.length : from, runs.findLastIndex(({ unixS }) => unixS <= period.endS)];
}
