import { useId, useMemo, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { LONGEST_WARM_UP_MINUTES } from "../../evaluation/expected-heart-rate.ts";
import {
  DEFAULT_CALIBRATION,
  historyOf,
  historyRunsOf,
  looksAtWarmUp,
  parseWarmUpMinutes,
  settingFor,
} from "../state/calibration.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { calibrationOptions, obstacleWords, sentMeaning } from "./calibration-words.ts";
import { useCalibration } from "./use-calibration.ts";

/** What the prediction is fitted to the runner by. */
export function CalibrationChoice() {
  const id = useId();
  const shown = usePageState(useShallow(shownRun));
  const setting = usePageState(useShallow((state) => settingFor(state, shown)));
  const setCalibration = usePageState((state) => state.setCalibration);
  const calibrateAsSent = usePageState((state) => state.calibrateAsSent);
  const inEffect = useCalibration(shown);
  const sent = shown?.item.linked?.calibration ?? null;
  const isAsSent = sent !== null && shown?.item.linked?.asSent === true;
  const items = usePageState((state) => state.items);
  const available = useMemo(() => historyOf(items, shown).length, [items, shown]);
  return (
    <section aria-labelledby={`${id}-title`}>
      <fieldset
        className="calibration-options"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-obstacle`}
        data-testid="calibration"
        data-kind={inEffect.kind}
        data-runs={historyRunsOf(inEffect)}
      >
        <h2 id={`${id}-title`}>Fit to the runner</h2>
        {sent !== null && (
          <Option
            group={`${id}-kind`}
            value="as-sent"
            name="As its sender saw it"
            meaning={sentMeaning(sent)}
            checked={isAsSent}
            onChoose={calibrateAsSent}
          />
        )}
        {calibrationOptions(available).map((option) => (
          <Option
            key={option.kind}
            group={`${id}-kind`}
            value={option.kind}
            name={option.name}
            meaning={option.meaning}
            checked={!isAsSent && option.kind === setting.kind}
            onChoose={() => setCalibration({ kind: option.kind })}
          />
        ))}
      </fieldset>
      {!isAsSent && looksAtWarmUp(setting.kind) && <MinutesField />}
      <p className="note calibration-obstacle" id={`${id}-obstacle`} aria-live="polite">
        {obstacleWords(inEffect, setting)}
      </p>
    </section>
  );
}

interface OptionProps {
  group: string;
  value: string;
  name: string;
  /** What its figures then mean. */
  meaning: string;
  checked: boolean;
  onChoose(): void;
}

function Option({ group, value, name, meaning, checked, onChoose }: OptionProps) {
  const id = useId();
  return (
    <div className="calibration-option">
      <input
        type="radio"
        id={id}
        name={group}
        value={value}
        checked={checked}
        aria-describedby={`${id}-meaning`}
        onChange={onChoose}
      />
      <label htmlFor={id}>{name}</label>
      <p className="note" id={`${id}-meaning`}>
        {meaning}
      </p>
    </div>
  );
}

function MinutesField() {
  const id = useId();
  const minutes = usePageState((state) => state.calibration.warmUpMinutes);
  const setCalibration = usePageState((state) => state.setCalibration);
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && parseWarmUpMinutes(typed) === "invalid";
  return (
    <div className="field calibration-minutes">
      <label htmlFor={id}>First minutes looked at</label>
      <span className="with-unit">
        <input
          id={id}
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
        />
        <span className="unit">min</span>
      </span>
      <p className="note invalid" id={`${id}-hint`}>
        {invalid &&
          `A whole number from 1 to ${LONGEST_WARM_UP_MINUTES}; until then, ${DEFAULT_CALIBRATION.warmUpMinutes}.`}
      </p>
    </div>
  );
}
