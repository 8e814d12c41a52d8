import { counted } from "../../base/counted.ts";
import { longestBridgeS } from "../resample.ts";
import { countKnown } from "./fill.ts";
import { type Ledger, spansOf } from "./ledger.ts";
import type { Points } from "./time.ts";

/** Range of a heart rate; readings outside are faults by the published checks HR02 and HR03. */
export const LOWEST_BPM = 30;
export const HIGHEST_BPM = 220;

/** Repairs the heart rate by leaving out impossible readings. It is never smoothed, and never filled in. */
export function repairHeartRate({ sampling, timeS, heartRateBpm }: Points, ledger: Ledger): Float64Array {
  const isImplausible = (i: number) => heartRateBpm[i] < LOWEST_BPM || heartRateBpm[i] > HIGHEST_BPM;
  const repaired = heartRateBpm.map((bpm, i) => (isImplausible(i) ? Number.NaN : bpm));
  const implausible = countKnown(heartRateBpm) - countKnown(repaired);
  ledger.enter(
    "implausible-heart-rate",
    implausible,
    () => `Heart rate outside ${LOWEST_BPM}–${HIGHEST_BPM} bpm at ${counted(implausible, "point")}: left out.`,
    () => spansOf(timeS, isImplausible),
  );
  const known = countKnown(repaired);
  if (known > 0) {
    const rest = () =>
      sampling === "timesteps"
        ? "compared only there"
        : `joined across gaps of up to ${Math.round(longestBridgeS(timeS, repaired))} s, not compared in longer ones`;
    ledger.enter(
      "partial-heart-rate",
      repaired.length - known,
      () => `Heart rate is known at ${known.toLocaleString("en")} of ${counted(repaired.length, "point")}: ${rest()}.`,
      () => spansOf(timeS, (i) => Number.isNaN(repaired[i])),
    );
  }
  return repaired;
}
