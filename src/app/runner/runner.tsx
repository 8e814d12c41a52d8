import { useId, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { clockText } from "../../base/clock.ts";
import { farOf, farSentence, KNOWN_RANGES } from "../../evaluation/calibration/knowledge.ts";
import { DEFAULT_MAXIMUM_BPM } from "../../evaluation/zones.ts";
import { asksForIntent } from "../../features/catalogue.ts";
import type { KnownQuantity } from "../../model/contract.ts";
import type { Gender, Intent } from "../../workout/workout.ts";
import { type DistanceUnit, fromKm } from "../format/units.ts";
import { bestEffortOf, knowledgeOf, learntQuantities, parseBestDistance, parseBestTime } from "../state/known-of-me.ts";
import { seenMaximum } from "../state/seen-settings.ts";
import {
  HIGHEST_MAXIMUM_BPM,
  LOWEST_MAXIMUM_BPM,
  parseMaximumHeartRate,
  parseRestingHeartRate,
  parseThresholdHeartRate,
} from "../state/stated-heart-rates.ts";
import { usePageState } from "../ui/page-context.ts";
import { sentenceOf, unlearntWords } from "./runner-words.ts";
import { Zones } from "./zones.tsx";

/** Form of what a person knows of themselves and a file may not state. */
export function Runner() {
  const asksIntent = usePageState(({ model }) => asksForIntent(model.loaded?.contract.features ?? []));
  return (
    <section className="runner" aria-labelledby="runner-title">
      <h2 id="runner-title">About me</h2>
      <div className="fields">
        <GenderField />
        <MaximumField />
        <KnownFields />
        {asksIntent && <IntentField />}
        <Zones />
      </div>
      <UnlearntNote />
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
  const maximum = usePageState(seenMaximum);
  const setMaximum = usePageState((state) => state.setMaximumHeartRate);
  const isLearnt = useLearnt().includes("maximumBpm");
  const use = isLearnt
    ? "For the zones, and for the expected line where you compare with what you know of yourself. The zones take"
    : "For the zones alone: the expected line does not use it.";
  return (
    <StatedField
      label="Maximum heart rate"
      testId="max-hr"
      unit="bpm"
      bounds={{ min: LOWEST_MAXIMUM_BPM, max: HIGHEST_MAXIMUM_BPM }}
      placeholder={String(DEFAULT_MAXIMUM_BPM)}
      stated={maximum === null ? "" : String(maximum)}
      parse={parseMaximumHeartRate}
      onState={setMaximum}
      hint={`${use} ${DEFAULT_MAXIMUM_BPM} if left empty.${useFarWords("maximumBpm")}`}
      wrong={`A whole number from ${LOWEST_MAXIMUM_BPM} to ${HIGHEST_MAXIMUM_BPM}; until then, ${DEFAULT_MAXIMUM_BPM}.`}
    />
  );
}

/** The quantities that the chosen model has learnt to use. */
function useLearnt() {
  return usePageState(useShallow((state) => learntQuantities(state.model.loaded?.contract)));
}

/** What becomes of a stated quantity that is far from those whom the model learnt from; empty where it is not. */
function useFarWords(quantity: KnownQuantity): string {
  return usePageState((state) => {
    const calibration = state.model.loaded?.contract.calibration;
    const isFar = calibration && farOf(calibration, knowledgeOf(state)).includes(quantity);
    return isFar ? ` ${farSentence("This model", quantity)}` : "";
  });
}

/** What else a runner knows of themselves: heart rates for the zones, and a best effort where the model has learnt what it tells. */
function KnownFields() {
  const learnt = useLearnt();
  return (
    <>
      <HeartRateField
        quantity="restingBpm"
        label="Resting heart rate"
        testId="resting-hr"
        parse={parseRestingHeartRate}
        meaning="As you wake, lying still."
        isLearnt={learnt.includes("restingBpm")}
      />
      <HeartRateField
        quantity="thresholdBpm"
        label="Threshold heart rate"
        testId="threshold-hr"
        parse={parseThresholdHeartRate}
        meaning="The mean over the hardest hour that you can run, by a test or your watch."
        isLearnt={learnt.includes("thresholdBpm")}
      />
      {learnt.includes("bestKmh") && <BestEffortFields />}
    </>
  );
}

interface HeartRateProps {
  quantity: "restingBpm" | "thresholdBpm";
  label: string;
  testId: string;
  parse(text: string): number | null | "invalid";
  /** How a runner comes to know it. */
  meaning: string;
  /** Whether the model has learnt what it tells; else the zones alone use it. */
  isLearnt: boolean;
}

function HeartRateField({ quantity, label, testId, parse, meaning, isLearnt }: HeartRateProps) {
  const stated = usePageState((state) => state.knownOfMe[quantity]);
  const setKnownOfMe = usePageState((state) => state.setKnownOfMe);
  const { least, most } = KNOWN_RANGES[quantity];
  return (
    <StatedField
      label={label}
      testId={testId}
      unit="bpm"
      bounds={{ min: least, max: most }}
      stated={stated === null ? "" : String(stated)}
      parse={parse}
      onState={(bpm) => setKnownOfMe({ [quantity]: bpm })}
      hint={`${meaning}${isLearnt ? "" : " For the zones alone."}${useFarWords(quantity)}`}
      wrong={`A whole number from ${least} to ${most}; until then, it is not used.`}
    />
  );
}

function BestEffortFields() {
  const known = usePageState((state) => state.knownOfMe);
  const setKnownOfMe = usePageState((state) => state.setKnownOfMe);
  const unit = usePageState((state) => state.units.distanceUnit);
  const effort = bestEffortOf(known);
  const problem = effort !== null && "problem" in effort ? sentenceOf(effort.problem) : null;
  const { bestDistanceM, bestTimeS } = known;
  const far = useFarWords("bestKmh");
  return (
    <>
      <StatedField
        label="Recent best effort"
        testId="best-distance"
        unit={unit}
        stated={bestDistanceM === null ? "" : formatDistance(bestDistanceM, unit)}
        parse={(text) => parseBestDistance(text, unit)}
        onState={(distanceM) => setKnownOfMe({ bestDistanceM: distanceM })}
        hint={
          bestDistanceM === null && bestTimeS !== null
            ? "Over which distance?"
            : "A race, or as hard as one: its distance."
        }
        wrong="A distance such as 5, 10 km, 13.1 mi or 5000 m; until then, it is not used."
      />
      <StatedField
        label="Time of that effort"
        testId="best-time"
        stated={bestTimeS === null ? "" : clockText(bestTimeS)}
        parse={parseBestTime}
        onState={(timeS) => setKnownOfMe({ bestTimeS: timeS })}
        hint={`${bestDistanceM !== null && bestTimeS === null ? "In which time?" : "Such as 22:30, or 1:45:00."}${far}`}
        wrong="A time such as 22:30 or 1:45:00; until then, it is not used."
        problem={problem}
      />
    </>
  );
}

function formatDistance(metres: number, unit: DistanceUnit): string {
  return String(Number(fromKm(metres / 1000, unit).toFixed(3)));
}

/** What the chosen model is not asked with, and why. */
function UnlearntNote() {
  const contract = usePageState(({ model }) => model.loaded?.contract);
  const words = contract === undefined ? "" : unlearntWords(learntQuantities(contract));
  return words === "" ? null : <p className="note">{words}</p>;
}

interface StatedFieldProps {
  label: string;
  testId: string;
  unit?: string;
  /** Of a whole number; any text without. */
  bounds?: { min: number; max: number };
  placeholder?: string;
  /** The statement that stands, as text. */
  stated: string;
  parse(text: string): number | null | "invalid";
  /** Takes what was typed; null where that is nothing, or can't be used. */
  onState(value: number | null): void;
  hint: string;
  /** What may be typed, where that is not. */
  wrong: string;
  /** Why what is typed can't be used beside another field; null where it can. */
  problem?: string | null;
}

/** A field for a number that a person may state. What can't be used stays as it was typed, and says so. */
function StatedField(props: StatedFieldProps) {
  const { label, testId, unit, bounds, placeholder, stated, parse, onState, hint, wrong, problem = null } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && parse(typed) === "invalid";
  const error = invalid ? wrong : problem;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="with-unit">
        <input
          id={id}
          data-testid={testId}
          type={bounds ? "number" : "text"}
          inputMode={bounds ? "numeric" : "text"}
          autoComplete="off"
          {...bounds}
          placeholder={placeholder}
          value={typed ?? stated}
          aria-invalid={error !== null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setTyped(target.value);
            const parsed = parse(target.value);
            onState(parsed === "invalid" ? null : parsed);
          }}
          onBlur={() => {
            // What was typed and is valid stands in the store, where a link may change it again.
            if (!invalid) setTyped(null);
          }}
        />
        {unit !== undefined && <span className="unit">{unit}</span>}
      </span>
      <p className={error === null ? "note" : "note invalid"} id={`${id}-hint`}>
        {error ?? hint}
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
