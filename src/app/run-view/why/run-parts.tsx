import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import { mean } from "../../../base/statistics.ts";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { type ExpectedPart, type ExpectedParts, expectedPartsOf } from "../../../evaluation/parts/parts.ts";
import { reasonsOf } from "../../../evaluation/parts/reasons.ts";
import { stepsWithin } from "../../../workout/summary.ts";
import type { Span } from "../../../workout/workout.ts";
import type { CursorStore } from "../../charts/cursor.ts";
import { fittedFrame } from "../../charts/frame.ts";
import { MomentSlider } from "../../charts/moment-slider.tsx";
import { Plot } from "../../charts/plot.tsx";
import { formatClock, formatNumber, formatSigned } from "../../format/format.ts";
import type { Units } from "../../format/units.ts";
import { spanWords } from "../../recording/excluded-words.ts";
import { SaveView } from "../../replay/view-picture/save-view.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { usePageState } from "../../ui/page-context.ts";
import { useExtent } from "../../ui/use-extent.ts";
import { useRunSpan } from "../charts/use-run-span.ts";
import { PartsChart } from "./parts-chart.tsx";
import { partsScale, partsThere } from "./stacked-parts.ts";
import { BASE_NOTE, baseName, type PartValues, partName, partNote, whyWords, writtenParts } from "./why-words.ts";

interface Props {
  /** Name of the run, in the picture that is saved. */
  name: string;
  analysis: Analysis;
  units: Units;
  cursor: CursorStore;
}

const HEIGHT_PX = { wide: 240, narrow: 200 };

/** What the expected heart rate is made of: stacked along the run, in a sentence and in a table. */
export default function RunParts({ name, analysis, units, cursor }: Props) {
  const { of, value, error } = usePageState((state) => state.parts);
  const { track, expectation } = analysis;
  const isOfRun = of?.track === track;
  const parts = useMemo(
    () => (isOfRun && value && expectation ? expectedPartsOf(value, expectation, of.heartRateBpm) : null),
    [isOfRun, of, value, expectation],
  );
  if (isOfRun && error !== null) return <ErrorNotice error={error} about={track.name} />;
  return (
    <div className="run-parts" aria-busy={parts === null}>
      {parts === null ? (
        <p className="note">The run is predicted once more without each of its parts.</p>
      ) : (
        <Told name={name} analysis={analysis} units={units} cursor={cursor} parts={parts} />
      )}
    </div>
  );
}

function Told({ name, analysis, units, cursor, parts }: Props & { parts: ExpectedParts }) {
  const [room, width] = useExtent<HTMLDivElement>("width");
  const view = useRef<HTMLDivElement>(null);
  const { axes, span, ticks } = useRunSpan(analysis, units, width);
  const { stepS } = analysis.track;
  const frame = fittedFrame(width, HEIGHT_PX, true);
  const scale = useMemo(() => partsScale(parts, span, stepS), [parts, span, stepS]);
  return (
    <div ref={view}>
      <Sentence analysis={analysis} units={units} cursor={cursor} parts={parts} span={span} />
      <h4 data-pictured>
        Expected, part by part <span className="unit">bpm</span>
      </h4>
      <div ref={room} data-crosshair data-pictured>
        {width > 0 && (
          <Plot
            testId="chart-parts"
            description={`What adds up to the expected heart rate, along ${axes.along(span).kind === "time" ? "time" : "distance"}. The table below has the numbers.`}
            frame={frame}
            span={span}
            cursor={cursor}
            dotsAt={() => []}
            onZoom={null}
          >
            <PartsChart parts={parts} stepS={stepS} frame={frame} span={span} xTicks={ticks} scale={scale} />
          </Plot>
        )}
      </div>
      <PartsTable analysis={analysis} units={units} cursor={cursor} parts={parts} span={span} />
      <p data-pictured className="note">
        Each part is what it changes in the model's own answer, on average over all orders in which the parts may be put
        together. Hatched parts take off. It is what the model makes of the run, not what the body did.
      </p>
      <SaveView title="Why this heart rate" of={name} within={view} />
    </div>
  );
}

interface ToldProps extends Omit<Props, "name"> {
  parts: ExpectedParts;
  span: Span;
}

/** The parts at the crosshair; without one, their means over the stretch shown. */
function useShownValues({ analysis, cursor, parts, span }: Omit<ToldProps, "units">): {
  step: number | null;
  values: PartValues;
} {
  const timeS = useStore(cursor, (pointed) => pointed.timeS);
  const { track } = analysis;
  const step = timeS === null ? null : Math.min(track.speedKmh.length - 1, Math.round(timeS / track.stepS));
  const values = useMemo(() => {
    const [from, to] = step === null ? stepsWithin(span, track) : [step, step + 1];
    const meanOf = (series: Float32Array) => mean(series.subarray(from, to));
    return {
      baseBpm: meanOf(parts.baseBpm),
      parts: partsThere(parts).map((part) => ({ part, bpm: meanOf(parts.byPart[part]!) })),
    };
  }, [parts, track, span, step]);
  return { step, values };
}

function Sentence({ units, ...told }: ToldProps) {
  const { analysis, cursor, span } = told;
  const { step, values } = useShownValues(told);
  const { track } = analysis;
  const reasons = useMemo(() => reasonsOf(track), [track]);
  const words = whyWords(values, step === null ? null : { step, reasons }, units);
  return (
    <div className="why-moment">
      <p data-pictured className="why-sentence" data-testid="influence-sentence">
        {words}
      </p>
      <MomentSlider
        label="Moment whose heart rate is explained"
        span={span}
        stepS={track.stepS}
        cursor={cursor}
        words={step === null ? words : `${formatClock(step * track.stepS)}: ${words}`}
      />
    </div>
  );
}

function PartsTable({ units, ...told }: ToldProps) {
  const { step, values } = useShownValues(told);
  const { expectedBpm, baseBpm, parts } = writtenParts(values);
  const { analysis, span } = told;
  return (
    <table data-pictured className="parts">
      <caption className="note">
        {step === null ? `Average of ${spanWords(span)}` : `At ${formatClock(step * analysis.track.stepS)}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">part</th>
          <th scope="col">bpm</th>
        </tr>
      </thead>
      <tbody>
        {[...parts].reverse().map(({ part, bpm }) => (
          <Row
            key={part}
            part={part}
            name={partName(part, units)}
            note={partNote(part, units)}
            bpm={formatSigned(bpm)}
          />
        ))}
        <Row part="base" name={baseName(units)} note={BASE_NOTE} bpm={formatNumber(baseBpm)} />
        <Row part={null} name="Expected" note="their sum" bpm={formatNumber(expectedBpm)} />
      </tbody>
    </table>
  );
}

interface RowProps {
  part: ExpectedPart | "base" | null;
  name: string;
  note: string;
  bpm: string;
}

function Row({ part, name, note, bpm }: RowProps) {
  return (
    <tr>
      <th scope="row" className={part === null ? undefined : `part-${part}`}>
        {name} <span className="note">{note}</span>
      </th>
      <td>{bpm}</td>
    </tr>
  );
}
