import { type ReactNode, useId } from "react";
import { planCsv, planGpx } from "../../sharing/plan-files.ts";
import { encodePlan } from "../../sharing/plan-link.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import type { MadePlan } from "../state/plan/plan-state.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { usePageState } from "../ui/page-context.ts";
import { saveFile } from "../ui/save-file.ts";
import { splitTexts } from "./plan-units.ts";

/** Takes the plan elsewhere: as a link, a table, a track with times, a strip to print, and what else is handed in. */
export function PlanOut({ made, children }: { made: MadePlan; children: ReactNode }) {
  const courses = usePageState((state) => state.plan.courses);
  const { planned, figures, asked } = made;
  const positions = courses.find(({ id }) => id === asked.courseId)?.positions ?? null;
  const fileName = (ending: string) => `plan-${formatClock(figures.durationS).replaceAll(":", "-")}.${ending}`;
  return (
    <div className="plan-out">
      <CopyButton
        key={made.id}
        testId="plan-link"
        label="Copy link"
        copiedLabel="Link copied"
        noun="link"
        isDisabled={false}
        textOf={() => {
          const hash = encodePlan({ ...asked, course: planned.plan.course });
          return new URL(`#${hash}`, window.location.href).href;
        }}
      />
      <button
        type="button"
        data-testid="plan-csv"
        onClick={() => saveFile({ name: fileName("csv"), text: planCsv(figures.splits) }, "text/csv")}
      >
        Download CSV
      </button>
      {positions !== null && (
        <button
          type="button"
          data-testid="plan-gpx"
          onClick={() => {
            const text = planGpx(planned.plan, positions, Math.ceil(Date.now() / 60_000) * 60);
            saveFile({ name: fileName("gpx"), text }, "application/gpx+xml");
          }}
        >
          Download GPX with times
        </button>
      )}
      <button type="button" onClick={() => window.print()}>
        Print the pace strip
      </button>
      {children}
      <PaceStrip made={made} />
    </div>
  );
}

/** The strip that is printed, to wear on the wrist: where to be when. */
function PaceStrip({ made: { figures, planned } }: { made: MadePlan }) {
  const id = useId();
  const { distanceUnit } = usePageState((state) => state.units);
  return (
    <section className="pace-strip" aria-labelledby={id}>
      <h4 id={id}>
        {planned.plan.course.name}, {formatClock(figures.durationS)}
      </h4>
      <table>
        <thead>
          <tr>
            <th scope="col">{distanceUnit}</th>
            <th scope="col">at</th>
            <th scope="col">min/{distanceUnit}</th>
            <th scope="col">bpm</th>
          </tr>
        </thead>
        <tbody>
          {figures.splits.map((split) => {
            const { end, at, pace } = splitTexts(split, distanceUnit);
            return (
              <tr key={split.fromM}>
                <th scope="row">{end}</th>
                <td>{at}</td>
                <td>{pace}</td>
                <td>{formatNumber(split.expectedBpm)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
