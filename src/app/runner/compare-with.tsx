import { useId, useMemo, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { LONGEST_WARM_UP_MINUTES } from "../../evaluation/expected-heart-rate.ts";
import {
  calibrationInEffect,
  DEFAULT_CALIBRATION,
  historyOf,
  historyRunsOf,
  looksAtWarmUp,
  type Obstacle,
  parseWarmUpMinutes,
  settingFor,
} from "../state/calibration.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { SETTINGS_PANEL } from "../ui/panel.tsx";
import {
  CALIBRATION_OPTIONS,
  comparedWithWords,
  hinderedWords,
  obstacleWords,
  sentMeaning,
  whoseRuns,
} from "./calibration-words.ts";
import { useCalibration } from "./use-calibration.ts";

/** The choice of what the run is compared with: other runners, or its own runner. */
export function CompareWith() {
  const id = useId();
  const shown = usePageState(useShallow(shownRun));
  const setting = usePageState(useShallow((state) => settingFor(state, shown)));
  const setCalibration = usePageState((state) => state.setCalibration);
  const calibrateAsSent = usePageState((state) => state.calibrateAsSent);
  const inEffect = useCalibration(shown);
  const sent = shown?.item.linked?.calibration ?? null;
  const isAsSent = sent !== null && shown?.item.linked?.asSent === true;
  const historyRuns = historyRunsOf(inEffect);
  const whose = whoseRuns(shown);
  const hindered = useObstacles();
  // Those of the other ways stand below, whichever is chosen, so that nothing moves.
  const unsaid = inEffect.obstacles.filter((obstacle) => hindered.every((way) => way.obstacle !== obstacle));
  return (
    <section className="compare-with">
      <div className="compare-ways">
        <span id={`${id}-title`}>Compare me with</span>
        <fieldset
          className="segments"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-meaning`}
          data-testid="calibration"
          data-kind={inEffect.kind}
          data-runs={historyRuns}
        >
          {sent !== null && (
            <Option group={id} value="as-sent" name="as its sender did" checked={isAsSent} onChoose={calibrateAsSent} />
          )}
          {CALIBRATION_OPTIONS.map(({ kind, name }) => (
            <Option
              key={kind}
              group={id}
              value={kind}
              name={name}
              hintId={hindered.some((way) => way.kind === kind) ? `${id}-${kind}` : undefined}
              checked={!isAsSent && kind === setting.kind}
              onChoose={() => setCalibration({ kind })}
            />
          ))}
        </fieldset>
        {!isAsSent && looksAtWarmUp(setting.kind) && <MinutesField />}
        <button type="button" className="quiet about-me" popoverTarget={SETTINGS_PANEL}>
          About me…
        </button>
      </div>
      <p className="note" id={`${id}-meaning`} aria-live="polite">
        {inEffect.obstacles.length > 0
          ? obstacleWords({ kind: inEffect.kind, obstacles: unsaid }, setting, whose)
          : isAsSent
            ? sentMeaning(sent)
            : comparedWithWords({ kind: inEffect.kind, historyRuns }, setting.warmUpMinutes, whose)}
      </p>
      {hindered.map(({ kind, obstacle }) => (
        <p key={kind} className="note" id={`${id}-${kind}`}>
          {hinderedWords(kind, obstacle, setting.warmUpMinutes)}
        </p>
      ))}
    </section>
  );
}

/** The comparisons that can't be made, each with the obstacle. */
function useObstacles(): { kind: "history" | "warm-up"; obstacle: Obstacle }[] {
  const shown = usePageState(useShallow(shownRun));
  const items = usePageState((state) => state.items);
  const warmUpMinutes = usePageState((state) => state.calibration.warmUpMinutes);
  return useMemo(() => {
    // Before the run is predicted, that it is alone is known: what stands here does not move as it comes.
    if (!shown?.prediction) return items.length > 1 ? [] : [{ kind: "history", obstacle: "no-history" }];
    const history = historyOf(items, shown);
    return (["history", "warm-up"] as const).flatMap((kind) => {
      const [obstacle] = calibrationInEffect(shown, { kind, warmUpMinutes }, history).obstacles;
      return obstacle === undefined ? [] : [{ kind, obstacle }];
    });
  }, [items, shown, warmUpMinutes]);
}

interface OptionProps {
  group: string;
  value: string;
  name: string;
  /** The element that says why it can't be taken. */
  hintId?: string | undefined;
  checked: boolean;
  onChoose(): void;
}

function Option({ group, value, name, hintId, checked, onChoose }: OptionProps) {
  return (
    <label>
      <input
        type="radio"
        name={`${group}-kind`}
        value={value}
        checked={checked}
        aria-describedby={hintId}
        onChange={onChoose}
      />
      <span className={hintId === undefined ? undefined : "hindered"}>{name}</span>
    </label>
  );
}

function MinutesField() {
  const id = useId();
  const minutes = usePageState((state) => state.calibration.warmUpMinutes);
  const setCalibration = usePageState((state) => state.setCalibration);
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && parseWarmUpMinutes(typed) === "invalid";
  return (
    <div className="compare-minutes">
      <label>
        its first{" "}
        <input
          type="number"
          inputMode="numeric"
          min={1}
          max={LONGEST_WARM_UP_MINUTES}
          value={typed ?? minutes}
          aria-invalid={invalid}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setTyped(target.value);
            const parsed = parseWarmUpMinutes(target.value);
            setCalibration({ warmUpMinutes: parsed === "invalid" ? DEFAULT_CALIBRATION.warmUpMinutes : parsed });
          }}
        />{" "}
        minutes
      </label>
      <span className="note invalid" id={`${id}-hint`}>
        {invalid &&
          `A whole number from 1 to ${LONGEST_WARM_UP_MINUTES}; until then, ${DEFAULT_CALIBRATION.warmUpMinutes}.`}
      </span>
    </div>
  );
}
