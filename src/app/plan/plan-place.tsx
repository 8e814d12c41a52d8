import "./plan.css";
import { PAGE_NAME } from "../format/page-name.ts";
import { ModelError } from "../models/model-error.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { useTitle } from "../ui/use-title.ts";
import { CoursePart } from "./course-part.tsx";
import { PlanResult } from "./plan-result.tsx";
import { TargetPart } from "./target-part.tsx";

/** The place of plans: a course before it is run, and what it will cost. */
export function PlanPlace() {
  useTitle(`Plan · ${PAGE_NAME}`);
  const { asked, made, refused, error, isPlanning, isReading, courses } = usePageState((state) => state.plan);
  const isLoaded = usePageState(({ model }) => model.loaded !== null);
  const isFailed = usePageState(({ model }) => model.phase === "failed");
  return (
    <div className="plan-place">
      <h2 className="place-title">Plan</h2>
      <p className="note">
        What will this course cost, and what pace keeps me under a heart rate? Choose a route without times, a run of
        your own, or type one. Nothing of it leaves your device.
      </p>
      <div className="plan-asked">
        <CoursePart />
        <TargetPart asked={asked} made={made} />
      </div>
      {refused !== null && <ErrorNotice error={refused} about="plan" />}
      {error !== null && <ErrorNotice error={error} about="plan" />}
      {courses.length > 0 && isFailed && <ModelError />}
      <p className="plan-status note" aria-live="polite">
        {isReading && "Reading the course."}
        {!isReading && courses.length > 0 && !isLoaded && !isFailed && "The model is being loaded."}
        {isPlanning && asked.target.kind === "heart-rate" && "Looking for the pace."}
      </p>
      {made !== null && courses.length > 0 && (
        <PlanResult made={made} isStale={error !== null} isPlanning={isPlanning} />
      )}
    </div>
  );
}
