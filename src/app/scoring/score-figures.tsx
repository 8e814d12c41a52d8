import { lazy, memo, Suspense } from "react";
import type { SplitRow } from "../../dataset/split.ts";
import type { Figures, GroupErrors, Report } from "../../evaluation/report.ts";
import type { Evaluation, RunScore } from "../../evaluation/scores.ts";
import { formatClock, formatCount, formatNumber, formatSigned, NO_VALUE } from "../format/format.ts";
import { METRIC_WORDS } from "../format/metric-words.ts";
import { typeName } from "../state/explorer/columns.ts";
import { usePageState } from "../ui/page-context.ts";
import { InTurn } from "./in-turn.tsx";
import { CUTS } from "./scoring-words.ts";

/** Fetches the charts and the library that draws them, which only a scored split needs. */
export const loadErrorCharts = () => import("./error-charts.tsx").then(({ ErrorCharts }) => ({ default: ErrorCharts }));

const ErrorCharts = lazy(() => loadErrorCharts().catch(() => ({ default: MissingCharts })));

function MissingCharts() {
  return <p className="note">The charts could not be fetched: check the connection, and load the page again.</p>;
}

/** After all charts. */
const LAST_TURN = Number.MAX_SAFE_INTEGER;

interface Props {
  /** null before anything is scored: the charts are drawn then, for it takes longer while runs are scored. */
  evaluation: Evaluation | null;
  /** The runs that were asked for. */
  rows: readonly SplitRow[];
}

/** Scores of the runs: figures, charts, cuts, and the best and worst runs. */
export const ScoreFigures = memo(function ScoreFigures({ evaluation, rows }: Props) {
  return (
    <div className="evaluation">
      <div className="evaluation-tables">
        {evaluation && <Means report={evaluation.report} />}
        <InTurn value={evaluation} turn={0}>
          {(shown) => shown && <Cuts report={shown.report} />}
        </InTurn>
      </div>
      <div className="evaluation-pictures">
        <Suspense>
          <ErrorCharts evaluation={evaluation} />
        </Suspense>
        <InTurn value={evaluation} turn={LAST_TURN}>
          {(shown) => shown && <Extremes evaluation={shown} rows={rows} />}
        </InTurn>
      </div>
    </div>
  );
});

const bpm = (value: number) => formatNumber(value, 2);
const share = (value: number) => formatNumber(value, 2);
const percent = (value: number) => formatNumber(100 * value, 1);

/** Over runs and over runners, the baselines beside the model. */
function Means({ report }: { report: Report }) {
  const { baselines, level } = report;
  const baseline = (name: string, own: Report["baselines"]["constant"]) => (
    <tr className="baseline">
      <th scope="row">{name}</th>
      <td>{own ? bpm(own.mae) : NO_VALUE}</td>
      <td>{own ? bpm(own.overRunners.mae) : NO_VALUE}</td>
      <td className="unit">bpm</td>
    </tr>
  );
  return (
    <section className="evaluation-means" aria-labelledby="evaluation-means">
      <h3 id="evaluation-means">Errors</h3>
      <table className="means">
        <thead>
          <tr>
            <td />
            <th scope="col">over runs</th>
            <th scope="col">over runners</th>
            <td />
          </tr>
        </thead>
        <tbody>
          <Mean id="mae" report={report} format={bpm} unit="bpm" />
          {baseline("a straight-line fit", baselines.linear)}
          {baseline("always the same", baselines.constant)}
          <Mean id="rmse" report={report} format={bpm} unit="bpm" />
          <Mean id="bias" report={report} format={(bias) => formatSigned(-bias, 2)} unit="bpm" />
          <Mean id="r2" report={report} format={share} unit="" />
          <Mean id="coverage" report={report} format={percent} unit="%" />
        </tbody>
      </table>
      <p className="note">
        Each run weighs alike, and in the second column each runner. Indented: what the MAE would be without the model.
        {level !== null && ` The interval is meant to cover ${formatNumber(100 * level)} %.`}
        {(report.r2 ?? 0) < 0 &&
          " R² is below zero where a run's own mean, which nobody knows beforehand, would be nearer."}
      </p>
    </section>
  );
}

interface MeanProps {
  id: keyof typeof METRIC_WORDS & keyof Figures;
  report: Report;
  format(value: number): string;
  unit: string;
}

function Mean({ id, report, format, unit }: MeanProps) {
  const { name, long } = METRIC_WORDS[id];
  const cell = (value: number | null, testId: string) => (
    <td data-testid={testId} data-value={value ?? undefined}>
      {value === null ? NO_VALUE : format(value)}
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <abbr title={long}>{name}</abbr>
      </th>
      {cell(report[id], `evaluate-${id}`)}
      {cell(report.overRunners[id], `evaluate-${id}-runners`)}
      <td className="unit">{unit}</td>
    </tr>
  );
}

/** Tables of the same figures by cut, which show where the model fails. */
const Cuts = memo(function Cuts({ report }: { report: Report }) {
  return (
    <section className="evaluation-cuts" aria-labelledby="evaluation-cuts">
      <h3 id="evaluation-cuts">Where it fails</h3>
      <table className="cuts" data-testid="evaluate-cuts">
        <thead>
          <tr>
            <td />
            <th scope="col">runs</th>
            <UnitHead name="MAE" unit="bpm" />
            <UnitHead name="difference" unit="bpm" />
            <UnitHead name="coverage" unit="%" />
          </tr>
        </thead>
        {CUTS.map(({ cut, name, note }) => {
          const parts = Object.entries(report.by[cut]).flatMap(([part, group]) => (group ? [{ part, group }] : []));
          return (
            parts.length > 0 && (
              <tbody key={cut}>
                <tr>
                  <th scope="rowgroup" colSpan={5}>
                    {name} {note !== null && <span className="note">{note}</span>}
                  </th>
                </tr>
                {parts.map(({ part, group }) => (
                  <CutRow key={part} name={cut === "workoutType" ? typeName(part) : part} group={group} />
                ))}
              </tbody>
            )
          );
        })}
      </table>
    </section>
  );
});

function UnitHead({ name, unit }: { name: string; unit: string }) {
  return (
    <th scope="col">
      {name} <span className="unit">{unit}</span>
    </th>
  );
}

function CutRow({ name, group }: { name: string; group: GroupErrors }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(group.runs)}</td>
      <td>{bpm(group.mae)}</td>
      <td>{formatSigned(-group.bias, 2)}</td>
      <td>{group.coverage === null ? NO_VALUE : percent(group.coverage)}</td>
    </tr>
  );
}

/** The best and the worst runs, each a click from its chart. */
const Extremes = memo(function Extremes({ evaluation, rows }: Props & { evaluation: Evaluation }) {
  return (
    <section className="evaluation-extremes" aria-label="Best and worst runs">
      <RunScores title="Worst runs" testId="evaluate-worst" scores={evaluation.worst} rows={rows} />
      <RunScores title="Best runs" testId="evaluate-best" scores={evaluation.best} rows={rows} />
    </section>
  );
});

interface RunScoresProps {
  title: string;
  testId: string;
  scores: readonly RunScore[];
  rows: readonly SplitRow[];
}

function RunScores({ title, testId, scores, rows }: RunScoresProps) {
  const openRow = usePageState((state) => state.openRow);
  return (
    <div>
      <h3 id={testId}>{title}</h3>
      <table className="run-scores" data-testid={testId} aria-labelledby={testId}>
        <thead>
          <tr>
            <td />
            <th scope="col">type</th>
            <th scope="col">duration</th>
            <UnitHead name="MAE" unit="bpm" />
            <UnitHead name="difference" unit="bpm" />
          </tr>
        </thead>
        <tbody>
          {scores.map(({ row, errors }) => {
            const own = rows.find((candidate) => candidate.row === row);
            return (
              own && (
                <tr key={row}>
                  <th scope="row">
                    <button type="button" className="quiet" onClick={() => openRow(own)}>
                      Run {own.workout_id}
                    </button>
                  </th>
                  <td>{typeName(own.workout_type)}</td>
                  <td>{formatClock(errors.durationS)}</td>
                  <td>{formatNumber(errors.model.mae, 1)}</td>
                  <td>{formatSigned(-errors.model.bias, 1)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
