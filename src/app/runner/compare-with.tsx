import { useId, useMemo, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { farOf, farSentence } from "../../evaluation/calibration/knowledge.ts";
import { type CalibrationSources, LONGEST_WARM_UP_MINUTES } from "../../evaluation/expected-heart-rate.ts";
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
import { knowledgeOf, learntQuantities, usedBy } from "../state/known-of-me.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { SETTINGS_PANEL } from "../ui/panel.tsx";
import {
  comparedWithWords,
  hinderedWords,
  OTHER_RUNNERS,
  OWN_RUNS,
  obstacleWords,
  optionOf,
  sentMeaning,
  type Way,
  WHAT_I_KNOW,
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
  const own = useOwnKnowledge(inEffect.sources);
  const options = [OTHER_RUNNERS, ...(own.isOffered ? [WHAT_I_KNOW] : []), ...OWN_RUNS];
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
          data-known={inEffect.known.join(" ")}
          data-runs={historyRuns}
        >
          {sent !== null && (
            <Option group={id} value="as-sent" name="as its sender did" checked={isAsSent} onChoose={calibrateAsSent} />
          )}
          {options.map(({ value, name, setting: chosen }) => (
            <Option
              key={value}
              group={id}
              value={value}
              name={name}
              hintId={hindered.some(({ way }) => way === value) ? `${id}-${value}` : undefined}
              checked={!isAsSent && value === optionOf(setting)}
              onChoose={() => setCalibration(chosen)}
            />
          ))}
        </fieldset>
        {!isAsSent && looksAtWarmUp(setting.kind) && <MinutesField />}
        <button type="button" className="quiet about-me" popoverTarget={SETTINGS_PANEL}>
          About me…
        </button>
      </div>
      {own.isOffered && <KnownSwitch isIdle={isAsSent || setting.kind === "none"} />}
      <p className="note" id={`${id}-meaning`} aria-live="polite">
        {inEffect.obstacles.length > 0
          ? obstacleWords({ ...inEffect, obstacles: unsaid }, setting, whose)
          : isAsSent
            ? sentMeaning(sent)
            : comparedWithWords({ ...inEffect, historyRuns }, setting.warmUpMinutes, whose)}
      </p>
      {hindered.map(({ way, obstacle }) => (
        <p key={way} className="note" id={`${id}-${way}`}>
          {hinderedWords(way, obstacle, setting.warmUpMinutes)}
        </p>
      ))}
      {own.hints.map((hint) => (
        <p key={hint} className="note">
          {hint}
        </p>
      ))}
    </section>
  );
}

/** Whether what the person knows of themselves can be compared with, how to come to it, and what of it in use is far off. */
function useOwnKnowledge({ known }: CalibrationSources): { isOffered: boolean; hints: string[] } {
  const contract = usePageState((state) => shownRun(state)?.contract ?? state.model.loaded?.contract);
  const stated = usePageState(useShallow(knowledgeOf));
  const isChosen = usePageState((state) => state.calibration.usesKnown);
  return useMemo(() => {
    const used = usedBy(contract, stated);
    const isUnsaid = used.length === 0 && learntQuantities(contract).length > 0;
    const far = contract?.calibration && known ? farOf(contract.calibration, known) : [];
    return {
      // Chosen before another model came, it stays, and says why it can't be taken.
      isOffered: used.length > 0 || isChosen,
      hints: [...(isUnsaid ? [STATE_IT] : []), ...far.map((quantity) => farSentence("This model", quantity))],
    };
  }, [contract, stated, known, isChosen]);
}

const STATE_IT = "Say under About me what you know of yourself, and this model compares you with runners like you.";

/** The comparisons that can't be made, each with the obstacle. */
function useObstacles(): { way: Way; obstacle: Obstacle }[] {
  const shown = usePageState(useShallow(shownRun));
  const items = usePageState((state) => state.items);
  const { warmUpMinutes, usesKnown } = usePageState((state) => state.calibration);
  const stated = usePageState(useShallow(knowledgeOf));
  return useMemo(() => {
    // Before the run is predicted, that it is alone is known: what stands here does not move as it comes.
    if (!shown?.prediction) return items.length > 1 ? [] : [{ way: "history", obstacle: "no-history" }];
    const history = historyOf(items, shown);
    const asked = [
      // Where it is not offered, nobody misses it.
      ...(usesKnown || usedBy(shown.contract, stated).length > 0 ? [{ way: "known", kind: "none" } as const] : []),
      ...(["history", "warm-up"] as const).map((kind) => ({ way: kind, kind })),
    ];
    return asked.flatMap(({ way, kind }) => {
      const setting = { kind, warmUpMinutes, usesKnown: way === "known" };
      const [obstacle] = calibrationInEffect(shown, setting, history, stated).obstacles;
      return obstacle === undefined ? [] : [{ way, obstacle }];
    });
  }, [items, shown, warmUpMinutes, usesKnown, stated]);
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

/** Whether what the runner knows counts beside what the run is compared with; idle, it keeps its place alone. */
function KnownSwitch({ isIdle }: { isIdle: boolean }) {
  const usesKnown = usePageState((state) => state.calibration.usesKnown);
  const setCalibration = usePageState((state) => state.setCalibration);
  return (
    <label className={isIdle ? "count-known idle" : "count-known"}>
      <input
        type="checkbox"
        checked={usesKnown}
        onChange={({ target }) => setCalibration({ usesKnown: target.checked })}
      />
      count my own numbers, too
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
