import { type FormEvent, useId, useState } from "react";
import { courseClimbM } from "../../workout/course/course.ts";
import { formatDay, formatNumber } from "../format/format.ts";
import { altitudeUnit, fromKm, fromMetres } from "../format/units.ts";
import type { PlanAsked, PlanCourse } from "../state/plan/plan-state.ts";
import { openedItems, type RunView, runKey, type Selection, selectionOf, viewsOf } from "../state/run-items.ts";
import { startOf } from "../state/run-order.ts";
import { FileChoice } from "../ui/file-choice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { NumberField } from "./number-field.tsx";
import { planUnits } from "./plan-units.ts";

/** File endings of courses; any run's file is one, too. */
const COURSE_FILES = ".gpx,.tcx,.fit,.csv,.json,.gz";

/** The course: where it comes from, and its length and climb, which can be changed. */
export function CoursePart() {
  const { courses, asked } = usePageState((state) => state.plan);
  const openCourses = usePageState((state) => state.openCourses);
  const chosen = courses.find(({ id }) => id === asked.courseId) ?? null;
  return (
    <section className="plan-part" aria-labelledby="plan-course-title">
      <h3 id="plan-course-title">Course</h3>
      <div className="plan-ways">
        <FileChoice
          name="Choose a route or a run"
          accept={COURSE_FILES}
          testId="plan-course"
          onChoose={(files) => void openCourses(files)}
        />
        <RunCourse />
      </div>
      <TypedCourse />
      {courses.length === 0 && <ExampleCourse />}
      {(courses.length > 1 || (courses.length > 0 && chosen === null)) && (
        <Courses courses={courses} chosenId={asked.courseId} />
      )}
      {chosen !== null && <CourseSize chosen={chosen} asked={asked} />}
      {chosen?.runFile && <ReadAsRun file={chosen.runFile} />}
      {chosen?.repairs.map((message) => (
        <p key={message} className="note">
          {message}
        </p>
      ))}
    </section>
  );
}

/** The opened runs that are predicted, or kept, each by its name and the day of its start. */
export function useOpenedRuns(): { name: string; selection: Selection }[] {
  const items = usePageState((state) => state.items);
  return openedItems(items)
    .flatMap(viewsOf)
    .filter(({ track, kept }) => track !== null || kept !== null)
    .map((view) => ({ name: datedName(view), selection: selectionOf(view) }));
}

/** Runs of a service often have one name; without a date the name stands alone. */
function datedName(view: RunView): string {
  const startedAt = startOf(view);
  return startedAt === null ? view.name : `${view.name}, ${formatDay(startedAt)}`;
}

/** A choice among the opened runs; nothing where none is open. */
export function RunChoice({
  label,
  none,
  value,
  onChoose,
}: {
  label: string;
  none: string;
  /** The run that is chosen; null for none. */
  value: Selection | null;
  onChoose(run: Selection | null): void;
}) {
  const id = useId();
  const runs = useOpenedRuns();
  if (runs.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value === null ? "" : runKey(value)}
        onChange={({ target }) =>
          onChoose(runs.find((run) => runKey(run.selection) === target.value)?.selection ?? null)
        }
      >
        <option value="">{none}</option>
        {runs.map((run) => (
          <option key={runKey(run.selection)} value={runKey(run.selection)}>
            {run.name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The ground of a run of one's own, without its pace. */
function RunCourse() {
  const planCourseOf = usePageState((state) => state.planCourseOf);
  return (
    <RunChoice
      label="Or run again where you ran"
      none="choose a run"
      value={null}
      onChoose={(run) => run !== null && void planCourseOf(run)}
    />
  );
}

function TypedCourse() {
  const id = useId();
  const [text, setText] = useState("");
  const typeCourse = usePageState((state) => state.typeCourse);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "") void typeCourse(text);
  }
  return (
    <form className="field" onSubmit={submit}>
      <label htmlFor={id}>Or type lengths and slopes</label>
      <div className="with-unit">
        <input
          id={id}
          value={text}
          data-testid="plan-typed"
          placeholder="2 km, 1.5 km 4 %, 800 m -3 %"
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit">Plan</button>
      </div>
    </form>
  );
}

/** The other way to read a file that has times. */
function ReadAsRun({ file }: { file: NonNullable<PlanCourse["runFile"]> }) {
  const openFiles = usePageState((state) => state.openFiles);
  return (
    <p className="note">
      {file.name} holds a run: its pace is not looked at here.{" "}
      <button type="button" className="place" data-testid="plan-as-run" onClick={() => void openFiles([file])}>
        Read it as a run
      </button>
    </p>
  );
}

const EXAMPLE = "4 km, 1 km 3 %, 1 km -3 %, 2 km, 500 m 5 %, 500 m -5 %, 1 km";

/** Something to plan for who has no course at hand. */
function ExampleCourse() {
  const typeCourse = usePageState((state) => state.typeCourse);
  return (
    <button type="button" className="quiet plan-example" onClick={() => void typeCourse(EXAMPLE)}>
      Or try 10 km over two hills
    </button>
  );
}

function Courses({ courses, chosenId }: { courses: readonly PlanCourse[]; chosenId: number | null }) {
  const id = useId();
  const choosePlanCourse = usePageState((state) => state.choosePlanCourse);
  const removeCourse = usePageState((state) => state.removeCourse);
  return (
    <div className="field">
      <label htmlFor={id}>Courses</label>
      <div className="with-unit">
        <select id={id} value={chosenId ?? ""} onChange={({ target }) => choosePlanCourse(Number(target.value))}>
          {chosenId === null && <option value="">choose a course</option>}
          {courses.map(({ id: courseId, course }) => (
            <option key={courseId} value={courseId}>
              {course.name}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="quiet"
          disabled={chosenId === null}
          onClick={() => chosenId !== null && removeCourse(chosenId)}
        >
          Remove
        </button>
      </div>
    </div>
  );
}

/** Length and climb, as they are planned: both can be changed, and all else of the ground goes with them. */
function CourseSize({ chosen: { course }, asked }: { chosen: PlanCourse; asked: PlanAsked }) {
  const { distanceUnit } = usePageState((state) => state.units);
  const askPlan = usePageState((state) => state.askPlan);
  const climbM = courseClimbM(course);
  const [length, climb] = [fromKm(course.lengthM / 1000, distanceUnit), fromMetres(climbM, distanceUnit)];
  const units = planUnits({ distanceUnit });
  return (
    <>
      <p>
        <strong>{course.name}</strong>, {units.distance(course.lengthM)} with {units.height(climbM)} of climb
      </p>
      <div className="plan-fields">
        <NumberField
          label="Length"
          unit={distanceUnit}
          testId="plan-length"
          value={formatNumber(length * asked.lengthFactor, 2)}
          range={{ least: Math.ceil(length) / 10, most: Math.floor(10 * length) }}
          onChange={(typed) => askPlan({ lengthFactor: typed / length })}
        />
        {climbM >= 1 && (
          <NumberField
            label="Climb"
            unit={altitudeUnit(distanceUnit)}
            testId="plan-climb"
            value={formatNumber(climb * asked.climbFactor)}
            range={{ least: 0, most: Math.floor(10 * climb) }}
            onChange={(typed) => askPlan({ climbFactor: typed / climb })}
          />
        )}
      </div>
    </>
  );
}
