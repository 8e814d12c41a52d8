import { lazy, type ReactNode, Suspense } from "react";
import type { Analysis } from "../../evaluation/analysis.ts";
import type { Metrics } from "../../evaluation/metrics.ts";
import type { StretchFigures } from "../../evaluation/stretch-figures.ts";
import { type HeartRateSummary, NO_FIGURES, type RunSummary, runFigures } from "../../workout/summary.ts";
import { formatClock, formatDifference, formatNumber, MEAN_DECIMALS, NO_VALUE, takesUnit } from "../format/format.ts";
import { METRIC_WORDS } from "../format/metric-words.ts";
import { runFigureTexts } from "../format/run-figures.ts";
import { altitudeUnit, speedName, speedUnitName, type Units } from "../format/units.ts";
import { lookedAtWords } from "../runner/calibration-words.ts";
import type { SecondExpectation } from "../state/second-model.ts";
import { ForResearchers } from "../ui/for-researchers.tsx";
import { NotFetched } from "../ui/not-fetched.tsx";
import { ComparedHead } from "./compared-head.tsx";
import { directionWords } from "./figure-words.ts";
import { OfStretch } from "./of-stretch.tsx";
import { PartNote } from "./part-note.tsx";
import { errorPartSentences } from "./part-words.ts";
import { useShownFigures, useShownSpan } from "./use-shown-figures.ts";
import { ZoneTimes } from "./zone-times.tsx";

/** Fetched with a second model: few people choose one. */
const TwoModels = lazy(() => import("./two-models.tsx").catch(() => ({ default: NotFetched })));

interface Props {
  /** null while there is no run. */
  analysis: Analysis | null;
  units: Units;
  second: SecondExpectation | null;
}

interface ShownFigures {
  analysis: Analysis | null;
  /** Of the stretch that the charts show. */
  figures: StretchFigures | null;
}

/** The charts in numbers, of the run or of the stretch shown. Every place is kept while there is no run. */
export function Figures({ analysis, units, second }: Props) {
  const figures = useShownFigures(analysis);
  return (
    <div className="figures">
      <Way analysis={analysis} figures={figures} units={units} />
      <HeartRateFigures analysis={analysis} figures={figures} />
      {analysis !== null && second !== null && (
        <Suspense>
          <TwoModels analysis={analysis} second={second} />
        </Suspense>
      )}
      <ZoneTimes analysis={analysis} figures={figures} />
      <ForResearchers>
        <Errors analysis={analysis} figures={figures} />
      </ForResearchers>
    </div>
  );
}

function Way({ analysis, figures: shown, units }: Pick<Props, "units"> & ShownFigures) {
  const summary = shown?.summary;
  const speed = speedName(units);
  const figures = shown ? runFigures(shown.summary, shown.measured) : NO_FIGURES;
  const { distanceUnit } = units;
  return (
    <section aria-labelledby="run-title">
      <h3 id="run-title">
        Run <OfStretch />
      </h3>
      <dl className="numbers">
        <Figure name="Duration" value={runFigureTexts.duration(figures)} />
        <Figure name="Distance" value={runFigureTexts.distance(figures, units)} unit={distanceUnit} />
        <Figure name="Climb" value={runFigureTexts.climb(figures, units)} unit={altitudeUnit(distanceUnit)} />
        <Figure
          name={`Average ${speed.toLowerCase()}`}
          value={runFigureTexts.speed(figures, units)}
          unit={speedUnitName(units)}
        />
      </dl>
      {analysis !== null && isPaused(analysis.summary) && (
        <p className="note part-note">
          {summary && isPaused(summary) && `${speed} over ${formatClock(summary.movingS)} of moving.`}
        </p>
      )}
    </section>
  );
}

/** Whether the moving time is written differently from the duration. */
function isPaused({ movingS, durationS }: RunSummary): boolean {
  return formatClock(movingS) !== formatClock(durationS);
}

/** How far measured and expected heart rate lie apart, as a runner reads it. */
function Gaps({ analysis, figures }: ShownFigures) {
  const metrics = figures?.expectation?.metrics;
  return (
    <>
      <RestsOn analysis={analysis} />
      <dl className="gaps">
        <Gap name="Difference" value={metrics && differenceText(metrics)}>
          {metrics && directionWords(metrics)}
        </Gap>
        <Gap name={METRIC_WORDS.mae.runnersName} value={metrics && formatNumber(metrics.mae)}>
          {metrics && "between the two lines, on average"}
        </Gap>
      </dl>
    </>
  );
}

interface GapProps {
  name: string;
  value: string | null | undefined;
  children: ReactNode;
}

function Gap({ name, value, children }: GapProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="number">
          {value ?? NO_VALUE}
          {value != null && <span className="unit"> bpm</span>}
        </span>{" "}
        <span className="note">{children}</span>
      </dd>
    </div>
  );
}

/** What the run is compared with, and the part of it that is compared. */
function RestsOn({ analysis }: Pick<ShownFigures, "analysis">) {
  const span = useShownSpan(analysis);
  const expectation = analysis?.expectation;
  return (
    <p className="note rests-on">
      {expectation && [lookedAtWords(expectation), ...errorPartSentences(analysis.track, expectation, span)].join(" ")}
    </p>
  );
}

function Errors({ analysis, figures }: ShownFigures) {
  const metrics = figures?.expectation?.metrics;
  return (
    <section aria-labelledby="errors-title">
      <h3 id="errors-title">
        Errors of the model <OfStretch />
      </h3>
      <RestsOn analysis={analysis} />
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

/** The difference of the two averages as they are written beside it, where both are of the same part of the run. */
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

function HeartRateFigures({ analysis, figures }: ShownFigures) {
  const expected = figures?.expectation?.expected ?? null;
  const measured = figures?.measured ?? null;
  const row = (name: string, read: (summary: HeartRateSummary) => number, decimals = 0) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{measured ? formatNumber(read(measured), decimals) : NO_VALUE}</td>
      <td>{expected ? formatNumber(read(expected), decimals) : NO_VALUE}</td>
    </tr>
  );
  return (
    <section aria-labelledby="heart-rate-title">
      <h3 id="heart-rate-title">
        Heart rate <span className="unit">bpm</span> <OfStretch />
      </h3>
      <PartNote analysis={analysis} />
      <table className="heart-rates">
        <ComparedHead leading={1} />
        <tbody>
          {row("Average", ({ meanBpm }) => meanBpm, MEAN_DECIMALS)}
          {row("Maximum", ({ maximumBpm }) => maximumBpm)}
          {row("Minimum", ({ minimumBpm }) => minimumBpm)}
        </tbody>
      </table>
      <Gaps analysis={analysis} figures={figures} />
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
