import type { ReactNode } from "react";
import type { ConfidenceInterval } from "../../evaluation/bootstrap.ts";
import type { BaselineReport, Figures, Report } from "../../evaluation/report.ts";
import { formatCount, formatNumber, formatSigned, NO_VALUE } from "../format/format.ts";
import { METRIC_WORDS } from "../format/metric-words.ts";
import { useIsResearcher } from "../ui/for-researchers.tsx";
import { useMaeName } from "../ui/use-mae-name.ts";

interface Props {
  /** null before anything is scored: every figure is a dash then. */
  report: Report | null;
  /** Share of the time that the model's interval is meant to hold; null where it has none. */
  level: number | null;
}

const bpm = (value: number) => formatNumber(value, 2);
const difference = (bias: number) => formatSigned(-bias, 2);
const share = (value: number) => formatNumber(value, 2);
const percent = (value: number) => formatNumber(100 * value, 1);

/** Errors over runs and over runners, the baselines beside the model; for a runner those that need no explanation. */
export function Means({ report, level }: Props) {
  const isResearcher = useIsResearcher();
  const maeName = useMaeName();
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
          <Mean id="mae" name={maeName} report={report} format={bpm} unit="bpm" />
          <Confidence confidence={report?.maeConfidence ?? null} />
          <Baseline name="a straight-line fit" own={report?.baselines.linear ?? null} />
          <Baseline name="always the same" own={report?.baselines.constant ?? null} />
          <Mean id="rmse" report={report} format={bpm} unit="bpm" isHidden={!isResearcher} />
          <Mean id="bias" report={report} format={difference} unit="bpm" />
          <Mean
            id="r2"
            report={report}
            format={share}
            unit=""
            note={METRIC_WORDS.r2.meaning}
            isHidden={!isResearcher}
          />
          <Mean
            id="coverage"
            report={report}
            format={percent}
            unit="%"
            note={level === null ? null : `The interval is meant to cover ${formatNumber(100 * level)} %.`}
            isHidden={!isResearcher}
          />
        </tbody>
      </table>
      <p className="note">
        Each run weighs alike, and in the second column each runner. Indented: how far the first figure holds for other
        runs than these, and what it would be without the model.
      </p>
    </section>
  );
}

interface MeanProps {
  id: keyof typeof METRIC_WORDS & keyof Figures;
  report: Report | null;
  format(value: number): string;
  unit: string;
  /** Meaning of the number, where its name does not tell it. */
  note?: string | null;
  name?: string;
  /** Hidden rows stay in the document. */
  isHidden?: boolean;
}

function Mean({ id, report, format, unit, note = null, name = METRIC_WORDS[id].name, isHidden = false }: MeanProps) {
  const { long } = METRIC_WORDS[id];
  const cell = (value: number | null, testId: string) => (
    <td data-testid={report === null ? undefined : testId} data-value={value ?? undefined}>
      {value === null ? NO_VALUE : format(value)}
    </td>
  );
  return (
    <>
      <tr hidden={isHidden}>
        <th scope="row">
          <abbr title={long}>{name}</abbr>
        </th>
        {cell(report?.[id] ?? null, `evaluate-${id}`)}
        {cell(report?.overRunners[id] ?? null, `evaluate-${id}-runners`)}
        <td className="unit">{unit}</td>
      </tr>
      {note !== null && (
        <tr className="of-figure" hidden={isHidden}>
          <td colSpan={4}>{note}</td>
        </tr>
      )}
    </>
  );
}

/** Range of the MAE over other runs of the kind. */
function Confidence({ confidence }: { confidence: ConfidenceInterval | null }) {
  return (
    <Indented name={confidence === null ? "95 % between" : confidenceName(confidence)} unit="bpm">
      <td data-testid="evaluate-mae-confidence">
        {confidence === null ? NO_VALUE : `${bpm(confidence.lowBpm)}–${bpm(confidence.highBpm)}`}
      </td>
      <td />
    </Indented>
  );
}

function confidenceName({ level, resampled, resamples }: ConfidenceInterval): ReactNode {
  const title = `By resampling ${resampled}, ${formatCount(resamples)} times`;
  return <abbr title={title}>{formatNumber(100 * level)} % between</abbr>;
}

function Baseline({ name, own }: { name: string; own: BaselineReport | null }) {
  return (
    <Indented name={name} unit="bpm">
      <td>{own ? bpm(own.mae) : NO_VALUE}</td>
      <td>{own ? bpm(own.overRunners.mae) : NO_VALUE}</td>
    </Indented>
  );
}

function Indented({ name, unit, children }: { name: ReactNode; unit: string; children: ReactNode }) {
  return (
    <tr className="indented">
      <th scope="row">{name}</th>
      {children}
      <td className="unit">{unit}</td>
    </tr>
  );
}
