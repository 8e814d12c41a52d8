import { useId, useState } from "react";
import { DEFAULT_MAXIMUM_BPM } from "../../evaluation/zones.ts";
import { asksForIntent } from "../../features/catalogue.ts";
import type { Gender, Intent } from "../../workout/workout.ts";
import { HIGHEST_MAXIMUM_BPM, LOWEST_MAXIMUM_BPM, parseMaximumHeartRate } from "../state/maximum-heart-rate.ts";
import { seenMaximum } from "../state/seen-settings.ts";
import { usePageState } from "../ui/page-context.ts";

/** Form of what a person knows of themselves and a file may not state. */
export function Runner() {
  const asksIntent = usePageState(({ model }) => asksForIntent(model.loaded?.contract.features ?? []));
  return (
    <section className="runner" aria-labelledby="runner-title">
      <h2 id="runner-title">About me</h2>
      <div className="fields">
        <GenderField />
        <MaximumField />
        {asksIntent && <IntentField />}
      </div>
    </section>
  );
}

function GenderField() {
  const id = useId();
  const gender = usePageState((state) => state.runner.gender);
  const setGender = usePageState((state) => state.setGender);
  return (
    <div className="field">
      <label htmlFor={id}>Gender</label>
      <select
        id={id}
        value={gender ?? ""}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => setGender(target.value === "" ? null : (Number(target.value) as Gender))}
      >
        <option value="">as in the file</option>
        <option value={0}>female</option>
        <option value={1}>male</option>
        <option value={0.5}>unknown</option>
      </select>
      <p className="note" id={`${id}-hint`}>
        For the expected line, where the model knows what it changes.
      </p>
    </div>
  );
}

function MaximumField() {
  const id = useId();
  const maximum = usePageState(seenMaximum);
  const setMaximum = usePageState((state) => state.setMaximumHeartRate);
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && parseMaximumHeartRate(typed) === "invalid";
  return (
    <div className="field">
      <label htmlFor={id}>Maximum heart rate</label>
      <span className="with-unit">
        <input
          id={id}
          data-testid="max-hr"
          type="number"
          inputMode="numeric"
          min={LOWEST_MAXIMUM_BPM}
          max={HIGHEST_MAXIMUM_BPM}
          placeholder={String(DEFAULT_MAXIMUM_BPM)}
          value={typed ?? maximum ?? ""}
          aria-invalid={invalid}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setTyped(target.value);
            const parsed = parseMaximumHeartRate(target.value);
            setMaximum(parsed === "invalid" ? null : parsed);
          }}
          onBlur={() => {
            // What was typed and is valid stands in the store, where a link may change it again.
            if (!invalid) setTyped(null);
          }}
        />
        <span className="unit">bpm</span>
      </span>
      <p className={invalid ? "note invalid" : "note"} id={`${id}-hint`}>
        {invalid
          ? `A whole number from ${LOWEST_MAXIMUM_BPM} to ${HIGHEST_MAXIMUM_BPM}; until then, ${DEFAULT_MAXIMUM_BPM}.`
          : `For the zones alone: the expected line does not use it. ${DEFAULT_MAXIMUM_BPM} if left empty.`}
      </p>
    </div>
  );
}

/** The question what a run was meant to be: told from the heart rate, it would give the answer away. */
export function IntentField({ onChosen }: { onChosen?(): void }) {
  const id = useId();
  const intent = usePageState((state) => state.runner.intent);
  const setIntent = usePageState((state) => state.setIntent);
  return (
    <div className="field">
      <label htmlFor={id}>What the run was meant to be</label>
      <select
        id={id}
        value={intent ?? ""}
        onChange={({ target }) => {
          setIntent(target.value === "" ? null : (target.value as Intent));
          onChosen?.();
        }}
      >
        <option value="">choose: this model needs it</option>
        <option value="recovery">recovery</option>
        <option value="steady">steady</option>
        <option value="intensive">intensive</option>
      </select>
    </div>
  );
}
