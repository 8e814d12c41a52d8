import { type RefObject, useId, useMemo, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { farOf, farSentence } from "../../evaluation/calibration/knowledge.ts";
import { type CalibrationSources, LONGEST_WARM_UP_MINUTES } from "../../evaluation/expected-heart-rate.ts";
import {
  calibrationInEffect,
  DEFAULT_CALIBRATION,
  earlierOf,
  historyRunsOf,
  keptRunsOf,
  looksAtHistory,
  looksAtWarmUp,
  type Obstacle,
  parseWarmUpMinutes,
  settingFor,
  undatedRunsOf,
} from "../state/calibration.ts";
import { otherRunsOf } from "../state/earlier-runs.ts";
import { knowledgeOf, learntQuantities, usedBy } from "../state/known-of-me.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { SETTINGS_PANEL } from "../ui/panel.tsx";
import { PassingButton } from "../ui/passing-button.tsx";
import {
  type CalibrationOption,
  comparedWithWords,
  hinderedWords,
  MY_EARLIER_RUNS,
  OTHER_RUNNERS,
  OWN_RUNS,
  obstacleWords,
  optionOf,
  proposalWords,
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
  const ways = useRef<HTMLFieldSetElement>(null);
  const historyRuns = historyRunsOf(inEffect);
  const undatedRuns = undatedRunsOf(inEffect, shown);
  const keptRuns = keptRunsOf(inEffect);
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
          ref={ways}
          tabIndex={-1}
          className="segments"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-meaning`}
          data-testid="calibration"
          data-kind={inEffect.kind}
          data-known={inEffect.known.join(" ")}
          data-runs={historyRuns}
          data-undated={undatedRuns}
          data-kept={keptRuns}
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
      <UndatedSwitch isIdle={isAsSent || !looksAtHistory(setting.kind)} />
      <p className="note" id={`${id}-meaning`} aria-live="polite">
        {inEffect.obstacles.length > 0
          ? obstacleWords({ ...inEffect, obstacles: unsaid }, setting, whose)
          : isAsSent
            ? sentMeaning(sent)
            : comparedWithWords({ ...inEffect, historyRuns, undatedRuns, keptRuns }, setting.warmUpMinutes, whose)}
      </p>
      {hindered.map(({ way, obstacle }) => (
        <p key={way} className="note" id={`${id}-${way}`}>
          {hinderedWords(way, obstacle, setting.warmUpMinutes)}
        </p>
      ))}
      {whose === "your" && <Proposal isIdle={optionOf(setting) !== "none"} hasKnown={own.hasUsed} ways={ways} />}
      {own.hints.map((hint) => (
        <p key={hint} className="note">
          {hint}
        </p>
      ))}
    </section>
  );
}

/** Whether what the person knows of themselves can be compared with, how to come to it, and what of it in use is far off. */
function useOwnKnowledge({ known }: CalibrationSources): {
  isOffered: boolean;
  hasUsed: boolean;
  hints: string[];
} {
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
      hasUsed: used.length > 0,
      hints: [...(isUnsaid ? [STATE_IT] : []), ...far.map((quantity) => farSentence("This model", quantity))],
    };
  }, [contract, stated, known, isChosen]);
}

const STATE_IT = "Say under About me what you know of yourself, and this model compares you with runners like you.";

/** The comparisons that can't be made, each with the obstacle. */
function useObstacles(): { way: Way; obstacle: Obstacle }[] {
  const shown = usePageState(useShallow(shownRun));
  const items = usePageState((state) => state.items);
  const runnerName = usePageState((state) => state.runnerName);
  const { warmUpMinutes, usesKnown, usesUndated } = usePageState((state) => state.calibration);
  const stated = usePageState(useShallow(knowledgeOf));
  return useMemo(() => {
    // Before the run is predicted, that it is alone is known: what stands here does not move as it comes.
    if (!shown?.prediction) return items.length > 1 ? [] : [{ way: "history", obstacle: "no-history" }];
    const history = earlierOf(otherRunsOf({ items, runnerName }, shown), { usesUndated });
    const asked = [
      // Where it is not offered, nobody misses it.
      ...(usesKnown || usedBy(shown.contract, stated).length > 0 ? [{ way: "known", kind: "none" } as const] : []),
      ...(["history", "warm-up"] as const).map((kind) => ({ way: kind, kind })),
    ];
    return asked.flatMap(({ way, kind }) => {
      const setting = { kind, warmUpMinutes, usesKnown: way === "known", usesUndated };
      const [obstacle] = calibrationInEffect(shown, setting, history, stated).obstacles;
      return obstacle === undefined ? [] : [{ way, obstacle }];
    });
  }, [items, runnerName, shown, warmUpMinutes, usesKnown, usesUndated, stated]);
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

/** Whether runs of unknown date count as earlier, where there are any; idle, it keeps its place alone. */
function UndatedSwitch({ isIdle }: { isIdle: boolean }) {
  const hasUndated = usePageState((state) => otherRunsOf(state, shownRun(state)).undated.length > 0);
  const usesUndated = usePageState((state) => state.calibration.usesUndated);
  const setCalibration = usePageState((state) => state.setCalibration);
  if (!hasUndated) return null;
  return (
    <label className={isIdle ? "count-known idle" : "count-known"}>
      <input
        type="checkbox"
        checked={usesUndated}
        onChange={({ target }) => setCalibration({ usesUndated: target.checked })}
      />
      runs of unknown date were before this one
    </label>
  );
}

interface ProposalProps {
  /** Whether something else than other runners is compared with: it keeps its place alone. */
  isIdle: boolean;
  /** Whether the model uses something of what the runner knows. */
  hasKnown: boolean;
  ways: RefObject<HTMLElement | null>;
}

/** The closest comparison that the open runs allow, or else the runner's own numbers, as an offer. */
function Proposal({ isIdle, hasKnown, ways }: ProposalProps) {
  const earlierRuns = usePageState((state) => otherRunsOf(state, shownRun(state)).earlier.length);
  const isFitted = usePageState((state) => shownRun(state)?.contract?.calibration != null);
  const setCalibration = usePageState((state) => state.setCalibration);
  const proposed: CalibrationOption | null =
    earlierRuns > 0 && isFitted ? MY_EARLIER_RUNS : hasKnown ? WHAT_I_KNOW : null;
  if (proposed === null) return null;
  return (
    <p className={isIdle ? "note proposal idle" : "note proposal"} data-testid="proposal">
      {proposalWords(proposed, earlierRuns)}{" "}
      <PassingButton heir={ways} className="place" onClick={() => setCalibration(proposed.setting)}>
        Compare with {proposed.name}
      </PassingButton>
    </p>
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
