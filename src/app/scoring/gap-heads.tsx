import { UnitHead } from "../ui/unit-head.tsx";
import { useMaeName } from "../ui/use-mae-name.ts";

/** Where a word may be divided: on the narrowest phones there is no room for the whole of it. */
const DIFFERENCE = "differ\u00adence";

/** Headers of the two columns that say how far measured and expected heart rate lie apart. */
export function GapHeads() {
  return (
    <>
      <UnitHead name={useMaeName()} unit="bpm" />
      <UnitHead name={DIFFERENCE} unit="bpm" />
    </>
  );
}
