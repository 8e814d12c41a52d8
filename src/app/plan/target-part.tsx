import { useId } from "react";
import { PLANNED_BPM } from "../../planning/keep-under.ts";
import { MOST_NEGATIVE_SPLIT_SHARE, type PacingWay } from "../../planning/pacing.ts";
import { meanPaceS } from "../../planning/plan-words.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import { paceS, toKm } from "../format/units.ts";
import type { MadePlan, PlanAsked } from "../state/plan/plan-state.ts";
import { usePageState } from "../ui/page-context.ts";
import { Segments } from "../ui/segments.tsx";
import { RunChoice } from "./course-part.tsx";
import { ClockField, NumberField } from "./number-field.tsx";

const WAYS: Record<Exclude<PacingWay, "like-run">, string> = {
  "even-pace": "even pace",
  "even-effort": "even effort, by the energy of slopes (Minetti 2002)",
  "even-effort-hearts": "even effort, by hearts on slopes (Robb 2017)",
};

/** The target, which the field that was changed last sets, and how the course is run. */
export function TargetPart({ asked, made }: { asked: PlanAsked; made: MadePlan | null }) {
  const { distanceUnit } = usePageState((state) => state.units);
  const askPlan = usePageState((state) => state.askPlan);
  const figures = made?.figures ?? null;
  const { target } = asked;
  return (
    <section className="plan-part" aria-labelledby="plan-target-title">
      <h3 id="plan-target-title">Target</h3>
      <p className="note">Say one of the three; the others follow.</p>
      <div className="plan-fields">
        <ClockField
          label="Finish time"
          unit="h:mm:ss"
          testId="plan-time"
          value={figures === null ? "" : formatClock(figures.durationS)}
          example="45:00 or 1:45:00"
          onChange={(durationS) => askPlan({ target: { kind: "time", durationS } })}
        />
        <ClockField
          label="Pace"
          unit={`min/${distanceUnit}`}
          testId="plan-pace"
          value={figures === null ? "" : formatClock(paceS(3600 / meanPaceS(figures), distanceUnit))}
          example="5:30"
          onChange={(seconds) => askPlan({ target: { kind: "pace", secondsPerKm: seconds / toKm(1, distanceUnit) } })}
        />
        <NumberField
          label="Keep at or under"
          unit="bpm"
          testId="plan-hr"
          value={target.kind === "heart-rate" ? String(target.bpm) : ""}
          range={PLANNED_BPM}
          onChange={(bpm) =>
            askPlan({
              target: { kind: "heart-rate", bpm, of: target.kind === "heart-rate" ? target.of : "expected" },
              // Under a heart rate an even pace would be walked up any hill.
              ...(target.kind !== "heart-rate" && asked.way === "even-pace" ? { way: "even-effort" } : {}),
            })
          }
        />
      </div>
      {target.kind === "heart-rate" && (
        <Segments
          name="What stays at or under it"
          testId="plan-ceiling"
          value={target.of}
          options={[
            { value: "expected", label: "expected heart rate" },
            { value: "upper", label: "upper end of the band" },
          ]}
          onChange={(of) => askPlan({ target: { ...target, of } })}
        />
      )}
      <Strategy asked={asked} />
    </section>
  );
}

function Strategy({ asked }: { asked: PlanAsked }) {
  const id = useId();
  const askPlan = usePageState((state) => state.askPlan);
  const paceLike = usePageState((state) => state.paceLike);
  return (
    <>
      <div className="plan-fields">
        <div className="field">
          <label htmlFor={id}>Pacing</label>
          <select
            id={id}
            data-testid="plan-pacing"
            value={asked.way}
            onChange={({ target }) => askPlan({ way: target.value as PacingWay, like: null })}
          >
            {Object.entries(WAYS).map(([way, label]) => (
              <option key={way} value={way}>
                {label}
              </option>
            ))}
            {asked.like !== null && <option value="like-run">as in {asked.like.name}</option>}
          </select>
        </div>
        <NumberField
          label="Second half faster by"
          unit="%"
          testId="plan-negative-split"
          value={formatNumber(asked.negativeSplitPercent, asked.negativeSplitPercent % 1 === 0 ? 0 : 1)}
          range={{ least: -100 * MOST_NEGATIVE_SPLIT_SHARE, most: 100 * MOST_NEGATIVE_SPLIT_SHARE }}
          onChange={(percent) => askPlan({ negativeSplitPercent: percent })}
        />
        <RunChoice
          label="Pace it as an earlier run"
          none="no run"
          value={null}
          onChoose={(run) => void paceLike(run)}
        />
      </div>
      <FittedTo asked={asked} />
    </>
  );
}

function FittedTo({ asked }: { asked: PlanAsked }) {
  const askPlan = usePageState((state) => state.askPlan);
  return (
    <fieldset className="plan-fit">
      <legend>Fit to me</legend>
      <label>
        <input
          type="checkbox"
          checked={asked.usesKnown}
          onChange={({ target }) => askPlan({ usesKnown: target.checked })}
        />{" "}
        by what I know of myself
      </label>
      <label>
        <input
          type="checkbox"
          checked={asked.usesHistory}
          onChange={({ target }) => askPlan({ usesHistory: target.checked })}
        />{" "}
        by my earlier runs
      </label>
    </fieldset>
  );
}
