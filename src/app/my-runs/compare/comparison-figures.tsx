import type { ReactNode } from "react";
import type { ComparedFigures } from "../../../evaluation/compare-runs.ts";
import { formatDifference, formatNumber, formatSigned, MEAN_DECIMALS, NO_VALUE } from "../../format/format.ts";
import { METRIC_WORDS } from "../../format/metric-words.ts";
import { runFigureTexts } from "../../format/run-figures.ts";
import { altitudeUnit, speedName, speedUnitName, type Units } from "../../format/units.ts";
import { runHashOf } from "../../state/address.ts";
import { selectionOf } from "../../state/run-items.ts";
import { usePageState } from "../../ui/page-context.ts";
import { RowOpener } from "../../ui/row-opener.tsx";
import { RunName } from "./comparison-readout.tsx";
import { waitingWords } from "./comparison-words.ts";
import type { ChosenRun, NamedRun } from "./use-compared-runs.ts";

interface Props {
  chosen: readonly ChosenRun[];
  runs: readonly NamedRun[];
  units: Units;
}

/** The figures of compared runs, one run a row; each row opens its run, and takes it out of the comparison. */
export function ComparisonFigures({ chosen, runs, units }: Props) {
  const columns = columnsIn(units);
  return (
    <section className="comparison-scroller" aria-label="Figures, one run a row">
      <table data-pictured>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {columns.map(({ name, unit, hint }) => (
              <th key={name} scope="col" title={hint}>
                {name} {unit !== "" && <span className="unit">{unit}</span>}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Take out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {chosen.map((own) => (
            <Row key={own.number} own={own} run={runs.find(({ number }) => number === own.number)} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Column {
  name: string;
  unit: string;
  hint?: string;
  text(figures: ComparedFigures): ReactNode;
}

function columnsIn(units: Units): readonly Column[] {
  return [
    { name: "Time", unit: "h:mm:ss", text: runFigureTexts.duration },
    { name: "Distance", unit: units.distanceUnit, text: (figures) => runFigureTexts.distance(figures, units) },
    { name: speedName(units), unit: speedUnitName(units), text: (figures) => runFigureTexts.speed(figures, units) },
    { name: "Climb", unit: altitudeUnit(units.distanceUnit), text: (figures) => runFigureTexts.climb(figures, units) },
    { name: "Measured", unit: "bpm", text: runFigureTexts["mean-heart-rate"] },
    { name: "Expected", unit: "bpm", text: ({ expectedBpm }) => formatNumber(expectedBpm, MEAN_DECIMALS) },
    {
      name: "Difference",
      unit: "bpm",
      hint: METRIC_WORDS.bias.long,
      text: ({ meanBpm, expectedBpm, differenceBpm }) =>
        Number.isNaN(differenceBpm) ? NO_VALUE : formatDifference(meanBpm, expectedBpm, MEAN_DECIMALS),
    },
    {
      name: "Usual",
      unit: "bpm",
      hint: "Between which differences nine of ten runs of other runners lie",
      text: ({ usualBpm }) =>
        usualBpm === null ? NO_VALUE : `${formatSigned(usualBpm.lowerBpm)} to ${formatSigned(usualBpm.upperBpm)}`,
    },
    {
      name: METRIC_WORDS.mae.runnersName,
      unit: "bpm",
      hint: METRIC_WORDS.mae.meaning,
      text: ({ typicalGapBpm }) => formatNumber(typicalGapBpm, MEAN_DECIMALS),
    },
    {
      name: "Drift",
      unit: "bpm an hour",
      hint: "Slope of measured − expected, what pace and hills leave unexplained",
      text: ({ drift }) =>
        typeof drift === "string" || drift.unexplained === null
          ? NO_VALUE
          : formatSigned(drift.unexplained.bpmPerHour, 1),
    },
  ];
}

interface RowProps {
  own: ChosenRun;
  /** undefined as long as it is not predicted. */
  run: NamedRun | undefined;
  columns: readonly Column[];
}

function Row({ own, run, columns }: RowProps) {
  const { view, name } = own;
  const select = usePageState((state) => state.select);
  const choose = usePageState((state) => state.chooseToCompare);
  const selection = selectionOf(view);
  const link = { hash: runHashOf(view.item.origin), isCurrent: false, open: () => select(selection) };
  return (
    <tr data-testid="compared-run" data-difference={run?.run.figures.differenceBpm}>
      <th scope="row">
        <RowOpener link={link} tabIndex={0}>
          <RunName run={own} />
        </RowOpener>
      </th>
      {run === undefined ? (
        <td colSpan={columns.length} className="compared-state">
          {waitingWords(view)}
        </td>
      ) : (
        columns.map((column) => <td key={column.name}>{column.text(run.run.figures)}</td>)
      )}
      <td>
        <button
          type="button"
          className="quiet"
          aria-label={`Take ${name} out of the comparison`}
          onClick={() => choose(selection, false)}
        >
          ×
        </button>
      </td>
    </tr>
  );
}
