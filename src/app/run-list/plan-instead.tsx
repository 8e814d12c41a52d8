import type { ErrorCode, PredictorError } from "../../base/error.ts";
import type { RunItem } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";

/** Why files are no runs that may still be courses: routes, and tracks without times. */
const UNRUN: readonly ErrorCode[] = ["no-time", "no-runs"];

const COURSE_FILE = /\.(gpx|tcx)(\.gz)?$/i;

/** Offers to plan what nobody has run yet; nothing where a file is no course. */
export function PlanInstead({ item, error }: { item: RunItem; error: PredictorError }) {
  const openCourses = usePageState((state) => state.openCourses);
  const show = usePageState((state) => state.show);
  const { source } = item;
  if (source?.kind !== "file" || !UNRUN.includes(error.code) || !COURSE_FILE.test(source.file.name)) return null;
  return (
    <button
      type="button"
      data-testid="plan-instead"
      onClick={() => {
        show("plan");
        void openCourses([source.file]);
      }}
    >
      Plan this course
    </button>
  );
}
