import type { Curve, Responses } from "../../../evaluation/responses/responses.ts";
import { roundScale, timeTicks } from "../../charts/axes.ts";
import { Canvas, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { frameOf, plotHeight, xOf, yOf } from "../../charts/frame.ts";
import { linePath } from "../../charts/paths.ts";
import { TIME_AXIS, type Tick } from "../../charts/x-axis.ts";
import { formatClock, formatNumber, formatSigned } from "../../format/format.ts";
import { fromKm, type Units } from "../../format/units.ts";
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
  TREADMILL_NOTE,
} from "./treadmill-words.ts";

const HEIGHT_PX = 160;

/** The chosen model on a treadmill: four protocols as curves, each with its figure beside textbooks. */
export default function Treadmill({ units }: { units: Units }) {
  const { value, error } = usePageState((state) => state.responses);
  const model = usePageState((state) => state.model.name);
  if (error !== null) return <ErrorNotice error={error} about={model} />;
  return (
    <div data-testid="treadmill" data-ready={value !== null} aria-busy={value === null}>
      {value === null ? <p className="note">The model runs four tests.</p> : <Told responses={value} units={units} />}
    </div>
  );
}

function Told({ responses, units }: { responses: Responses; units: Units }) {
  const { step, ramp, hill, hours } = responses;
  const { distanceUnit } = units;
  const speeds = { ...ramp, at: ramp.at.map((kmh) => fromKm(kmh, distanceUnit)) };
  const even = `${formatNumber(fromKm(10, distanceUnit), distanceUnit === "km" ? 0 : 1)} ${speedUnit(distanceUnit)}`;
  return (
    <>
      <div className="responses">
        <Response
          name="A step"
          note="ten minutes each of jogging, running, jogging"
          curve={step}
          ticks={clockTicks(step)}
          words={stepWords(step)}
        />
        <Response
          name="A ramp"
          note="faster every three minutes"
          curve={speeds}
          ticks={numberTicks(speeds, (speed) => `${formatNumber(speed)} ${speedUnit(distanceUnit)}`)}
          words={rampWords(ramp, units)}
        />
        <Response
          name="A hill"
          note={`ten minutes at ${even} on each slope`}
          curve={hill}
          ticks={numberTicks(hill, (percent) => `${formatSigned(percent)} %`)}
          words={hillWords(hill)}
        />
        <Response
          name="Three hours"
          note={`at ${even} on the level`}
          curve={hours}
          ticks={clockTicks(hours)}
          words={hoursWords(hours)}
        />
      </div>
      <p className="note">{TREADMILL_NOTE}</p>
    </>
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
}

function Response({ name, note, curve, ticks, words }: ResponseProps) {
  const [room, width] = useExtent<HTMLDivElement>("width");
  return (
    <section className="response" aria-label={name}>
      <h4>
        {name} <span className="note">{note}</span>
      </h4>
      <div ref={room} style={{ height: HEIGHT_PX }}>
        {width > 0 && <ResponseChart curve={curve} ticks={ticks} width={width} />}
      </div>
      <p>{words.found}</p>
      <p className="note">Textbooks: {words.textbook}.</p>
    </section>
  );
}

function ResponseChart({ curve, ticks, width }: Pick<ResponseProps, "curve" | "ticks"> & { width: number }) {
  const { at, bpm } = curve;
  const frame = frameOf(width, HEIGHT_PX, true);
  const scale = roundScale([bpm], 40, 4);
  // Speeds and slopes stand along the axis where moments do elsewhere.
  const span = { startS: at[0], endS: at.at(-1)!, axis: TIME_AXIS };
  const points = at.map((place, i) => ({
    x: xOf(place, span, frame) - frame.left,
    y: Math.min(plotHeight(frame), yOf(bpm[i], scale, frame) - frame.top),
  }));
  return (
    <Canvas frame={frame}>
      <ValueAxis frame={frame} scale={scale} label={formatNumber} />
      <XAxisLabels frame={frame} span={span} xTicks={ticks} />
      <Grid frame={frame} span={span} xTicks={ticks} scale={scale} />
      <PlotArea frame={frame}>
        <path className="response-line" d={linePath(points)} />
      </PlotArea>
    </Canvas>
  );
}
