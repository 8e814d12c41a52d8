import { meanPaceS } from "../../planning/plan-words.ts";
import { formatNumber } from "../format/format.ts";
import { type MadePlan, MOST_LAID } from "../state/plan/plan-state.ts";
import { usePageState } from "../ui/page-context.ts";
import { RunChoice, useOpenedRuns } from "./course-part.tsx";
import { planUnits } from "./plan-units.ts";

/** Plans that are laid over one another, and the run over its plan. */
export function PlanLaid({ made }: { made: MadePlan }) {
  const laid = usePageState((state) => state.plan.laid);
  const over = usePageState((state) => state.plan.over);
  const layPlan = usePageState((state) => state.layPlan);
  const removeLaid = usePageState((state) => state.removeLaid);
  const drawOverPlan = usePageState((state) => state.drawOverPlan);
  const units = planUnits(usePageState((state) => state.units));
  const hasRuns = useOpenedRuns().length > 0;
  const isLaid = laid.some(({ id }) => id === made.id);
  return (
    <div className="plan-laid">
      <button type="button" data-testid="plan-lay" disabled={isLaid} onClick={layPlan}>
        {`Lay the next plans over this one${laid.length < MOST_LAID ? "" : " instead of the first below"}`}
      </button>
      {laid.length > 0 && (
        <ul data-pictured>
          {laid.map((plan, i) => (
            <li key={plan.id} className={`run-key run-${i + 2}`} data-testid="plan-laid">
              {plan.planned.plan.course.name} at {units.pace(meanPaceS(plan.figures))}:{" "}
              {formatNumber(plan.figures.meanBpm)} bpm on average
              <button
                type="button"
                className="quiet"
                aria-label={`Take off the plan at ${units.pace(meanPaceS(plan.figures))}`}
                onClick={() => removeLaid(plan.id)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {hasRuns && (
        <RunChoice
          label="After the run: draw its heart rate over the plan"
          none="no run"
          value={over}
          onChoose={drawOverPlan}
        />
      )}
    </div>
  );
}
