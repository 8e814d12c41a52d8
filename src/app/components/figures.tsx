import type { Metrics } from "../../evaluation/metrics.ts";
import { type HeartRateSummary, NO_FIGURES, runFigures } from "../../workout/summary.ts";
import type { Analysis } from "../analysis.ts";
import { lookedAtWords } from "../calibration-words.ts";
import { formatClock, formatDifference, formatNumber, MEAN_DECIMALS, NO_VALUE, takesUnit } from "../format.ts";
import { leftOutSentence } from "../left-out-words.ts";
import { coverageSentence } from "../part-words.ts";
import { runFigureTexts } from "../run-figures.ts";
import { altitudeUnit, speedUnitName, type Units } from "../units.ts";
import { METRIC_WORDS } from "../words.ts";
import { PartNote } from "./part-note.tsx";
import { ZoneTimes } from "./zone-times.tsx";

interface Props {
  /** null while there is no run. */
  analysis: Analysis | null;
  units: Units;
}

/** The run in numbers. Every place is kept while there is none. */
export function Figures({ analysis, units }: Props) {
  return (
    <div className="figures">
      <div className="figures-run">
        <RunFigures analysis={analysis} units={units} />
        <HeartRateFigures analysis={analysis} />
      </div>
      <Errors analysis={analysis} />
      <ZoneTimes analysis={analysis} />
    </div>
  );
}

function RunFigures({ analysis, units }: Props) {
  const summary = analysis?.summary;
  const figures = analysis ? runFigures(analysis.summary, analysis.measured) : NO_FIGURES;
  const { distanceUnit } = units;
  return (
    <section aria-labelledby="run-title">
      <h2 id="run-title">Run</h2>
      <dl className="numbers">
        <Figure name="Duration" value={runFigureTexts.duration(figures)} />
        <Figure name="Distance" value={runFigureTexts.distance(figures, units)} unit={distanceUnit} />
        <Figure name="Climb" value={runFigureTexts.climb(figures, units)} unit={altitudeUnit(distanceUnit)} />
        <Figure
          name={units.speedUnit === "pace" ? "Average pace" : "Average speed"}
          value={runFigureTexts.speed(figures, units)}
          unit={speedUnitName(units)}
        />
      </dl>
      {summary && summary.movingS < summary.durationS && (
        <p className="note">
          {units.speedUnit === "pace" ? "Pace" : "Speed"} over {formatClock(summary.movingS)} of moving.
        </p>
      )}
    </section>
  );
}

function Errors({ analysis }: Pick<Props, "analysis">) {
  const expectation = analysis?.expectation;
  const metrics = expectation?.metrics;
  return (
    <section aria-labelledby="errors-title">
      <h2 id="errors-title">Expected against measured</h2>
      <p className="note rests-on">
        {expectation && lookedAtWords(expectation)} {expectation && leftOutSentence(expectation.leftOut)}{" "}
        {expectation && coverageSentence(analysis.track, expectation.fromS)}
      </p>
      <dl className="metrics">
        <Metric id="mae" value={metrics?.mae} format={(bpm) => formatNumber(bpm, 1)} unit="bpm" />
        <Metric id="rmse" value={metrics?.rmse} format={(bpm) => formatNumber(bpm, 1)} unit="bpm" />
        <Metric id="bias" value={metrics?.bias} format={() => differenceText(metrics!)} unit="bpm" />
        <Metric id="r2" value={metrics?.r2} format={(share) => formatNumber(share, 2)} />
        <Metric id="coverage" value={metrics?.coverage} format={(share) => formatNumber(100 * share)} unit="%" />
      </dl>
    </section>
  );
}

/** As the averages that stand beside it give it, where both are of the same part of the run. */
function differenceText({ measuredBpm, predictedBpm }: Metrics): string {
  return formatDifference(measuredBpm, predictedBpm, MEAN_DECIMALS);
}

interface MetricProps {
  id: keyof typeof METRIC_WORDS;
  value: number | null | undefined;
  format(value: number): string;
  unit?: string;
}

function Metric({ id, value, format, unit }: MetricProps) {
  const { name, long, meaning } = METRIC_WORDS[id];
  return (
    <div>
      <dt>
        <abbr title={long}>{name}</abbr>
      </dt>
      <dd>
        <span className="number" data-testid={`metric-${id}`} data-value={value ?? undefined}>
          {value == null ? NO_VALUE : format(value)}
          {value != null && unit !== undefined && <span className="unit"> {unit}</span>}
        </span>
        <span className="note">{meaning}</span>
      </dd>
    </div>
  );
}

function HeartRateFigures({ analysis }: Pick<Props, "analysis">) {
  const expected = analysis?.expectation?.expected ?? null;
  const measured = analysis?.measured ?? null;
  const row = (name: string, read: (summary: HeartRateSummary) => number, decimals = 0) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{measured ? formatNumber(read(measured), decimals) : NO_VALUE}</td>
      <td>{expected ? formatNumber(read(expected), decimals) : NO_VALUE}</td>
    </tr>
  );
  return (
    <section aria-labelledby="heart-rate-title">
      <h2 id="heart-rate-title">
        Heart rate <span className="unit">bpm</span>
      </h2>
      <PartNote analysis={analysis} />
      <table className="heart-rates">
        <thead>
          <tr>
            <td />
            <th scope="col">measured</th>
            <th scope="col">expected</th>
          </tr>
        </thead>
        <tbody>
          {row("Average", ({ meanBpm }) => meanBpm, MEAN_DECIMALS)}
          {row("Maximum", ({ maximumBpm }) => maximumBpm)}
          {row("Minimum", ({ minimumBpm }) => minimumBpm)}
        </tbody>
      </table>
    </section>
  );
}

function Figure({ name, value, unit }: { name: string; value: string; unit?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number">
        {value}
        {unit !== undefined && takesUnit(value) && <span className="unit"> {unit}</span>}
      </dd>
    </div>
  );
}
