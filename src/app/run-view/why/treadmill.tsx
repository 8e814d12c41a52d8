import { useRef } from "react";
import { type Curve, EVEN_KMH, type Responses } from "../../../evaluation/responses/responses.ts";
import type { ModelContract, NumberRange } from "../../../model/contract.ts";
import { roundScale, timeTicks } from "../../charts/axes.ts";
import { Canvas, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { frameOf, plotHeight, plotWidth, xOf, yOf } from "../../charts/frame.ts";
import { linePath } from "../../charts/paths.ts";
import { TIME_AXIS, type Tick } from "../../charts/x-axis.ts";
import { formatClock, formatNumber, formatSigned } from "../../format/format.ts";
import { fromKm, type Units } from "../../format/units.ts";
import { SaveView } from "../../replay/view-picture/save-view.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { usePageState } from "../../ui/page-context.ts";
import { useExtent } from "../../ui/use-extent.ts";
import {
  hillWords,
  hoursWords,
  type ResponseWords,
  rampWords,
  speedUnit,
  stepWords,
  TREADMILL_HEAD,
  TREADMILL_NOTE,
  untrainedWords,
} from "./treadmill-words.ts";

const HEIGHT_PX = 160;

/** The chosen model on a treadmill: four protocols as curves, each with its figure beside textbooks. */
export default function Treadmill({ units }: { units: Units }) {
  const { of, value, error } = usePageState((state) => state.responses);
  const model = usePageState((state) => state.model.name);
  if (error !== null) return <ErrorNotice error={error} about={model} />;
  return (
    <div data-testid="treadmill" data-ready={value !== null} aria-busy={value === null}>
      {value === null || of === null ? (
        <p className="note">The model runs four tests.</p>
      ) : (
        <Told responses={value} contract={of.contract} units={units} />
      )}
    </div>
  );
}

interface ToldProps {
  responses: Responses;
  contract: ModelContract;
  units: Units;
}

/** A model that does not say what it learnt from may have learnt all of it. */
const ANYWHERE: NumberRange = { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY };

function Told({ responses, contract: { name, trainedRanges, longestRunS }, units }: ToldProps) {
  const view = useRef<HTMLDivElement>(null);
  const { step, ramp, hill, hours } = responses;
  const { distanceUnit } = units;
  const { speedKmh, slope } = trainedRanges ?? { speedKmh: ANYWHERE, slope: ANYWHERE };
  const inUnit = (kmh: number) => fromKm(kmh, distanceUnit);
  const speeds = { ...ramp, at: ramp.at.map(inUnit) };
  const speedText = (speed: number) =>
    `${formatNumber(speed, Number.isInteger(speed) ? 0 : 1)} ${speedUnit(distanceUnit)}`;
  const percentText = (percent: number) => `${formatSigned(percent)} %`;
  const even = speedText(Number(inUnit(EVEN_KMH).toFixed(1)));
  return (
    <div ref={view} className="treadmill">
      <p data-pictured className="note">
        {TREADMILL_HEAD}
      </p>
      <div data-pictured className="responses">
        <Response
          name="A step"
          note="ten minutes each of jogging, running, jogging"
          curve={step}
          ticks={clockTicks(step)}
          words={stepWords(step)}
          trained={{ lowest: 0, highest: longestRunS }}
          text={formatClock}
        />
        <Response
          name="A ramp"
          note="faster every three minutes"
          curve={speeds}
          ticks={numberTicks(speeds, speedText)}
          words={rampWords(ramp, units)}
          trained={{ lowest: inUnit(speedKmh.lowest), highest: inUnit(speedKmh.highest) }}
          text={speedText}
        />
        <Response
          name="A hill"
          note={`ten minutes at ${even} on each slope`}
          curve={hill}
          ticks={numberTicks(hill, percentText)}
          words={hillWords(hill)}
          trained={{ lowest: 100 * slope.lowest, highest: 100 * slope.highest }}
          text={percentText}
        />
        <Response
          name="Three hours"
          note={`at ${even} on the level`}
          curve={hours}
          ticks={clockTicks(hours)}
          words={hoursWords(hours)}
          trained={{ lowest: 0, highest: longestRunS }}
          text={formatClock}
        />
      </div>
      <p data-pictured className="note">
        {TREADMILL_NOTE}
      </p>
      <SaveView title="The model on a treadmill" of={`The model ${name}`} within={view} />
    </div>
  );
}

function clockTicks(curve: Curve): Tick[] {
  return timeTicks(0, curve.at.at(-1)!, 4).map((timeS) => ({ timeS, label: formatClock(timeS) }));
}

function numberTicks({ at }: Curve, label: (value: number) => string): Tick[] {
  const { ticks } = roundScale([at], 1, 4);
  return ticks
    .filter((value) => value >= at[0] && value <= at.at(-1)!)
    .map((value) => ({ timeS: value, label: label(value) }));
}

interface ResponseProps {
  name: string;
  note: string;
  curve: Curve;
  ticks: readonly Tick[];
  words: ResponseWords;
  /** Places along the axis that the training knew. */
  trained: NumberRange;
  /** Writes such a place. */
  text(place: number): string;
}

function Response({ name, note, curve, ticks, words, trained, text }: ResponseProps) {
  const [room, width] = useExtent<HTMLDivElement>("width");
  return (
    <section className="response" aria-label={name}>
      <h4>
        {name} <span className="note">{note}</span>
      </h4>
      <div ref={room} style={{ height: HEIGHT_PX }}>
        {width > 0 && <ResponseChart curve={curve} ticks={ticks} trained={trained} width={width} />}
      </div>
      <p>{words.found}</p>
      <p className="note">
        Textbooks: {words.textbook}. {untrainedWords(curve, trained, text)}
      </p>
    </section>
  );
}

type ResponseChartProps = Pick<ResponseProps, "curve" | "ticks" | "trained"> & { width: number };

function ResponseChart({ curve, ticks, trained, width }: ResponseChartProps) {
  const { at, bpm } = curve;
  const frame = frameOf(width, HEIGHT_PX, true);
  const scale = roundScale([bpm], 40, 4);
  // Speeds and slopes stand along the axis where moments do elsewhere.
  const span = { startS: at[0], endS: at.at(-1)!, axis: TIME_AXIS };
  const [right, bottom] = [plotWidth(frame), plotHeight(frame)];
  const x = (place: number) => Math.min(right, Math.max(0, xOf(place, span, frame) - frame.left));
  const points = at.map((place, i) => ({ x: x(place), y: yOf(bpm[i], scale, frame) - frame.top }));
  const untrained = `M0 0H${x(trained.lowest)}V${bottom}H0ZM${x(trained.highest)} 0H${right}V${bottom}H${x(trained.highest)}Z`;
  return (
    <Canvas frame={frame}>
      <ValueAxis frame={frame} scale={scale} label={formatNumber} />
      <XAxisLabels frame={frame} span={span} xTicks={ticks} />
      <PlotArea frame={frame}>
        <path className="untrained" d={untrained} />
      </PlotArea>
      <Grid frame={frame} span={span} xTicks={ticks} scale={scale} />
      <PlotArea frame={frame}>
        <path className="response-line" d={linePath(points)} />
      </PlotArea>
    </Canvas>
  );
}
