import { useId } from "react";
import { meanPaceS } from "../../planning/plan-words.ts";
import { courseClimbM } from "../../workout/course/course.ts";
import { formatNumber } from "../format/format.ts";
import type { MadePlan } from "../state/plan/plan-state.ts";
import { usePageState } from "../ui/page-context.ts";
import { planUnits } from "./plan-units.ts";

/** Sliders for what could be otherwise: each step is planned at once, and compared with the plan before. */
export function WhatIf({ made }: { made: MadePlan }) {
  const asked = usePageState((state) => state.plan.asked);
  const courses = usePageState((state) => state.plan.courses);
  const askPlan = usePageState((state) => state.askPlan);
  const units = planUnits(usePageState((state) => state.units));
  const { target } = asked;
  // As asked, which a plan that is being made does not come to yet.
  const paceS = Math.round(target.kind === "pace" ? target.secondsPerKm : meanPaceS(made.figures));
  const course = courses.find(({ id }) => id === asked.courseId)?.course;
  return (
    <fieldset className="what-if">
      <legend>What if</legend>
      {target.kind === "heart-rate" ? (
        <Slider
          name="Heart rate"
          testId="what-if-hr"
          value={target.bpm}
          range={{ least: 100, most: 200, step: 1 }}
          said={`${formatNumber(target.bpm)} bpm`}
          onChange={(bpm) => askPlan({ target: { ...target, bpm } }, "hr")}
        />
      ) : (
        <Slider
          name="Pace"
          testId="what-if-pace"
          value={paceS}
          range={{ least: 150, most: 720, step: 1 }}
          said={units.pace(paceS)}
          onChange={(secondsPerKm) => askPlan({ target: { kind: "pace", secondsPerKm } }, "pace")}
        />
      )}
      <Slider
        name="Length"
        testId="what-if-length"
        value={Math.round(100 * asked.lengthFactor)}
        range={{ least: 25, most: 200, step: 1 }}
        said={units.distance(made.figures.distanceM)}
        onChange={(percent) => askPlan({ lengthFactor: percent / 100 }, "length")}
      />
      {course !== undefined && courseClimbM(course) >= 1 && (
        <Slider
          name="Climb"
          testId="what-if-climb"
          value={Math.round(100 * asked.climbFactor)}
          range={{ least: 0, most: 300, step: 5 }}
          said={units.height(made.figures.climbM)}
          onChange={(percent) => askPlan({ climbFactor: percent / 100 }, "climb")}
        />
      )}
    </fieldset>
  );
}

interface SliderProps {
  name: string;
  testId: string;
  value: number;
  range: { least: number; most: number; step: number };
  /** The value with its unit. */
  said: string;
  onChange(value: number): void;
}

function Slider({ name, testId, value, range, said, onChange }: SliderProps) {
  const id = useId();
  const endGesture = usePageState((state) => state.endGesture);
  return (
    <div className="slider">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="range"
        data-testid={testId}
        min={Math.min(range.least, value)}
        max={Math.max(range.most, value)}
        step={range.step}
        value={value}
        aria-valuetext={said}
        onChange={({ target }) => onChange(Number(target.value))}
        onPointerUp={endGesture}
        onBlur={endGesture}
      />
      <output htmlFor={id}>{said}</output>
    </div>
  );
}
