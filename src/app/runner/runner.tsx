import { useId } from "react";
import { useShallow } from "zustand/react/shallow";
import { clockText } from "../../base/clock.ts";
import { farOf, farSentence, KNOWN_RANGES } from "../../evaluation/calibration/knowledge.ts";
import type { Hint } from "../../evaluation/calibration/runner-hints.ts";
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
import { effortWords, highestWords, statedWords } from "./hint-words.ts";
import { sentenceOf, unlearntWords } from "./runner-words.ts";
import { type Offer, StatedField } from "./stated-field.tsx";
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
  const hints = usePageState((state) => state.hints.value);
  const offers = heartRateOffers(
    [
      [hints?.highestBpm ?? null, highestWords],
      [hints?.maximumBpm ?? null, statedWords],
    ],
    maximum,
    setMaximum,
  );
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
      offers={offers}
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
  const hinted = usePageState((state) => state.hints.value?.[quantity] ?? null);
  const { least, most } = KNOWN_RANGES[quantity];
  const offers = heartRateOffers([[hinted, statedWords]], stated, (bpm) => setKnownOfMe({ [quantity]: bpm }));
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
      offers={offers}
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
  const hinted = usePageState((state) => state.hints.value?.best ?? null);
  const timeS = hinted && Math.round(hinted.value.timeS);
  const isStated = hinted !== null && hinted.value.distanceM === bestDistanceM && timeS === bestTimeS;
  const take = () => setKnownOfMe({ bestDistanceM: hinted!.value.distanceM, bestTimeS: timeS });
  const offers = hinted === null || isStated ? [] : [{ words: effortWords(hinted, unit), label: "Use it", take }];
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
        offers={offers}
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

/** The offers of heart rates: each once, and not the one that stands. */
function heartRateOffers(
  hints: readonly [hint: Hint<number> | null, words: (hint: Hint<number>) => string][],
  stated: number | null,
  take: (bpm: number) => void,
): Offer[] {
  const known = new Set([stated]);
  return hints.flatMap(([hint, words]) => {
    if (hint === null || known.has(hint.value)) return [];
    known.add(hint.value);
    return { words: words(hint), label: `Use ${hint.value} bpm`, take: () => take(hint.value) };
  });
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
