import { type ReactNode, useEffect, useReducer } from "react";
import type { ListedFigures } from "../../evaluation/listed-figures.ts";
import type { Prediction } from "../../model/prediction.ts";
import { isoTime } from "../../workout/formats/value.ts";
import type { StartedAt } from "../../workout/workout.ts";
import {
  formatDay,
  formatDifference,
  formatNumber,
  formatSigned,
  formatTimeOfDay,
  MEAN_DECIMALS,
  NO_VALUE,
  takesUnit,
} from "../format/format.ts";
import { runFigureTexts } from "../format/run-figures.ts";
import { sportWords } from "../format/sport-words.ts";
import { speedName, speedUnitName, type Units } from "../format/units.ts";
import type { KeptSource, RunView } from "../state/run-items.ts";
import { figuresOf, type RunColumn, sourceOf, sportOf, startOf } from "../state/run-order.ts";
import { keptSparkline, readKeptSparkline, sparklinesOf } from "../state/run-sparklines.ts";
import { SPARKLINE_BPM } from "../state/sparkline-path.ts";
import { usePageState } from "../ui/page-context.ts";
import { Sparkline } from "../ui/sparkline.tsx";
import type { TableColumn } from "../ui/table-column.ts";
import { CompareRun } from "./compare-run.tsx";
import { KeepRun } from "./keep-run.tsx";
import { stateWords } from "./my-runs-words.ts";
import { RemoveRun } from "./remove-run.tsx";

export type MyRunColumn = RunColumn | "compare" | "sparkline" | "remove";
type MyRunsColumn = TableColumn<RunView, MyRunColumn>;

/**
 * The columns of the table of runs, in a person's units.
 * @param hasSources whether any run came in an archive, or in a file of many
 */
export function columnsIn(units: Units, hasSources: boolean): readonly MyRunsColumn[] {
  return [
    {
      ...text("compare", "Compare", () => null),
      isSortable: false,
      cell: (view, tabIndex) => <CompareRun view={view} tabIndex={tabIndex} />,
    },
    text("date", "Date", (view) => <Start startedAt={startOf(view)} />),
    { ...text("name", "Name", ({ name }) => name), isOpener: true },
    ...(hasSources ? [text("source", "From", sourceOf)] : []),
    text("sport", "Sport", (view) => (view.track || view.kept) && sportWords(sportOf(view))),
    figure("distance", "Distance", units.distanceUnit, (figures) => runFigureTexts.distance(figures, units)),
    figure("duration", "Time", "h:mm:ss", runFigureTexts.duration),
    {
      ...figure("speed", speedName(units), speedUnitName(units), (figures) => runFigureTexts.speed(figures, units)),
      hint: "Over the time of moving",
    },
    {
      ...figure("measured", "Measured", "bpm", runFigureTexts["mean-heart-rate"]),
      hint: "Mean of the heart rate that was measured",
    },
    {
      ...figure("expected", "Expected", "bpm", ({ expectedBpm }) => formatNumber(expectedBpm, MEAN_DECIMALS)),
      hint: "Mean of the heart rate that the model expects, over the same seconds",
    },
    {
      ...text("difference", "Difference", (view) => <Difference view={view} />),
      unit: "bpm",
      hint: "Measured − expected: above 0 is harder than expected",
    },
    {
      ...text("sparkline", "Heart rate", lines),
      unit: `${SPARKLINE_BPM.from}–${SPARKLINE_BPM.to} bpm`,
      isSortable: false,
    },
    {
      id: "remove",
      name: "Remove",
      isNameHidden: true,
      unit: "",
      isSortable: false,
      cell: (view, tabIndex) => (
        <>
          <KeepRun view={view} tabIndex={tabIndex} />
          <RemoveRun view={view} tabIndex={tabIndex} />
        </>
      ),
    },
  ];
}

/** A column that is read as it stands. */
function text(id: MyRunColumn, name: string, cell: (view: RunView) => ReactNode): MyRunsColumn {
  return { id, name, unit: "", isSortable: true, cell };
}

/** A column of numbers: empty until a run is predicted. */
function figure(id: MyRunColumn, name: string, unit: string, write: (figures: ListedFigures) => string): MyRunsColumn {
  const cell = (view: RunView) => {
    const figures = figuresOf(view);
    return figures && <WithUnit text={write(figures)} unit={unit === "h:mm:ss" ? "" : unit} />;
  };
  return { id, name, unit, isSortable: true, cell };
}

/** A number with its unit, which is seen where no header states it. */
function WithUnit({ text, unit }: { text: string; unit: string }) {
  return (
    <>
      {text}
      {unit !== "" && takesUnit(text) && <span className="cell-unit"> {unit}</span>}
    </>
  );
}

/** Day and time of a run's start. */
function Start({ startedAt }: { startedAt: StartedAt | null }) {
  if (startedAt === null) return NO_VALUE;
  return (
    <time dateTime={isoTime(startedAt)}>
      {formatDay(startedAt)}
      <span className="time-of-day"> {formatTimeOfDay(startedAt)}</span>
    </time>
  );
}

/** How far the averages lie apart, as they are written beside it; or how far the run is. */
function Difference({ view }: { view: RunView }) {
  const progress = usePageState(({ working }) => (working?.itemId === view.item.id ? working : null));
  const figures = figuresOf(view);
  if (figures === null || Number.isNaN(figures.differenceBpm)) {
    return <span className="run-state">{stateWords(view, progress)}</span>;
  }
  const { meanBpm, expectedBpm, differenceBpm } = figures;
  const text = Number.isNaN(meanBpm)
    ? formatSigned(differenceBpm, MEAN_DECIMALS)
    : formatDifference(meanBpm, expectedBpm, MEAN_DECIMALS);
  return <WithUnit text={text} unit="bpm" />;
}

function lines({ prediction, kept }: RunView): ReactNode {
  if (prediction !== null) return <Lines prediction={prediction} />;
  return kept && kept.run.heartRate !== null && <KeptLine source={kept} />;
}

/** The measured heart rate of a run of the library, read as its row comes into view. */
function KeptLine({ source }: { source: KeptSource }) {
  const [, drawAnew] = useReducer((count: number) => count + 1, 0);
  const bpm = keptSparkline(source);
  const isMissing = bpm === null;
  useEffect(() => {
    // One that was removed meanwhile goes with its row.
    if (isMissing) readKeptSparkline(source).then(drawAnew, () => undefined);
  }, [source, isMissing]);
  return bpm && <Sparkline bpm={bpm} />;
}

function Lines({ prediction }: { prediction: Prediction }) {
  const { measured, expected } = sparklinesOf(prediction);
  return <Sparkline bpm={measured} expectedBpm={expected} />;
}
